"""Select and orient the data of a graph group: nodes, edges and their properties."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from paraverse.errors import TransformError
from paraverse.store.groups.base import Group
from paraverse.store.groups.labelled import LabelledDataGroup
from paraverse.store.groups.series import TimeSeriesGroup

# xarray is imported inside the function, for start-up time
if TYPE_CHECKING:
    import xarray as xr


def select_data(
    data: Any,
    *,
    sel: Mapping[str, Any] | None = None,
    isel: Mapping[str, Any] | None = None,
    at_time: Any = None,
    at_time_idx: int | None = None,
    keep_dim: Collection[str] = (),
) -> xr.DataArray:
    """Select from a member of a graph group, and drop dimensions of length one.

    Parameters
    ----------
    data
        An array, anything that `xarray.DataArray` accepts, or a group to select from. The
        members of a plain group are taken as the states at different times.
    sel, isel
        The label or the position to select, by dimension. Dimensions that the data do not have
        are ignored.
    at_time, at_time_idx
        Label or position to select along the dimension ``time``.
    keep_dim
        Dimensions to keep even if their length is one.

    Returns
    -------
    xarray.DataArray
        The selected data, with at least one dimension.

    Raises
    ------
    TransformError
        If both a label and a position are passed for one dimension, or if the
        selected label does not exist.
    """
    import xarray as xr

    labels = {**(sel or {}), **({} if at_time is None else {"time": at_time})}
    positions = {**(isel or {}), **({} if at_time_idx is None else {"time": at_time_idx})}
    if labels.keys() & positions.keys():
        twice = ", ".join(sorted(labels.keys() & positions.keys()))
        raise TransformError(f"Select along {twice} by label or by position, not by both.")
    if type(data) is Group:
        data = TimeSeriesGroup(data._members, data._path)
    if not isinstance(data, xr.DataArray | LabelledDataGroup):
        data = xr.DataArray(data)
    dims = set(data.dims)
    if isinstance(data, LabelledDataGroup):
        dims |= {str(dim) for dim in data[next(iter(data))].dims}
    labels = {dim: label for dim, label in labels.items() if dim in dims}
    positions = {dim: position for dim, position in positions.items() if dim in dims}
    array: xr.DataArray = (data.sel(labels) if labels else data).isel(positions)
    single = [dim for dim, size in array.sizes.items() if size == 1 and dim not in keep_dim]
    array = array.squeeze(single)
    return array if array.dims else array.expand_dims("dim_0")


def find_flag(attrs: Mapping[str, Any], names: Collection[str]) -> bool | None:
    """Find the first of several attributes that exists, and read it as a boolean.

    Parameters
    ----------
    attrs
        Attributes of the group. HDF5 may hold a boolean as an array of one element.
    names
        Possible names of the attribute, preferred ones first.

    Returns
    -------
    bool or None
        The value of the attribute; None if none of them exists.
    """
    return next((bool(np.ravel(attrs[name])[0]) for name in names if name in attrs), None)


def orient_edges(
    edges: xr.DataArray, *, transposed: bool | None, parallel: bool
) -> xr.DataArray | None:
    """Reshape edges so that each row is one edge.

    Parameters
    ----------
    edges
        Edges at one time: two nodes for each, and a key if there are parallel ones. A single
        edge may have lost its dimension.
    transposed
        Whether the nodes of an edge lie along the first dimension. If None, this is
        inferred: they do if only the first dimension is as short as the description of an edge.
    parallel
        Whether there may be parallel edges.

    Returns
    -------
    xarray.DataArray or None
        Edges of shape (edges, 2), or (edges, 3) with keys, without missing ones. None if the
        edges do not have two dimensions.
    """
    longest = 4 if parallel else 3
    if edges.ndim == 1 and 2 <= edges.size <= longest:
        edges = edges.expand_dims("single_edge")
    elif edges.ndim != 2 and edges.size:
        return None
    if transposed is None:
        fits = [2 <= size <= longest for size in edges.shape]
        transposed = fits[0] and not fits[-1]
    edges = edges.T if transposed else edges
    return edges.dropna(edges.dims[0])


def scalar_coords(array: xr.DataArray) -> dict[str, Any]:
    """Return the scalar coordinates, which show what was selected.

    Parameters
    ----------
    array
        The selected data.

    Returns
    -------
    dict
        Python scalars by the name of the coordinate.
    """
    return {str(name): c.item() for name, c in array.coords.items() if c.size == 1}
