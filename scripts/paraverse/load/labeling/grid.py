"""Arrange the cells of grids in space; Utopia writes them along one dimension."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal, TypeVar

import numpy as np

from paraverse.load.attribute_strings import attribute_string
from paraverse.load.members import Array, rename_coords
from paraverse.load.report import Report

SPATIAL_DIMS = ("x", "y", "z")

Number = TypeVar("Number", int, float)
AxisCoords = dict[str, tuple[tuple[str, ...], np.ndarray]]

_HEXAGONAL_ROW_DISTANCE = 0.75
"""Distance between adjacent rows of hexagons, in units of the height of a hexagon."""


def arrange_grid(array: Array, report: Report) -> Array:
    """Arrange the cells of a grid in space as their attributes specify.

    The attributes are ``grid_shape`` (the number of cells along x, y and z), ``index_order``
    (``F``, the default, if x varies fastest; ``C`` if the last dimension does), ``space_extent``
    (the extent of the space along x, y and z) and ``grid_structure`` (``square``, the default, or
    ``hexagonal``).

    Parameters
    ----------
    array
        The cells, with shape (cells,) or (time, cells).
    report
        Called with a message for each attribute that cannot be used.

    Returns
    -------
    Array
        With dimensions (x, y, z) or (time, x, y, z), or fewer if the grid has fewer. Coordinates
        are the centers of the cells, or their indices if there is no extent. If the cells cannot
        be arranged, the array is returned unchanged.
    """
    attrs, stored = array.attrs, array.values.shape
    shape = _numbers(attrs.get("grid_shape"), int)
    order = attribute_string(attrs.get("index_order", "F"))
    if shape is None or not 0 < len(shape) <= len(SPATIAL_DIMS) or min(shape) < 1:
        report(f"'grid_shape' is not the shape of a grid: {attrs.get('grid_shape')!r}")
    elif len(stored) not in (1, 2) or math.prod(shape) != stored[-1]:
        report(f"data of shape {stored} are not (cells,) or (time, cells) of a grid {shape}")
    elif order not in ("C", "F"):
        report(f"'index_order' is C or F, not {attrs['index_order']!r}")
    else:
        coords = _cell_coords(shape, attrs, report)
        return _reshape(array, shape, coords=coords, order="C" if order == "C" else "F")
    return array


def _reshape(
    array: Array, shape: tuple[int, ...], *, coords: AxisCoords, order: Literal["C", "F"]
) -> Array:
    leading_shape = array.values.shape[:-1]
    values = np.reshape(array.values, (*leading_shape, *shape), order=order)
    leading_dims = (array.dims or ("dim_0", "dim_1"))[: len(leading_shape)]
    new_names = dict(zip(leading_dims, ("time",), strict=False))
    return replace(
        array,
        values=values,
        dims=(*new_names.values(), *SPATIAL_DIMS[: len(shape)]),
        coords=rename_coords(array.coords, new_names) | coords,
    )


def _cell_coords(shape: tuple[int, ...], attrs: Mapping[str, Any], report: Report) -> AxisCoords:
    axes = SPATIAL_DIMS[: len(shape)]
    if "space_extent" not in attrs:
        return {axis: ((axis,), np.arange(n)) for axis, n in zip(axes, shape, strict=True)}
    extent = _numbers(attrs["space_extent"], float)
    if extent is None or len(extent) != len(shape):
        report(f"'space_extent' is not {len(shape)} lengths: {attrs['space_extent']!r}")
        return {}
    structure = attribute_string(attrs.get("grid_structure", "square"))
    distances = [1.0] * len(shape)
    if structure == "hexagonal" and len(shape) == 2:
        distances[1] = _HEXAGONAL_ROW_DISTANCE
    elif structure != "square":
        report(f"no coordinates for a grid {shape} of 'grid_structure' {structure!r}")
        return {}
    return {
        axis: ((axis,), np.linspace(0.0, length, n, endpoint=False) + 0.5 * length / n / distance)
        for axis, n, length, distance in zip(axes, shape, extent, distances, strict=True)
    }


def _numbers(value: Any, kind: Callable[[Any], Number]) -> tuple[Number, ...] | None:
    try:
        return tuple(kind(item) for item in np.ravel(value))
    except (TypeError, ValueError, OverflowError):
        return None
