"""The legend of points whose colors show the values of a dimension, or whose sizes show numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from paraverse.plot.appearance.labels import axis_label, value_labels
from paraverse.plot.facet_grid.facets import add_legend
from paraverse.plot.helpers.plot_helper import PlotHelper

Section = tuple[list[Any], list[str], str]
"""The handles, the labels and the title of a part of a legend."""

_MAX_SIZES = 5
"""Largest number of sizes that a legend lists."""


def legend_of_sizes(hlpr: PlotHelper, quantity: xr.DataArray) -> Section:
    """Return the contents of a legend that explains the areas of points.

    Parameters
    ----------
    hlpr
        The plot helper, on whose axes the points have been drawn.
    quantity
        The numbers to which their areas are proportional, except for a constant.

    Returns
    -------
    tuple
        Points of several sizes, the round numbers that they stand for, and the name of the quantity
        with its unit.
    """
    numbers = quantity.values[np.isfinite(quantity.values)].astype(float)
    low, high = numbers.min(), numbers.max()
    ticks = MaxNLocator(_MAX_SIZES - 1).tick_values(low, high)
    ticks = ticks[(low <= ticks) & (ticks <= high)]
    areas = np.concatenate(
        [
            points.get_sizes()
            for ax in hlpr.axes.flat
            for points in ax.collections
            if isinstance(points, PathCollection)
        ]
    )
    scaled = np.interp(ticks, [low, high], [areas.min(), areas.max()])
    handles = [
        Line2D([], [], marker="o", linestyle="None", color="0.5", markersize=float(np.sqrt(area)))
        for area in scaled
    ]
    rounded = [float(f"{tick:.6g}") for tick in ticks]
    return handles, value_labels(rounded), axis_label(quantity)


def explain_points(hlpr: PlotHelper, sections: Sequence[Section]) -> None:
    """Add a legend next to the axes, or where there is room in single axes.

    Parameters
    ----------
    hlpr
        The plot helper with the figure.
    sections
        The parts of the legend. If there are several, their titles are entries.
    """
    if len(sections) == 1:
        handles, labels, title = sections[0]
    else:
        handles, labels, title = [], [], ""
        for own_handles, own_labels, heading in sections:
            handles += [Line2D([], [], linestyle="None"), *own_handles]
            labels += [heading, *own_labels]
    if hlpr.axes.size == 1:
        hlpr.ax.legend(handles, labels, title=title or None)
    else:
        add_legend(hlpr.fig, handles, labels, title or None)
