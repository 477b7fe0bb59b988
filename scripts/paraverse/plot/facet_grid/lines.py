"""The kinds ``line`` and ``step``: their colors, and the legend or color bar that explains them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from cycler import cycler
from matplotlib.cm import ScalarMappable
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from xarray.plot import FacetGrid

from paraverse.plot.appearance.labels import axis_label, value_labels
from paraverse.plot.appearance.value_colors import (
    MAX_LEGEND_ENTRIES,
    colors_of_values,
    is_seed,
    scale_of_numbers,
)
from paraverse.plot.facet_grid.facets import add_legend
from paraverse.plot.facet_grid.line_collection import can_collect, draw_collection
from paraverse.plot.helpers.plot_helper import PlotHelper

_EVEN, _UNEVEN_TICKS = 0.3, 7
"""Ratio of the median distance of values to the mean one, below which they are not drawn to scale
along a color bar, and the number of ticks of such bars."""


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
    values = data[hue].values.tolist()
    colors = None
    if "color" not in options:
        colors = colors_of_values(values, spec, name=hue, parameters=hlpr.parameters)
    is_ensemble = colors is not None and spec is None and _is_ensemble(data[hue])
    with_legend = options.pop("add_legend", True)
    cycle: Any = {} if colors is None else {"axes.prop_cycle": cycler(color=colors)}
    options["add_legend"] = False
    with_colorbar = with_legend and colors is not None and _needs_colorbar(data[hue])
    with_colorbar = with_colorbar and not is_ensemble
    is_collection = (
        kind == "line"
        and colors is not None
        and (with_colorbar or is_ensemble or not with_legend)
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
    elif with_legend and is_ensemble and colors is not None:
        title = axis_label(data[hue])
        entries = [(Line2D([], [], color=colors[0]), f"{len(values)} values"), *entries]
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


def _is_ensemble(hue: xr.DataArray) -> bool:
    """Return whether lines differ in nothing but a seed, and are too many to be told apart."""
    return is_seed(hue.name) and _needs_colorbar(hue)


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
    scale = ScalarMappable(*scale_of_numbers(hue.values, colors))
    options: dict[str, Any] = {"ax": axes, "label": axis_label(hue)}
    values = np.sort(hue.values)
    distances = np.diff(values)
    if np.median(distances) < _EVEN * distances.mean():
        # Most of the colors would be in a small part of the color bar
        positions = np.linspace(0, len(values) - 1, _UNEVEN_TICKS).round().astype(int)
        bar = hlpr.fig.colorbar(scale, spacing="uniform", **options)
        bar.set_ticks(values[positions], labels=value_labels(values[positions]))
    else:
        ticks = MaxNLocator(integer=hue.dtype.kind in "iu")
        bar = hlpr.fig.colorbar(scale, spacing="proportional", ticks=ticks, **options)
    bar.ax.minorticks_off()
