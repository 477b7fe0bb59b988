"""Grids whose cells are stored in a row, as Utopia writes them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from paraverse.load.attributes import text_of
from paraverse.load.members import Array
from paraverse.load.registry import Report

SPACE = ("x", "y", "z")

Number = TypeVar("Number", int, float)
Coords = dict[str, tuple[tuple[str, ...], np.ndarray]]


def as_grid(array: Array, report: Report) -> Array:
    """Arrange the cells of a grid in space, as their attributes say.

    The attributes are ``grid_shape`` (number of cells along x, y and z), ``index_order`` (``F``
    if neighbours in the row are neighbours along x, which is the default, ``C`` if they are so
    along the last dimension), ``space_extent`` (lengths along x, y and z) and
    ``grid_structure`` (``square`` or ``hexagonal``).

    Parameters
    ----------
    array
        The cells, of shape (cells,) or (time, cells).
    report
        Called with a sentence for what in the attributes cannot be used.

    Returns
    -------
    Array
        Of shape (x, y, z) or (time, x, y, z), less the dimensions that the grid does not have.
        Coordinates are the cells' centres, or their indices if there is no extent. If the cells
        cannot be arranged, the array as it was.
    """
    attrs, stored = array.attrs, array.values.shape
    shape = _numbers(attrs.get("grid_shape"), int)
    order = text_of(attrs.get("index_order", "F"))
    if shape is None or not 0 < len(shape) <= len(SPACE) or min(shape) < 1:
        report(f"'grid_shape' is not the shape of a grid: {attrs.get('grid_shape')!r}")
    elif len(stored) not in (1, 2) or math.prod(shape) != stored[-1]:
        report(f"data of shape {stored} are not (cells,) or (time, cells) of a grid {shape}")
    elif order not in ("C", "F"):
        report(f"'index_order' is C or F, not {attrs['index_order']!r}")
    else:
        return _arranged(array, shape, _centres(shape, attrs, report), order)
    return array


def _arranged(array: Array, shape: tuple[int, ...], centres: Coords, order: str) -> Array:
    values = np.reshape(
        array.values, (*array.values.shape[:-1], *shape), order="C" if order == "C" else "F"
    )
    before = (array.dims or ("dim_0", "dim_1"))[: array.values.ndim - 1]
    new = dict(zip(before, ("time",), strict=False))
    coords = {
        new.get(name, name): (tuple(new[dim] for dim in along), *rest)
        for name, (along, *rest) in array.coords.items()
        if set(along) <= set(before)
    }
    dims = (*new.values(), *SPACE[: len(shape)])
    return replace(array, values=values, dims=dims, coords=coords | centres)


def _centres(shape: tuple[int, ...], attrs: Mapping[str, Any], report: Report) -> Coords:
    axes = SPACE[: len(shape)]
    if "space_extent" not in attrs:
        return {axis: ((axis,), np.arange(n)) for axis, n in zip(axes, shape, strict=True)}
    extent = _numbers(attrs["space_extent"], float)
    if extent is None or len(extent) != len(shape):
        report(f"'space_extent' is not {len(shape)} lengths: {attrs['space_extent']!r}")
        return {}
    structure = text_of(attrs.get("grid_structure", "square"))
    overlap = [1.0] * len(shape)
    if structure == "hexagonal" and len(shape) == 2:
        overlap[1] = 0.75  # from one row of hexagons to the next, in heights of a hexagon
    elif structure != "square":
        report(f"no coordinates for a grid {shape} of 'grid_structure' {structure!r}")
        return {}
    return {
        axis: ((axis,), np.linspace(0.0, length, n, endpoint=False) + 0.5 * length / n / part)
        for axis, n, length, part in zip(axes, shape, extent, overlap, strict=True)
    }


def _numbers(value: Any, kind: Callable[[Any], Number]) -> tuple[Number, ...] | None:
    try:
        return tuple(kind(item) for item in np.ravel(value))
    except (TypeError, ValueError, OverflowError):
        return None
