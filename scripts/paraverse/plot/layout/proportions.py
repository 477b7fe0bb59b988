"""How large axes are, and that space is drawn undistorted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.figure import Figure

Data = xr.DataArray | xr.Dataset

_MAPS = ("imshow", "pcolormesh", "contour", "contourf")

_PAGE = 7.2
"""Width of a page of a journal, in inches, which a grid of axes is to fit in."""

_SMALLEST, _LARGEST = 1.8, 3.0
"""Width that axes of a grid have at least and at most, in inches."""

_AROUND = (1.35, 0.6)
"""Width and height that labels and a colour bar take, about, in inches."""

_LONGEST = 8
"""Width by height, or height by width, above which space is distorted: a line would be left."""


def space_ratio(kind: str | None, data: Data, arguments: Mapping[str, Any]) -> float | None:
    """Return width by height of what a map shows; None if it shows no space.

    It does if both its axes have the same units, or if they are called x, y or z and have none.

    Parameters
    ----------
    kind
        How the data are drawn; None: as suits the number of dimensions.
    data
        The data.
    arguments
        Of the plot. Its `aspect` can be ``equal`` or ``auto``, whatever the axes show.
    """
    aspect = arguments.get("aspect")
    if aspect == "auto" or isinstance(data, xr.Dataset):
        return None
    left = [dim for dim in data.dims if dim not in (arguments.get("col"), arguments.get("row"))]
    if len(left) != 2 or (kind is not None and kind not in _MAPS):
        return None
    names = arguments.get("x") or left[1], arguments.get("y") or left[0]
    if not all(name in data.coords and data[name].ndim == 1 for name in names):
        return None
    x, y = (data[name] for name in names)
    if x.size < 2 or y.size < 2 or x.dtype.kind not in "fiu" or y.dtype.kind not in "fiu":
        return None
    units = {x.attrs.get("units"), y.attrs.get("units")}
    is_space = len(units) == 1 and (units != {None} or {*names} <= {"x", "y", "z"})
    ratio = _length(x) / _length(y)
    is_long = not 1 / _LONGEST <= ratio <= _LONGEST
    return ratio if aspect == "equal" or (is_space and not is_long) else None


def grid_size(
    data: Data, arguments: Mapping[str, Any], ratio: float | None = None
) -> dict[str, Any]:
    """Return `size` and `aspect` of a grid's axes, unless the plot says how large it is.

    Parameters
    ----------
    data
        The data.
    arguments
        Of the plot: `col`, `row`, `col_wrap` and what is said of the size.
    ratio
        Width by height of axes; by default nearly square.
    """
    if any(arguments.get(key) is not None for key in ("figsize", "size", "aspect")):
        return {}
    col = arguments.get("col")
    columns = data.sizes[col] if col else 1
    columns = min(columns, arguments.get("col_wrap") or columns)
    width = axes_width(columns)
    aspect = ratio or 1.1
    size = min(width / aspect, _LARGEST)
    return {"size": size, "aspect": aspect}


def axes_width(columns: int) -> float:
    """Return the width of axes beside each other, in inches."""
    return min(max(_PAGE / columns, _SMALLEST), _LARGEST)


def undistort(figure: Figure, ratio: float) -> None:
    """Give both directions of all axes the same scale, and leave no room beside single axes.

    Parameters
    ----------
    figure
        The figure. If it has the size of the style, and single axes, it gets smaller.
    ratio
        Width by height of what the axes show.
    """
    shown = [ax for ax in figure.axes if not hasattr(ax, "_colorbar")]
    for ax in shown:
        ax.set_aspect("equal")
    width, height = plt.rcParams["figure.figsize"]
    if len(shown) == 1 and np.array_equal(figure.get_size_inches(), (width, height)):
        inner = min(width - _AROUND[0], (height - _AROUND[1]) * ratio)
        figure.set_size_inches(inner + _AROUND[0], inner / ratio + _AROUND[1])


def _length(coordinate: xr.DataArray) -> float:
    """From edge to edge of what lies at the coordinates."""
    low, high = float(coordinate.min()), float(coordinate.max())
    return (high - low) * coordinate.size / (coordinate.size - 1)
