"""The size of axes in a grid, and the proportions of maps of space."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib import rcParamsDefault
from matplotlib.figure import Figure

from paraverse.plot.appearance.style import DEFAULTS
from paraverse.plot.layout.slack import allow_trimming

Data = xr.DataArray | xr.Dataset

_MAP_KINDS = ("imshow", "pcolormesh", "contour", "contourf")

_PAGE_WIDTH = 7.2
"""Width in inches of a journal page, within which a grid of axes should fit."""

_MIN_WIDTH, _MAX_WIDTH = 1.8, 3.0
"""Limits of the width of axes in a grid, in inches."""

_MIN_WIDTH_3D = 2.6
_MIN_WIDTH_POLAR = 2.2
"""Minimum width of other axes in a grid, whose labels take more room."""

_DEFAULT_RATIO = 1.35
"""Width of axes in a grid relative to their height."""

_SURROUNDINGS = (1.35, 0.6)
"""Approximate width and height in inches of labels and a color bar of single axes."""

_BESIDE, _BELOW, _TITLE, _GAP = 1.0, 0.45, 0.25, 0.1
"""Approximate size in inches of what surrounds the axes in a grid: labels and a color bar, labels
below, a title, and the distance of axes. Those of text are for the default size of the font."""

_MAX_RATIO = 8
"""Ratio of width to height, or its inverse, above which space is drawn distorted.

An undistorted map would be reduced to a line.
"""


def space_ratio(kind: str | None, data: Data, arguments: Mapping[str, Any]) -> float | None:
    """Return the ratio of the width to the height of the space that a map shows.

    A map shows space if the coordinates of both axes have the same units, or are called x, y or z
    and have no units.

    Parameters
    ----------
    kind
        Kind of plot, such as ``pcolormesh``; None for the default of xarray.
    data
        Data with two dimensions in addition to those of the grid of axes.
    arguments
        Arguments of the plot: `x`, `y`, `col`, `row` and `aspect`. The aspect ``equal`` or ``auto``
        takes precedence over the coordinates.

    Returns
    -------
    float or None
        Width divided by height; None if the plot is not a map of space, or an undistorted map would
        be too narrow.
    """
    aspect = arguments.get("aspect")
    if aspect == "auto" or isinstance(data, xr.Dataset):
        return None
    left = [dim for dim in data.dims if dim not in (arguments.get("col"), arguments.get("row"))]
    if len(left) != 2 or (kind is not None and kind not in _MAP_KINDS):
        return None
    names = arguments.get("x") or left[1], arguments.get("y") or left[0]
    if not all(name in data.coords and data[name].ndim == 1 for name in names):
        return None
    x, y = (data[name] for name in names)
    if x.size < 2 or y.size < 2 or x.dtype.kind not in "fiu" or y.dtype.kind not in "fiu":
        return None
    units = {x.attrs.get("units"), y.attrs.get("units")}
    is_space = len(units) == 1 and (units != {None} or {*names} <= {"x", "y", "z"})
    ratio = _extent(x) / _extent(y)
    is_narrow = not 1 / _MAX_RATIO <= ratio <= _MAX_RATIO
    return ratio if aspect == "equal" or (is_space and not is_narrow) else None


def configured_size() -> tuple[float, float] | None:
    """Return the size of the whole figure, if the style sets ``figure.figsize``.

    Returns
    -------
    tuple of float or None
        Width and height in inches, whatever the number of axes; None for the default size, which
        is that of a figure with single axes.
    """
    width, height = plt.rcParams["figure.figsize"]
    defaults = (DEFAULTS["figure.figsize"], rcParamsDefault["figure.figsize"])
    is_default = any((width, height) == tuple(default) for default in defaults)
    return None if is_default else (width, height)


def grid_size(
    data: Data, arguments: Mapping[str, Any], ratio: float | None = None
) -> dict[str, Any]:
    """Return the size of a grid of axes, unless the plot specifies it.

    Parameters
    ----------
    data
        Data to draw.
    arguments
        Arguments of the plot: `col`, `row`, `col_wrap`, `subplot_kws`, and `figsize`, `size` or
        `aspect`.
    ratio
        Width of the axes divided by their height. By default, they are a little wider than high.

    Returns
    -------
    dict
        `figsize`: the width and height of the figure, which the style sets, or which leaves room
        for the titles and labels beside the axes. Empty if `arguments` specifies any size.
    """
    if any(arguments.get(key) is not None for key in ("figsize", "size", "aspect")):
        return {}
    figure_size = configured_size()
    if figure_size is not None:
        return {"figsize": figure_size}
    col, row = arguments.get("col"), arguments.get("row")
    columns = data.sizes[col] if col else 1
    rows = data.sizes[row] if row else 1
    wrap = arguments.get("col_wrap")
    if wrap and not row:
        columns, rows = min(columns, wrap), math.ceil(columns / wrap)
    width, projection = axes_width(columns), (arguments.get("subplot_kws") or {}).get("projection")
    scale = plt.rcParams["font.size"] / DEFAULTS["font.size"]
    if projection == "3d":  # whose labels are within the axes
        width = max(width, _MIN_WIDTH_3D * scale)
        height, below = width / 1.1, 0.0
    elif projection is not None:
        width = max(width, _MIN_WIDTH_POLAR * scale)
        height, below = width, _BELOW
    else:
        height, below = min((width - _GAP) / (ratio or _DEFAULT_RATIO), _MAX_WIDTH), _BELOW
    # The titles of columns are above the first row, and others above each of the axes
    titles = 1 if row and col else rows
    total = rows * height + (rows - 1) * _GAP + scale * (titles * _TITLE + below)
    return {"figsize": (columns * width + scale * _BESIDE, total)}


def axes_width(columns: int) -> float:
    """Return the width of each axes in a row.

    Parameters
    ----------
    columns
        Number of axes in the row.

    Returns
    -------
    float
        Width in inches. If possible, the row fits on a page.
    """
    return min(max(_PAGE_WIDTH / columns, _MIN_WIDTH), _MAX_WIDTH)


def height_with_labels(width: float) -> float:
    """Return the height of axes in a row with their title and labels.

    Parameters
    ----------
    width
        The width of the axes in inches.

    Returns
    -------
    float
        The height in inches, which depends on the font size of the style.
    """
    scale: float = plt.rcParams["font.size"] / DEFAULTS["font.size"]
    return (width - _GAP) / _DEFAULT_RATIO + scale * (_TITLE + _BELOW)


def undistort(figure: Figure, ratio: float) -> None:
    """Draw space with the same scale in both directions.

    Parameters
    ----------
    figure
        The figure, which is modified. If it has single axes and the default size of the style, it
        is made smaller, so that no space is left next to the axes.
    ratio
        Width of the space that the axes show, divided by its height.
    """
    maps = [ax for ax in figure.axes if not hasattr(ax, "_colorbar")]
    for ax in maps:
        ax.set_aspect("equal")
    width, height = plt.rcParams["figure.figsize"]
    is_free = configured_size() is None and len(maps) == 1
    if is_free and np.array_equal(figure.get_size_inches(), (width, height)):
        inner = min(width - _SURROUNDINGS[0], (height - _SURROUNDINGS[1]) * ratio)
        figure.set_size_inches(inner + _SURROUNDINGS[0], inner / ratio + _SURROUNDINGS[1])
        allow_trimming(figure)


def _extent(coordinate: xr.DataArray) -> float:
    """Return the total length of the cells that are centered at the coordinates."""
    low, high = float(coordinate.min()), float(coordinate.max())
    return (high - low) * coordinate.size / (coordinate.size - 1)
