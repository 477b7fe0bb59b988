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
from paraverse.plot.facet_grid.line_collection import can_collect, draw_collection
from paraverse.plot.helpers.plot_helper import PlotHelper

MAX_LEGEND_ENTRIES = 20
"""Maximum number of values to list in a legend; if there are more, a color bar shows them."""


def draw_lines(
    kind: str,
    draw: Callable[[xr.DataArray, Mapping[str, Any]], Any],
    data: xr.DataArray,
    hlpr: PlotHelper,
    arguments: Mapping[str, Any],
) -> Any:
    """Draw lines, with a color for each value of a dimension.

    Parameters
    ----------
    kind
        ``line`` or ``step``.
    draw
        Function that draws lines. It is called with an array and all arguments except those that
        concern colors and the legend.
    data
        The array to draw.
    hlpr
        The plot helper, which receives the figure.
    arguments
        The arguments of the plot, including `add_legend`, `hue_colors` (see
        `paraverse.plot.appearance.value_colors.colors_of_values`) and `band`, a
        `paraverse.plot.facet_grid.bands.Band` that `draw` draws and the legend explains.

    Returns
    -------
    object
        The return value of `draw`, or an artist with all lines if they are many.
    """
    options = dict(arguments)
    spec = options.pop("hue_colors", None)
    hue, band = _find_hue(data, options), options.get("band")
    if hue is None:
        drawn: Any = draw(data, options)
        if band is not None and options.get("add_legend", True):
            (line,) = _lines_of(drawn)[:1]
            _add_legend(hlpr, [(band.handle(line.get_color()), band.label)], None)
        return drawn
    values = data[hue].values
    colors = None if "color" in options else colors_of_values(values.tolist(), spec)
    with_legend = options.pop("add_legend", True)
    cycle: Any = {} if colors is None else {"axes.prop_cycle": cycler(color=colors)}
    options["add_legend"] = False
    with_colorbar = with_legend and colors is not None and _needs_colorbar(data[hue])
    is_collection = (
        kind == "line"
        and colors is not None
        and (with_colorbar or not with_legend)
        and can_collect(data, hue, options)
    )
    with plt.rc_context(cycle):
        if is_collection:  # noqa: SIM108 (a conditional expression would not fit on a line)
            drawn = draw_collection(draw, data, hue, options)
        else:
            drawn = draw(data, options)
    entries: list[tuple[Any, str]] = [] if band is None else [(band.handle(), band.label)]
    title = None
    if with_colorbar and colors is not None:
        _add_colorbar(hlpr, data[hue], colors)
    elif with_legend:
        labels, title = value_labels(data[hue].values), axis_label(data[hue])
        entries = [*zip(_lines_of(drawn), labels, strict=False), *entries]
    if with_legend and entries:
        _add_legend(hlpr, entries, title)
    return drawn


def _lines_of(drawn: Any) -> list[Any]:
    """Return the lines on single axes, or on the first ones of a grid."""
    return list(drawn.axs.flat[0].lines if isinstance(drawn, FacetGrid) else drawn)


def _find_hue(data: xr.DataArray, arguments: Mapping[str, Any]) -> str | None:
    """Return the dimension with a line for each value: `hue` or the only remaining one."""
    if arguments.get("hue"):
        return str(arguments["hue"])
    along = arguments.get("x") or arguments.get("y")
    used = {arguments.get("col"), arguments.get("row"), *(data[along].dims if along else ())}
    left = [str(dim) for dim in data.dims if dim not in used]
    return left[0] if along and len(left) == 1 else None


def _needs_colorbar(hue: xr.DataArray) -> bool:
    return hue.dtype.kind in "fiu" and hue.size > MAX_LEGEND_ENTRIES


def _add_legend(hlpr: PlotHelper, entries: Sequence[tuple[Any, str]], title: str | None) -> None:
    handles, labels = zip(*entries, strict=True)
    if hlpr.axes.size == 1:
        hlpr.ax.legend(handles, labels, title=title)
    else:
        add_legend(hlpr.fig, handles, labels, title)


def _add_colorbar(hlpr: PlotHelper, hue: xr.DataArray, colors: Sequence[Any]) -> None:
    axes = [ax for ax in hlpr.axes.flat if ax.get_visible()]
    ticks = MaxNLocator(integer=hue.dtype.kind in "iu")
    scale = _build_scale(hue.values, colors)
    bar = hlpr.fig.colorbar(
        scale, ax=axes, label=axis_label(hue), spacing="proportional", ticks=ticks
    )
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
