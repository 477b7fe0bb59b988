"""Grids of hexagonal cells."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from paraverse.errors import PlotError, suggest

PROPERTIES = (
    "coordinate_mode", "pointy_top", "offset_mode", "space_size", "space_offset", "space_boundary",
)  # fmt: skip
"""Properties of a grid, set as attributes of the data or in the configuration."""

_CHOICES = {
    "coordinate_mode": ["offset"],
    "offset_mode": ["even", "odd"],
    "space_boundary": ["outer", "inner"],
}


def draw_hexagons(
    ax: Axes, values: np.ndarray, properties: Mapping[str, Any], **options: Any
) -> PolyCollection:
    """Draw a grid of hexagonal cells and set the limits of the axes to the extent of its space.

    Parameters
    ----------
    ax
        The axes to draw on.
    values
        The value of each cell, of shape (columns, rows). The first row is at the bottom.
    properties
        ``pointy_top``
            whether cells have a corner at the top, so that rows are shifted instead of columns
        ``offset_mode``
            whether the ``even`` or the ``odd`` rows or columns are shifted, to the right or up
        ``space_size``
            width and height of the space; by default, cells are regular and their corners are at a
            distance of 1 from the center
        ``space_offset``
            the lower left corner of the space; by default, (0, 0)
        ``space_boundary``
            whether the space encloses all cells (``outer``, the default) or ends within the
            outermost ones, so that it is covered completely (``inner``)
        ``coordinate_mode``
            the coordinate system, which must be ``offset``
    options
        Arguments of `matplotlib.collections.PolyCollection`.

    Returns
    -------
    matplotlib.collections.PolyCollection
        The cells, in the order of ``values.ravel()``.

    Raises
    ------
    PlotError
        If a property is missing or has an unknown value.

    Notes
    -----
    For offset coordinates, see https://www.redblobgames.com/grids/hexagons/.
    """
    centers, corners, size, offset = _compute_geometry(values.shape, _check(properties))
    # Enlarged slightly, so that no background shows between cells
    polygons = centers[:, np.newaxis] + 1.01 * corners
    cells = PolyCollection(list(polygons), array=values.ravel(), **{"linewidth": 0, **options})
    ax.add_collection(cells, autolim=False)
    (left, bottom), (right, top) = offset, offset + size
    ax.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
    return cells


def aspect_ratio(shape: tuple[int, int], properties: Mapping[str, Any]) -> float:
    """Return the ratio of the width of a grid to its height.

    Parameters
    ----------
    shape
        The number of columns and the number of rows.
    properties
        Properties of the grid, as for `draw_hexagons`.

    Returns
    -------
    float
        Width divided by height of the space.

    Raises
    ------
    PlotError
        If a property is missing or has an unknown value.

    Examples
    --------
    >>> round(aspect_ratio((10, 10), {"pointy_top": True, "offset_mode": "odd"}), 3)
    1.173
    """
    width, height = _compute_geometry(shape, _check(properties))[2]
    return float(width / height)


def _check(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the properties with defaults, converting arrays with one element to plain values."""
    checked = {"coordinate_mode": "offset", "space_boundary": "outer"} | {
        key: value.item()
        if isinstance(value, np.ndarray | np.generic) and value.size == 1
        else value
        for key, value in properties.items()
        if value is not None
    }
    if "pointy_top" not in checked:
        raise PlotError("A hexagonal grid needs the property `pointy_top` (`grid_properties`).")
    for key, allowed in _CHOICES.items():
        if checked.get(key) not in allowed:
            hint = suggest(checked.get(key), allowed)
            raise PlotError(f"{key} of a hexagonal grid: found {checked.get(key)!r}. {hint}")
    return checked


def _compute_geometry(
    shape: tuple[int, ...], properties: Mapping[str, Any]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the centers of cells, the corners of a cell, and the size and origin of the space."""
    upright = properties["pointy_top"]
    column, row = np.meshgrid(*map(np.arange, shape), indexing="ij")
    # Computed as if corners were at the top; if they are not, the axes are swapped at the end
    along, line = (column, row) if upright else (row, column)
    shifted = line % 2 == (0 if properties["offset_mode"] == "even" else 1)
    width = math.sqrt(3)
    centers = np.column_stack([((along + 0.5 * shifted) * width).ravel(), 1.5 * line.ravel()])
    angles = np.deg2rad(np.arange(30, 390, 60))
    corners = np.column_stack([np.cos(angles), np.sin(angles)])
    margin = np.array([width / 2, 1])
    if properties["space_boundary"] == "inner":
        margin = np.array([0 if np.ptp(line) else width / 2, 0.5])
    if not upright:
        centers, corners, margin = centers[:, ::-1], corners[:, ::-1], margin[::-1]
    low = centers.min(axis=0) - margin
    extent = centers.max(axis=0) + margin - low
    size = np.asarray(properties.get("space_size", extent), dtype=float)
    offset = np.asarray(properties.get("space_offset", (0, 0)), dtype=float)
    return (centers - low) * size / extent + offset, corners * size / extent, size, offset
