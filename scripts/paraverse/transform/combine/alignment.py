"""Labels of arrays: compare them, join them, and align values to them."""

from __future__ import annotations

import numpy as np
import xarray as xr

from paraverse.errors import TransformError


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


def has_same_labels(one: xr.DataArray, other: xr.DataArray) -> bool:
    """Tell whether two arrays have the same dimensions, shape and coordinates.

    Parameters
    ----------
    one, other
        Any arrays. Their values, names and attributes are not compared.

    Returns
    -------
    bool
        True if all of these are the same.
    """
    return one.dims == other.dims and one.shape == other.shape and one.coords.equals(other.coords)


def join_labels(path: str, one: xr.DataArray, other: xr.DataArray) -> xr.DataArray:
    """Return an array with the labels of two arrays, joined by their coordinates.

    Parameters
    ----------
    path
        Path of the field, for error messages.
    one, other
        The arrays.

    Returns
    -------
    xarray.DataArray
        The joined labels, as an array from `without_values`.

    Raises
    ------
    TransformError
        If the arrays have different shapes and no coordinates to align them by.
    """
    try:
        joined, other_joined = xr.align(one, other, join="outer")
        if set(joined.dims) != set(other_joined.dims):
            raise ValueError("dimensions differ")
    except ValueError as error:
        shapes = sorted({str(dict(array.sizes)) for array in (one, other)})
        raise TransformError(
            f"{path!r} has different shapes in different universes ({', '.join(shapes)}) and no "
            "coordinates to align them by. Add coordinates in the field's `transform` (such as "
            "`.assign_coords`), cut it to one shape (`.isel`), or select fewer universes "
            "(`subspace`)."
        ) from error
    return without_values(joined)


def align(array: xr.DataArray, labels: xr.DataArray) -> xr.DataArray:
    """Align the values of an array to labels, with gaps where it has no value.

    Parameters
    ----------
    array
        The array. It may have further dimensions.
    labels
        An array with the labels; see `without_values`.

    Returns
    -------
    xarray.DataArray
        The aligned array. The dimensions of `labels` come last, in their order.
    """
    indexes = {d: labels.indexes[d] for d in array.dims if d in array.indexes}
    return array.reindex(indexes).transpose(..., *labels.dims)
