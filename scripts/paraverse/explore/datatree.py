"""Fields of all universes as a tree of xarray."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import xarray as xr

_Axis = tuple[int, Any]
"""The length of a dimension, and its coordinate if it has one."""


def to_datatree(arrays: Mapping[str, xr.DataArray]) -> xr.DataTree:
    """Put arrays into a tree, in which groups inherit the coordinates of those above.

    Parameters
    ----------
    arrays
        Arrays by path.

    Returns
    -------
    xarray.DataTree
        A node for each group. A dimension that has another length or other coordinates than one of
        the same name in the same group, or above it, is renamed: the name of the array comes first.
    """
    import xarray as xr

    axes: dict[str, dict[str, _Axis]] = {}
    variables: dict[str, dict[str, xr.DataArray]] = {}
    for path in sorted(arrays, key=lambda path: path.count("/")):
        group, _, name = path.rpartition("/")
        above = _axes_above(axes, group)
        array = arrays[path]
        renamed = {
            dim: f"{name}_{dim}"
            for dim in array.dims
            if dim in above and not _is_same(above[str(dim)], _axis(array, dim))
        }
        array = array.rename(renamed)
        axes.setdefault(group, {}).update({str(d): _axis(array, d) for d in array.dims})
        variables.setdefault(group, {})[name] = array
    datasets = {f"/{group}": xr.Dataset(fields) for group, fields in variables.items()}
    return xr.DataTree.from_dict(datasets)


def _axes_above(axes: Mapping[str, Mapping[str, _Axis]], group: str) -> dict[str, _Axis]:
    above: dict[str, _Axis] = dict(axes.get("", {}))
    names = group.split("/") if group else []
    for depth in range(1, len(names) + 1):
        above |= axes.get("/".join(names[:depth]), {})
    return above


def _axis(array: xr.DataArray, dim: Any) -> _Axis:
    return array.sizes[dim], array.coords[dim].values if dim in array.coords else None


def _is_same(one: _Axis, other: _Axis) -> bool:
    if one[0] != other[0] or (one[1] is None) != (other[1] is None):
        return False
    return one[1] is None or bool(np.array_equal(one[1], other[1]))
