"""Indexes of arrays: compare them, join them, and align values to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr

from paraverse.errors import TransformError
from paraverse.jobs.transform import CombinedField
from paraverse.transform.combine.nearest import join_nearest, snap


def without_values(array: xr.DataArray) -> xr.DataArray:
    """Return an array with the same labels that takes no memory for its values.

    Parameters
    ----------
    array
        Any array.

    Returns
    -------
    xarray.DataArray
        An array with the name, dimensions, coordinates and attributes of `array`; its values are
        a single zero, broadcast to the shape.
    """
    return array.copy(data=np.broadcast_to(np.float16(0), array.shape))


def indexes_of(array: xr.DataArray) -> xr.DataArray:
    """Return an array with the same dimensions and indexes, and no other coordinates.

    Parameters
    ----------
    array
        Any array.

    Returns
    -------
    xarray.DataArray
        See `without_values`.
    """
    return without_values(array.drop_vars([n for n in array.coords if n not in array.xindexes]))


def other_coords(array: xr.DataArray) -> dict[str, xr.Variable]:
    """Return the coordinates of an array that are not indexes, such as scalar ones.

    Parameters
    ----------
    array
        Any array.

    Returns
    -------
    dict of str to xarray.Variable
        The coordinates by name.
    """
    indexes = array.xindexes
    return {str(n): v for n, v in array.coords.variables.items() if n not in indexes}


def has_same_indexes(one: xr.DataArray, other: xr.DataArray) -> bool:
    """Tell whether two arrays have the same dimensions, shape and indexes.

    Parameters
    ----------
    one, other
        Any arrays. Their values, names, attributes and other coordinates are not compared.

    Returns
    -------
    bool
        True if all of these are the same.
    """
    if one.dims != other.dims or one.shape != other.shape:
        return False
    names, variables = one.xindexes.keys(), one.coords.variables
    others = other.coords.variables
    return names == other.xindexes.keys() and all(
        variables[name].equals(others[name]) for name in names
    )


def join_indexes(
    field: CombinedField, universes: Sequence[str], labels: Sequence[xr.DataArray]
) -> xr.DataArray:
    """Join the indexes of arrays as the field requests.

    Parameters
    ----------
    field
        The field, with the way to join indexes.
    universes
        For each array, a universe that has it, for messages.
    labels
        At least one array, from `indexes_of`.

    Returns
    -------
    xarray.DataArray
        The joined indexes, in the same form; the order of the dimensions is that of the first.

    Raises
    ------
    TransformError
        If the arrays have different shapes and no coordinates to align them by, or if their
        indexes do not allow the requested join.
    """
    first = labels[0]
    if len(labels) == 1:
        return first
    if any(set(array.dims) != set(first.dims) for array in labels):
        raise _shape_error(field.path, labels)
    result = xr.DataArray(np.float16(0), name=first.name)
    sizes: dict[Any, int] = {}
    coords: list[Mapping[Any, xr.DataArray]] = []
    for dim in first.dims:
        lines = [(u, _line(array, dim)) for u, array in zip(universes, labels, strict=True)]
        indexed = [(universe, line) for universe, line in lines if dim in line.indexes]
        if not indexed:
            sizes[dim] = first.sizes[dim]
        else:
            line = _join_lines(field, str(dim), indexed)
            sizes[dim] = line.size
            coords.append(line.coords)
        if any(line.size != sizes[dim] for _, line in lines if dim not in line.indexes):
            raise _shape_error(field.path, labels)
    result = result.copy(data=np.float16(0)).expand_dims(sizes)
    for line_coords in coords:
        result = result.assign_coords(line_coords)
    return without_values(result)


def align(array: xr.DataArray, labels: xr.DataArray, *, nearest: bool) -> xr.DataArray:
    """Align the values of an array to joined indexes, with gaps where it has no value.

    Parameters
    ----------
    array
        The array. It may have further dimensions.
    labels
        The joined indexes, from `join_indexes`.
    nearest
        Whether labels of the array stand for the nearest of the joined labels.

    Returns
    -------
    xarray.DataArray
        The aligned array. The dimensions of `labels` come last, in their order.
    """
    indexes = {d: labels.indexes[d] for d in array.dims if d in array.indexes}
    if nearest:
        array = snap(array, indexes)
    dims = [dim for dim in labels.dims if dim in array.dims]
    return array.reindex(indexes).transpose(..., *dims)


def _line(array: xr.DataArray, dim: Any) -> xr.DataArray:
    """Return a one-dimensional array with the index of a dimension, if it has one."""
    coords = array.coords[dim].coords if dim in array.indexes else None
    return xr.DataArray(np.broadcast_to(np.float16(0), array.sizes[dim]), coords, [dim])


def _join_lines(
    field: CombinedField, dim: str, lines: Sequence[tuple[str, xr.DataArray]]
) -> xr.DataArray:
    (first_universe, joined), *others = lines
    different = [(u, line) for u, line in others if not has_same_indexes(joined, line)]
    if not different:
        return joined
    if field.join == "exact":
        raise TransformError(
            f"{field.path}: the coordinate {dim!r} differs between the universes {first_universe} "
            f"and {different[0][0]}, and `join` is 'exact'."
        )
    try:
        if field.join == "nearest":
            return join_nearest(field, dim, [lines[0], *different])
        for _, line in different:
            joined, _ = xr.align(joined, line, join=field.join, copy=False)
    except ValueError as error:
        repeated = next((u for u, line in lines if not line.indexes[dim].is_unique), None)
        if repeated is None:
            raise
        raise TransformError(
            f"{field.path}: the coordinate {dim!r} differs between universes and has repeated "
            f"values in {repeated}, so values cannot be aligned by it. Remove the repetitions in "
            "the field's `transform` (`.drop_duplicates`), or the coordinate (`.drop_vars`)."
        ) from error
    if joined.size == 0 and all(line.size for _, line in lines):
        raise TransformError(
            f"{field.path}: the universes have no value of the coordinate {dim!r} in common, and "
            "`join` is 'inner'. If they differ by rounding, set `join: nearest` with a `tolerance`."
        )
    return joined


def _shape_error(path: str, labels: Sequence[xr.DataArray]) -> TransformError:
    shapes = sorted({str(dict(array.sizes)) for array in labels})
    listed = ", ".join(shapes[:5]) + (", …" if len(shapes) > 5 else "")
    return TransformError(
        f"{path!r} has different shapes in different universes ({listed}) and no "
        "coordinates to align them by. Add coordinates in the field's `transform` (such as "
        "`.assign_coords`), cut it to one shape (`.isel`), or select fewer universes "
        "(`subspace`)."
    )
