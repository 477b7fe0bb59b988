"""What loaders give, as members of a data tree."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Number
from pathlib import PurePath
from typing import Any

import numpy as np

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.members import Array, Group, Member, Text, Tree
from paraverse.load.registry import Report, prefixed


def members_of(value: Any, wanted: FieldFilter, report: Report) -> Member | Tree:
    """Turn what a loader gave into members.

    Parameters
    ----------
    value
        A number, a text, a path, an array, an object of xarray or pandas, members, or a mapping
        from paths to such values, also one inside another.
    wanted
        Which of several members to keep.
    report
        Is called with a sentence for each member that cannot be stored.

    Raises
    ------
    LoadError
        If the value cannot be stored.
    """
    found = _converted(value, report)
    return only_wanted(found, wanted) if isinstance(found, dict) else found


def only_wanted(tree: Tree, wanted: FieldFilter) -> Tree:
    """Leave out members that are not wanted, but for groups that hold some that are."""
    if wanted.patterns is None:
        return tree
    needed = {""}
    for path in tree:
        if path in wanted:
            while path not in needed:
                needed.add(path)
                path = path.rpartition("/")[0]
    return {path: member for path, member in tree.items() if path in needed}


def storable(values: np.ndarray) -> np.ndarray:
    """Give an array of Python objects the type that they have in common.

    Returns
    -------
    numpy.ndarray
        Numbers, booleans, dates, records of them, texts of a fixed length, or `str` objects.

    Raises
    ------
    LoadError
        If there is no such type.

    Examples
    --------
    >>> storable(np.array([1, 2.5], dtype=object))
    array([1. , 2.5])
    """
    dtype = values.dtype
    if dtype.kind in "biufcmMSU":
        return values
    if dtype.names and not dtype.hasobject:
        return values
    items = values.ravel().tolist()
    if dtype.kind in "OT" and all(isinstance(item, str) for item in items):
        return values.astype(object)
    if all(isinstance(item, Number) for item in items):
        numbers = np.array(items)
        if numbers.dtype.kind in "biufc":
            return numbers.reshape(values.shape)
    found = sorted({type(item).__name__ for item in items})
    raise LoadError(f"values of type {' and '.join(found)} cannot be stored")


def _converted(value: Any, report: Report) -> Member | Tree:
    if isinstance(value, Array | Text | Group):
        return value
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, PurePath):
        return Text(str(value), "path")
    packages = {cls.__module__.partition(".")[0] for cls in type(value).__mro__}
    if "xarray" in packages:
        from paraverse.load.xarray_files import members_of_xarray

        return members_of_xarray(value, report)
    if "pandas" in packages:
        from paraverse.load.tables import members_of_pandas

        return members_of_pandas(value, report)
    if isinstance(value, Mapping):
        return _tree(value, report)
    if np.ma.is_masked(value):
        raise LoadError("masked values cannot be stored; fill them")
    return Array(storable(np.asarray(value)))


def _tree(values: Mapping[Any, Any], report: Report) -> Tree:
    tree: Tree = {"": Group()}
    for key, value in values.items():
        path = str(key)
        try:
            if path and not all(part.strip(".") for part in path.split("/")):
                raise LoadError("is no path")
            found = _converted(value, prefixed(report, f"{path}/"))
        except (LoadError, ValueError) as error:
            report(f"{path}: {error}")
            continue
        parts = path.split("/")
        for end in range(1, len(parts)):
            tree.setdefault("/".join(parts[:end]), Group())
        if isinstance(found, dict):
            found = {f"{path}/{below}".strip("/"): member for below, member in found.items()}
            tree.update(found)
        else:
            tree[path] = found
    return tree
