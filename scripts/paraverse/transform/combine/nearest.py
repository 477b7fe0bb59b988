"""Labels that are nearly the same: find them, and join them within a tolerance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import cftime
import numpy as np
import pandas as pd
import xarray as xr

from paraverse.errors import TransformError
from paraverse.jobs.transform import CombinedField

_OF_SPACING = 1e-6
"""Labels closer than this part of the smallest distance within a universe differ by rounding."""

_OF_VALUE = 2.5e-7
"""So do labels with a smaller relative difference, which is that of single precision …"""

_MAX_OF_SPACING = 1e-2
"""… unless it is more than this part of the smallest distance within a universe."""


@dataclass(frozen=True, kw_only=True)
class RoundedLabels:
    """Labels of different universes that differ by rounding only.

    Attributes
    ----------
    count
        The number of pairs of neighboring labels that do.
    example
        One of these pairs.
    """

    count: int
    example: tuple[Any, Any]


def find_rounded(joined: pd.Index, indexes: Sequence[pd.Index]) -> RoundedLabels | None:
    """Find labels that are the same up to rounding.

    Parameters
    ----------
    joined
        The union of the indexes.
    indexes
        The indexes of universes.

    Returns
    -------
    RoundedLabels or None
        The labels that are so close to another one that they probably mean the same; None if there
        are none, or if the labels are not numbers or dates.
    """
    numbers = _to_numbers(joined, joined.dtype)
    if numbers is None or len(numbers) < 2:
        return None
    order = np.argsort(numbers)
    numbers = numbers[order]
    spacing = min(_spacing(_to_numbers(index, joined.dtype)) for index in indexes)
    distances = np.diff(numbers)
    limit = np.full(len(distances), _OF_SPACING * spacing if np.isfinite(spacing) else 0.0)
    if joined.dtype.kind == "f":
        largest = np.maximum(abs(numbers[:-1]), abs(numbers[1:]))
        limit = np.maximum(limit, np.minimum(_OF_VALUE * largest, _MAX_OF_SPACING * spacing))
    near = np.flatnonzero((distances > 0) & (distances <= limit))
    if not near.size:
        return None
    at = order[near[0] : near[0] + 2]
    return RoundedLabels(count=near.size, example=(joined[at[0]], joined[at[1]]))


def join_nearest(
    field: CombinedField, dim: str, lines: Sequence[tuple[str, xr.DataArray]]
) -> xr.DataArray:
    """Join indexes such that labels within the tolerance of the field are the same.

    Parameters
    ----------
    field
        The field, with the tolerance.
    dim
        The dimension.
    lines
        At least two universes, each with a one-dimensional array that has the index.

    Returns
    -------
    xarray.DataArray
        An array with the union of the indexes. Of labels that are the same, it has the one of the
        first universe. Labels that are neither numbers nor dates have to be equal.

    Raises
    ------
    TransformError
        If two labels of one universe would be the same, or if the tolerance is not a number or
        duration as the labels require.
    """
    indexes = [line.indexes[dim] for _, line in lines]
    outer = xr.align(*(line for _, line in lines), join="outer", copy=False)[0]
    dtype = outer.indexes[dim].dtype
    columns = [_to_numbers(index, dtype) for index in indexes]
    numbers = [column for column in columns if column is not None]
    if len(numbers) < len(columns):
        return outer
    tolerance = _tolerance(field, dim, outer.indexes[dim])
    labels = np.sort(numbers[0])
    for own in numbers[1:]:
        new = own[_distance(own, labels) > tolerance]
        labels = np.sort(np.concatenate([labels, new]))
    for universe, own in zip((u for u, _ in lines), numbers, strict=True):
        if len(np.unique(_nearest(own, labels))) < len(own):
            raise TransformError(
                f"{field.path}: with a `tolerance` of {field.tolerance}, different values of the "
                f"coordinate {dim!r} are the same in universe {universe}. Use a smaller one."
            )
    is_label = np.isin(np.asarray(_to_numbers(outer.indexes[dim], dtype)), labels)
    return outer.isel({dim: is_label})


def snap(array: xr.DataArray, indexes: Mapping[Any, pd.Index]) -> xr.DataArray:
    """Replace the labels of an array by the nearest ones of joined indexes.

    Parameters
    ----------
    array
        The array.
    indexes
        The joined index of each dimension that has labels.

    Returns
    -------
    xarray.DataArray
        The array with other labels; those that are neither numbers nor dates stay.
    """
    for dim, joined in indexes.items():
        own = _to_numbers(array.indexes[dim], joined.dtype)
        numbers = _to_numbers(joined, joined.dtype)
        if own is not None and numbers is not None and not array.indexes[dim].equals(joined):
            order = np.argsort(numbers)
            at = order[_nearest(own, numbers[order])]
            array = array.assign_coords({dim: joined[at]})
    return array


def _to_numbers(index: pd.Index, dtype: Any) -> np.ndarray | None:
    """Convert labels to numbers whose distances are those of the labels; None for other labels."""
    if isinstance(index, xr.CFTimeIndex):
        dates = np.asarray(index)
        return np.asarray(cftime.date2num(dates, "microseconds since 1970-01-01"), "i8")
    kind = getattr(dtype, "kind", "O")
    if kind in "mM" and index.dtype.kind == kind:
        return np.asarray(index.astype(dtype).asi8)
    return np.asarray(index, dtype) if kind in "iuf" and index.dtype.kind in "iufb" else None


def _spacing(numbers: np.ndarray | None) -> float:
    if numbers is None or len(numbers) < 2:
        return float("inf")
    distances = np.diff(np.sort(numbers))
    return float(min(distances[distances > 0], default=np.inf))


def _nearest(numbers: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the positions of the nearest of some sorted labels."""
    after = np.searchsorted(labels, numbers).clip(1, len(labels) - 1) if len(labels) > 1 else 0
    if isinstance(after, int):
        return np.zeros(len(numbers), int)
    before = after - 1
    is_before = abs(numbers - labels[before]) <= abs(labels[after] - numbers)
    return np.where(is_before, before, after)


def _distance(numbers: np.ndarray, labels: np.ndarray) -> np.ndarray:
    if not len(labels):
        return np.full(len(numbers), np.inf)
    return np.asarray(abs(numbers - labels[_nearest(numbers, labels)]))


def _tolerance(field: CombinedField, dim: str, index: pd.Index) -> float:
    is_date = isinstance(index, xr.CFTimeIndex) or index.dtype.kind in "mM"
    try:
        if not is_date:
            return float(field.tolerance)  # type: ignore[arg-type]
        if not isinstance(field.tolerance, str):
            raise ValueError
        unit = "us" if isinstance(index, xr.CFTimeIndex) else np.datetime_data(index.dtype)[0]
        return float(pd.Timedelta(field.tolerance) / pd.Timedelta(1, unit))
    except (TypeError, ValueError) as error:
        expected = "a duration such as '1s'" if is_date else "a number"
        raise TransformError(
            f"{field.path}: the `tolerance` for the coordinate {dim!r} has to be {expected}; found "
            f"{field.tolerance!r}."
        ) from error
