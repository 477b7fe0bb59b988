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
"""What is said of a grid, by its attributes or in the configuration."""


def draw_hexagons(
    ax: Axes, values: np.ndarray, properties: Mapping[str, Any], **options: Any
) -> PolyCollection:
    """Draw a grid of hexagonal cells and set the limits to the space it covers.

    Parameters
    ----------
    ax
        Where.
    values
        Shape (columns, rows); the first row is at the bottom.
    properties
        `pointy_top`: whether cells have a corner at the top, so that rows are shifted, or columns;
        `offset_mode`: whether ``even`` or ``odd`` ones are, to the right or up; `space_size`:
        width and height of the space, by default such that cells are regular with corners one
        from their centers; `space_offset`: its lower left corner; `space_boundary`: whether it
        goes around all cells (``outer``) or through the outermost (``inner``), so that no corner
        of it is without a cell; `coordinate_mode`: ``offset``.
    options
        Arguments of `matplotlib.collections.PolyCollection`.

    Raises
    ------
    PlotError
        If a property is missing or not possible.

    Notes
    -----
    Offset coordinates as in https://www.redblobgames.com/grids/hexagons/.
    """
    centers, corners, size, offset = _grid(values.shape, _checked(properties))
    # Slightly larger, so that no background shows between cells
    polygons = centers[:, np.newaxis] + 1.01 * corners
    cells = PolyCollection(list(polygons), array=values.ravel(), **{"linewidth": 0, **options})
    ax.add_collection(cells, autolim=False)
    (left, bottom), (right, top) = offset, offset + size
    ax.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
    return cells


def aspect_ratio(shape: tuple[int, int], properties: Mapping[str, Any]) -> float:
    """Return the width of a grid by its height.

    Examples
    --------
    >>> round(aspect_ratio((10, 10), {"pointy_top": True, "offset_mode": "odd"}), 3)
    1.173
    """
    width, height = _grid(shape, _checked(properties))[2]
    return float(width / height)


def _checked(properties: Mapping[str, Any]) -> dict[str, Any]:
    given = {
        key: value.item()
        if isinstance(value, np.ndarray | np.generic) and value.size == 1
        else value
        for key, value in properties.items()
        if value is not None
    }
    given = {"coordinate_mode": "offset", "space_boundary": "outer", **given}
    if "pointy_top" not in given:
        raise PlotError("Of a hexagonal grid `pointy_top` must be known (`grid_properties`).")
    choices = {
        "coordinate_mode": ["offset"],
        "offset_mode": ["even", "odd"],
        "space_boundary": ["outer", "inner"],
    }
    for key, allowed in choices.items():
        if given.get(key) not in allowed:
            hint = suggest(given.get(key), allowed)
            raise PlotError(f"{key} of a hexagonal grid: found {given.get(key)!r}. {hint}")
    return given


def _grid(
    shape: tuple[int, ...], given: Mapping[str, Any]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Centers of cells, corners around a center, size and lower left corner of the space."""
    upright = given["pointy_top"]
    across, up = np.meshgrid(*map(np.arange, shape), indexing="ij")
    # As if corners were at the top; else the axes are exchanged
    along, step = (across, up) if upright else (up, across)
    shifted = step % 2 == (0 if given["offset_mode"] == "even" else 1)
    width = math.sqrt(3)
    centers = np.column_stack([((along + 0.5 * shifted) * width).ravel(), 1.5 * step.ravel()])
    angles = np.deg2rad(np.arange(30, 390, 60))
    corners = np.column_stack([np.cos(angles), np.sin(angles)])
    beyond = np.array([width / 2, 1])
    if given["space_boundary"] == "inner":
        beyond = np.array([0 if np.ptp(step) else width / 2, 0.5])
    if not upright:
        centers, corners, beyond = centers[:, ::-1], corners[:, ::-1], beyond[::-1]
    low = centers.min(axis=0) - beyond
    extent = centers.max(axis=0) + beyond - low
    size = np.asarray(given.get("space_size", extent), dtype=float)
    offset = np.asarray(given.get("space_offset", (0, 0)), dtype=float)
    return (centers - low) * size / extent + offset, corners * size / extent, size, offset
