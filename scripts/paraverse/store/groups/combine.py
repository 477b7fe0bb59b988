"""Combine the selected data of the members of a group into one array."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from paraverse.base.data_warnings import warn_about_data
from paraverse.errors import TransformError
from paraverse.store.common_attributes import UNITS, CommonAttributes
from paraverse.store.dtypes import common_dtype


@dataclass(frozen=True)
class Piece:
    """The contribution of one member to the combined array.

    Attributes
    ----------
    array
        Its data.
    coords
        Its coordinates along those of the group's dimensions that the combined array has.
    """

    array: xr.DataArray
    coords: Mapping[str, np.ndarray]


def combine_pieces(pieces: Sequence[Piece], labels: Mapping[str, np.ndarray]) -> xr.DataArray:
    """Combine pieces by their coordinates.

    Parameters
    ----------
    pieces
        The pieces, at least one. If two have a value for the same coordinates, the later one wins.
    labels
        Coordinates along those of the group's dimensions that the combined array has.

    Returns
    -------
    xarray.DataArray
        The combined array. The dimensions of the group come first, then those of the members,
        with the union of their coordinates, and the attributes of the first member without units
        that differ. Values missing from all pieces are NaN; only then may the dtype change.

    Raises
    ------
    TransformError
        If members differ in length along a dimension without coordinates.
    """
    arrays = [piece.array for piece in pieces]
    coords: dict[str, Any] = {}
    for dim, at in labels.items():
        used = np.concatenate([piece.coords[dim] for piece in pieces])
        coords[dim] = (dim, at[np.isin(at, used)], _coord_attributes(arrays, dim))
    index = {dim: pd.Index(values) for dim, (_, values, _) in coords.items()}
    for dim in dict.fromkeys(str(dim) for array in arrays for dim in array.dims):
        if dim not in index:
            index[dim] = _joined(dim, arrays)
            first = next((array for array in arrays if dim in array.indexes), None)
            if first is not None:
                same = first.indexes[dim].equals(index[dim])
                values = first.coords[dim].values if same else index[dim]
                coords[dim] = (dim, values, _coord_attributes(arrays, dim))
    for name in dict.fromkeys(str(c) for array in arrays for c in array.coords if c not in index):
        coords[name] = _coordinate(name, pieces, index)
    result = _filled(pieces, index).assign_coords(coords)
    return result.rename(arrays[0].name if len(arrays) == 1 else None)


def _coord_attributes(arrays: Iterable[xr.DataArray], name: str) -> Mapping[Any, Any]:
    return _attributes([array.coords[name] for array in arrays if name in array.coords])


def _attributes(arrays: Sequence[xr.DataArray]) -> Mapping[Any, Any]:
    """Return the attributes of the first member, as dantro does, but no units that differ."""
    attributes = CommonAttributes()
    for number, array in enumerate(arrays):
        attributes.add(array.attrs, f"the {number + 1}. member")
    attrs = dict(arrays[0].attrs) if arrays else {}
    for name, values in attributes.differences():
        if name.lower() in UNITS:
            warn_about_data(
                f"The attribute {name!r} differs between the members of a group ({values}), but "
                "their values are combined as they are."
            )
            attrs.pop(name, None)
    return attrs


def _coordinate(name: str, pieces: Sequence[Piece], index: Mapping[str, pd.Index]) -> xr.DataArray:
    """Combine a coordinate of the members that is not a dimension coordinate."""
    coords = [
        Piece(piece.array.coords[name].reset_coords(drop=True), piece.coords)
        for piece in pieces
        if name in piece.array.coords
    ]
    first = coords[0].array
    if len(coords) == len(pieces) and all(coord.array.equals(first) for coord in coords):
        coords = [Piece(first, {})]  # the same in all members: not along the group's dimensions
    return _filled(coords, index)


def _filled(pieces: Sequence[Piece], index: Mapping[str, pd.Index]) -> xr.DataArray:
    """Combine pieces without coordinates, along those dimensions that they have."""
    dims = [d for d in index if any(d in p.array.dims or d in p.coords for p in pieces)]
    shape = tuple(len(index[dim]) for dim in dims)
    values = np.empty(shape, common_dtype({piece.array.dtype for piece in pieces}))
    filled = np.zeros(shape, dtype=bool)
    for piece in pieces:
        array = piece.array
        at = np.ix_(*(_positions(piece, dim, index[dim]) for dim in dims))
        ordered = array.transpose(*(dim for dim in dims if dim in array.dims))
        values[at] = ordered.values.reshape([array.sizes.get(dim, 1) for dim in dims])
        filled[at] = True
    result = xr.DataArray(values, dims=dims)
    result = result if filled.all() else result.where(filled)
    return result.assign_attrs(_attributes([piece.array for piece in pieces]))


def _joined(dim: str, arrays: Iterable[xr.DataArray]) -> pd.Index:
    along = [array for array in arrays if dim in array.dims]
    indexes = [array.indexes[dim] for array in along if dim in array.indexes]
    if not indexes:
        sizes = sorted({array.sizes[dim] for array in along})
        if len(sizes) > 1:
            raise _unequal(dim, sizes)
        return pd.RangeIndex(sizes[0])
    if all(index.equals(indexes[0]) for index in indexes):
        return indexes[0]
    return functools.reduce(pd.Index.union, indexes)


def _positions(piece: Piece, dim: str, index: pd.Index) -> np.ndarray:
    array = piece.array
    if dim in array.dims and dim not in array.indexes and array.sizes[dim] != len(index):
        raise _unequal(dim, sorted({array.sizes[dim], len(index)}))
    own = array.indexes.get(dim, piece.coords.get(dim))
    if own is None or index.equals(pd.Index(own)):
        return np.arange(len(index))
    return np.asarray(index.get_indexer(own))


def _unequal(dim: str, sizes: Sequence[int]) -> TransformError:
    return TransformError(
        f"The members have {', '.join(map(str, sizes[:-1]))} and {sizes[-1]} values along {dim!r} "
        "and no coordinates to align them by. Select one of them, or write coordinates "
        f"(attribute 'coords__{dim}')."
    )
