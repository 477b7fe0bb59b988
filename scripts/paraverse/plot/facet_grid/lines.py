"""The kinds ``line`` and ``step``: their colors, and the legend or color bar that explains them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from cycler import cycler
from matplotlib.cm import ScalarMappable
from matplotlib.colors import BoundaryNorm, ListedColormap, Normalize
from matplotlib.ticker import MaxNLocator
from xarray.plot import FacetGrid

from paraverse.plot.appearance.labels import axis_label, value_labels
from paraverse.plot.appearance.value_colors import colors_of_values
from paraverse.plot.facet_grid.facets import add_legend
from paraverse.plot.helpers.plot_helper import PlotHelper

MAX_LEGEND_ENTRIES = 20
"""Maximum number of values to list in a legend; if there are more, a color bar shows them."""


def draw_lines(
    draw: Callable[[Mapping[str, Any]], Any],
    data: xr.DataArray,
    hlpr: PlotHelper,
    arguments: Mapping[str, Any],
) -> Any:
    """Draw lines, with a color for each value of a dimension.

    Parameters
    ----------
    draw
        Function that draws the lines. It is called with all arguments except those that concern
        colors and the legend.
    data
        The array to draw.
    hlpr
        The plot helper, which receives the figure.
    arguments
        The arguments of the plot, including `add_legend` and `hue_colors` (see
        `paraverse.plot.appearance.value_colors.colors_of_values`).

    Returns
    -------
    object
        The return value of `draw`.
    """
    options = dict(arguments)
    spec = options.pop("hue_colors", None)
    hue = _find_hue(data, options)
    if hue is None:
        return draw(options)
    values = data[hue].values
    colors = None if "color" in options else colors_of_values(values.tolist(), spec)
    with_legend = options.pop("add_legend", True)
    cycle: Any = {} if colors is None else {"axes.prop_cycle": cycler(color=colors)}
    with plt.rc_context(cycle):
        drawn = draw({**options, "add_legend": False})
    if with_legend:
        lines = drawn.axs.flat[0].lines if isinstance(drawn, FacetGrid) else drawn
        _explain_colors(hlpr, data[hue], list(lines), colors)
    return drawn


def _find_hue(data: xr.DataArray, arguments: Mapping[str, Any]) -> str | None:
    """Return the dimension with a line for each value: `hue` or the only remaining one."""
    if arguments.get("hue"):
        return str(arguments["hue"])
    along = arguments.get("x") or arguments.get("y")
    used = {arguments.get("col"), arguments.get("row"), *(data[along].dims if along else ())}
    left = [str(dim) for dim in data.dims if dim not in used]
    return left[0] if along and len(left) == 1 else None


def _explain_colors(
    hlpr: PlotHelper, hue: xr.DataArray, lines: list[Any], colors: Sequence[Any] | None
) -> None:
    title = axis_label(hue)
    is_numeric = hue.dtype.kind in "fiu"
    if colors is not None and is_numeric and hue.size > MAX_LEGEND_ENTRIES:
        _add_colorbar(hlpr, hue, title, colors)
    elif hlpr.axes.size == 1:
        hlpr.ax.legend(lines, value_labels(hue.values), title=title)
    else:
        add_legend(hlpr.fig, lines, value_labels(hue.values), title)


def _add_colorbar(hlpr: PlotHelper, hue: xr.DataArray, title: str, colors: Sequence[Any]) -> None:
    axes = [ax for ax in hlpr.axes.flat if ax.get_visible()]
    ticks = MaxNLocator(integer=hue.dtype.kind in "iu")
    scale = _build_scale(hue.values, colors)
    bar = hlpr.fig.colorbar(scale, ax=axes, label=title, spacing="proportional", ticks=ticks)
    bar.ax.minorticks_off()


def _build_scale(values: np.ndarray, colors: Sequence[Any]) -> ScalarMappable:
    """Return a color scale with intervals of constant color around the values."""
    order = np.argsort(values)
    ascending = values[order].astype(float)
    if len(ascending) < 2:
        return ScalarMappable(Normalize(), ListedColormap(list(colors)))
    middles = (ascending[1:] + ascending[:-1]) / 2
    edges = [2 * ascending[0] - middles[0], *middles, 2 * ascending[-1] - middles[-1]]
    return ScalarMappable(
        BoundaryNorm(edges, len(values)), ListedColormap([colors[i] for i in order])
    )
