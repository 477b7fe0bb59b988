"""Values of swept parameters as the labels of a dimension."""

from __future__ import annotations

import datetime
import math
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np

from paraverse.jobs.transform import ParameterCoordinate
from paraverse.store.exact_json import to_object_array


def parameter_labels(values: Sequence[Any]) -> np.ndarray:
    """Return the labels of a dimension that stand for the values of a swept parameter.

    Parameters
    ----------
    values
        The values, which differ.

    Returns
    -------
    numpy.ndarray
        One label for each value, which selects it (``.sel``). Numbers, booleans, strings and times
        become arrays of their type if all values are of one type and none loses digits; everything
        else becomes an array of objects. Lists become tuples, as in paramspace, and mappings become
        strings, because labels have to be hashable.

    Examples
    --------
    >>> parameter_labels([[1, 2], None, {"x": 1}])
    array([(1, 2), None, "{'x': 1}"], dtype=object)
    >>> parameter_labels([1, 2.5])
    array([1. , 2.5])
    """
    plain = [_to_plain(value) for value in values]
    array = to_exact_array(plain)
    if array.dtype != object:
        return array
    labels = [_to_label(value) for value in plain]
    if len(set(labels)) < len(labels):  # True and 1, for example, which `.sel` cannot distinguish
        labels = [repr(value) for value in plain]
    return to_object_array(labels, (len(labels),))


def coordinate_variable(
    coordinate: ParameterCoordinate, lengths: Mapping[str, int]
) -> tuple[tuple[str, ...], np.ndarray]:
    """Return a parameter that depends on dimensions, as xarray takes coordinates.

    Parameters
    ----------
    coordinate
        The parameter.
    lengths
        The length of each dimension.

    Returns
    -------
    dims : tuple of str
        The dimensions.
    values : numpy.ndarray
        The values. Missing ones are NaN among numbers, and None among others.
    """
    values = [_to_plain(value) for value in coordinate.values]
    present = [value for value in values if value is not None]
    if all(type(value) in (int, float) for value in present) and all(map(_is_exact, present)):
        values = [math.nan if value is None else value for value in values]
    array = to_exact_array(values)
    if array.dtype == object:
        array = to_object_array([_to_label(value) for value in values], (len(values),))
    return coordinate.dims, array.reshape([lengths[dim] for dim in coordinate.dims])


def _to_plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.tolist()
    return value.item() if isinstance(value, np.generic) else value


def to_exact_array(values: Sequence[Any]) -> np.ndarray:
    """Return a one-dimensional array with exactly these values.

    Parameters
    ----------
    values
        The values.

    Returns
    -------
    numpy.ndarray
        An array of numbers, booleans, strings or times if one of these types holds all values
        without losing digits; otherwise an array of objects.
    """
    dtype = _exact_dtype(values)
    return to_object_array(values, (len(values),)) if dtype is None else np.array(values, dtype)


def _exact_dtype(values: Sequence[Any]) -> Any:
    kinds = {type(value) for value in values}
    if kinds == {int}:
        for dtype in (np.int64, np.uint64):
            limits = np.iinfo(dtype)
            if all(limits.min <= value <= limits.max for value in values):
                return dtype
        return None
    if kinds <= {int, float} and kinds:
        return np.float64 if all(map(_is_exact, values)) else None
    if kinds == {str} and not any(value.endswith("\0") for value in values):
        return np.str_
    if kinds == {datetime.datetime} and all(value.tzinfo is None for value in values):
        return "M8[us]"
    return {bool: np.bool_, complex: np.complex128}.get(*kinds) if len(kinds) == 1 else None


def _is_exact(value: float) -> bool:
    try:
        return type(value) is float or int(float(value)) == value
    except OverflowError:
        return False


def _to_label(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return repr(value)
    if isinstance(value, list | tuple):
        return tuple(map(_to_label, value))
    return value if isinstance(value, Hashable) else repr(value)
