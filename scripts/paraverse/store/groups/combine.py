"""Put the selected data of a group's members together to one array."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from paraverse.errors import TransformError
from paraverse.store.dtypes import common_dtype


@dataclass(frozen=True)
class Piece:
    """What one member contributes.

    Attributes
    ----------
    array
        Its data.
    place
        Its labels along those dimensions of the result that are the group's.
    """

    array: xr.DataArray
    place: Mapping[str, np.ndarray]


def combine(pieces: Sequence[Piece], labels: Mapping[str, np.ndarray]) -> xr.DataArray:
    """Put pieces side by side.

    Parameters
    ----------
    pieces
        At least one. Where two have a value for the same place, the later one's is taken.
    labels
        The group's dimensions that the result has, with their coordinates.

    Returns
    -------
    xarray.DataArray
        Dimensions: the group's, then those of the members, whose coordinates are joined. Where
        no piece has a value it is NaN; the dtype changes only if there are such places.

    Raises
    ------
    TransformError
        If members differ in length along a dimension without coordinates.
    """
    arrays = [piece.array for piece in pieces]
    coords: dict[str, Any] = {}
    for dim, at in labels.items():
        coords[dim] = (dim, at[np.isin(at, _places(pieces, dim))], _attributes(arrays, dim))
    index = {dim: pd.Index(values) for dim, (_, values, _) in coords.items()}
    for dim in dict.fromkeys(str(dim) for array in arrays for dim in array.dims):
        if dim not in index:
            index[dim] = _joined(dim, arrays)
            first = next((array for array in arrays if dim in array.indexes), None)
            if first is not None:
                same = first.indexes[dim].equals(index[dim])
                values = first.coords[dim].values if same else index[dim]
                coords[dim] = (dim, values, _attributes(arrays, dim))
    for name in dict.fromkeys(str(c) for array in arrays for c in array.coords if c not in index):
        coords[name] = _coordinate(name, pieces, index)
    result = _filled(pieces, index).assign_coords(coords)
    return result.rename(arrays[0].name if len(arrays) == 1 else None)


def _attributes(arrays: Iterable[xr.DataArray], name: str) -> Mapping[Any, Any]:
    return next((array.coords[name].attrs for array in arrays if name in array.coords), {})


def _places(pieces: Sequence[Piece], dim: str) -> np.ndarray:
    return np.concatenate([piece.place[dim] for piece in pieces])


def _coordinate(name: str, pieces: Sequence[Piece], index: Mapping[str, pd.Index]) -> xr.DataArray:
    parts = [
        Piece(piece.array.coords[name].reset_coords(drop=True), piece.place)
        for piece in pieces
        if name in piece.array.coords
    ]
    first = parts[0].array
    if len(parts) == len(pieces) and all(part.array.equals(first) for part in parts):
        parts = [Piece(first, {})]  # the same in all members: not along the group's dimensions
    return _filled(parts, index)


def _filled(pieces: Sequence[Piece], index: Mapping[str, pd.Index]) -> xr.DataArray:
    """Pieces side by side, without coordinates; in those dimensions that they have."""
    dims = [d for d in index if any(d in p.array.dims or d in p.place for p in pieces)]
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
    return result.assign_attrs(pieces[0].array.attrs)


def _joined(dim: str, arrays: Iterable[xr.DataArray]) -> pd.Index:
    along = [array for array in arrays if dim in array.dims]
    found = [array.indexes[dim] for array in along if dim in array.indexes]
    if not found:
        sizes = sorted({array.sizes[dim] for array in along})
        if len(sizes) > 1:
            raise _unequal(dim, sizes)
        return pd.RangeIndex(sizes[0])
    if all(index.equals(found[0]) for index in found):
        return found[0]
    return functools.reduce(pd.Index.union, found)


def _positions(piece: Piece, dim: str, index: pd.Index) -> np.ndarray:
    array = piece.array
    if dim in array.dims and dim not in array.indexes and array.sizes[dim] != len(index):
        raise _unequal(dim, sorted({array.sizes[dim], len(index)}))
    own = array.indexes.get(dim, piece.place.get(dim))
    if own is None or index.equals(pd.Index(own)):
        return np.arange(len(index))
    return np.asarray(index.get_indexer(own))


def _unequal(dim: str, sizes: Sequence[int]) -> TransformError:
    return TransformError(
        f"The members have {', '.join(map(str, sizes[:-1]))} and {sizes[-1]} values along {dim!r} "
        "and no coordinates to align them by. Select one of them, or write coordinates "
        f"(attribute 'coords__{dim}')."
    )
