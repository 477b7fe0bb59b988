"""Many lines of the same kind as a single artist, which takes half the time of as many lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
import xarray as xr
from matplotlib.collections import LineCollection

from paraverse.plot.layout.visibility import isolated_points

Draw = Callable[[xr.DataArray, Mapping[str, Any]], Any]
"""Function that draws the lines of an array on single axes, and returns them."""

_MIN_LINES = 50

_MAX_POINTS = 1000
"""matplotlib simplifies longer lines, which is faster, but it does so for single lines only."""

_OPTIONS = frozenset({
    "x", "y", "hue", "add_legend", "figsize", "linewidth", "alpha", "xscale", "yscale",
})  # fmt: skip
"""Arguments of lines that a collection can have, too."""

_PLAIN_STYLE: Mapping[str, Any] = {
    "lines.linestyle": "-", "lines.marker": "None", "path.sketch": None, "path.effects": [],
}  # fmt: skip


def can_collect(data: xr.DataArray, hue: str, options: Mapping[str, Any]) -> bool:
    """Return whether lines are many, and can be drawn as a collection.

    Parameters
    ----------
    data
        The array to draw.
    hue
        The dimension with a line for each value.
    options
        The arguments of the plot, except those that concern colors.

    Returns
    -------
    bool
        False if the lines have options, a style, an axis or markers that only single lines can
        have.
    """
    style: Any = mpl.rcParams
    along = options.get("x") or options.get("y")
    return (
        _OPTIONS.issuperset(options)
        and data.ndim == 2
        and hue in data.dims
        and (along is None or (data[along].ndim == 1 and data[along].dtype.kind not in "OUS"))
        and data.sizes[hue] > _MIN_LINES
        and 2 <= data.size // data.sizes[hue] <= _MAX_POINTS
        and data.dtype.kind in "fiu"
        and not isolated_points(np.moveaxis(data.values, data.dims.index(hue), 0)).any()
        and all(style[key] == value for key, value in _PLAIN_STYLE.items())
    )


def draw_collection(
    draw: Draw, data: xr.DataArray, hue: str, options: Mapping[str, Any]
) -> LineCollection:
    """Draw lines as a collection, which looks like single lines.

    Parameters
    ----------
    draw
        Function that draws single lines. It is called for two of them, to create and label axes.
    data
        The array to draw.
    hue
        The dimension with a line for each value.
    options
        The arguments of `draw`. The colors are those of the style.

    Returns
    -------
    matplotlib.collections.LineCollection
        The lines.
    """
    first, second = draw(data.isel({hue: slice(2)}), options)
    ax = first.axes
    along = first.get_ydata(orig=False) if options.get("y") else first.get_xdata(orig=False)
    values = np.moveaxis(data.values, data.dims.index(hue), 0).astype(float)
    pairs = (values, along) if options.get("y") else (along, values)
    points = np.stack(np.broadcast_arrays(*pairs), axis=-1)
    collection = LineCollection(
        list(points),
        colors=[style["color"] for style in mpl.rcParams["axes.prop_cycle"]],
        linewidths=first.get_linewidth(),
        alpha=first.get_alpha(),
        antialiaseds=first.get_antialiased(),
        capstyle=first.get_solid_capstyle(),
        joinstyle=first.get_solid_joinstyle(),
        zorder=first.get_zorder(),
    )
    first.remove()
    second.remove()
    ax.add_collection(collection, autolim=False)
    ax.update_datalim(points.reshape(-1, 2))
    ax.autoscale_view()
    return collection
