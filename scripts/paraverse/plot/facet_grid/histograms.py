"""Grids of histograms with common bins, which xarray does not support."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr
from xarray.plot import FacetGrid

from paraverse.plot.appearance.labels import axis_label
from paraverse.plot.facet_grid.facets import attach_grid, preserve_layout_engine
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.proportions import grid_size

_GRID_ARGUMENTS = ("col", "row", "col_wrap", "sharex", "sharey", "figsize", "aspect", "size")


def draw_histograms(data: xr.DataArray, hlpr: PlotHelper, arguments: Mapping[str, Any]) -> Any:
    """Draw a histogram for each value of one or two dimensions.

    Parameters
    ----------
    data
        The array. Values that are not finite are ignored when bins are determined.
    hlpr
        The plot helper, which receives the figure.
    arguments
        The dimensions `col` or `row`, other arguments of `xarray.plot.FacetGrid`, `bins` and
        `range` as for `numpy.histogram_bin_edges`, and arguments of `xarray.plot.hist`.

    Returns
    -------
    xarray.plot.FacetGrid
        The grid of axes.
    """
    options = dict(arguments)
    grid_options = {key: options.pop(key) for key in _GRID_ARGUMENTS if key in options}
    grid_options |= grid_size(data, grid_options)
    numbers = data.values[np.isfinite(data.values)]
    bins = np.histogram_bin_edges(numbers, options.pop("bins", 10), options.pop("range", None))
    with preserve_layout_engine():
        grid: Any = FacetGrid(data, **grid_options)
        for labels, ax in zip(grid.name_dicts.flat, grid.axs.flat, strict=True):
            ax.set_visible(labels is not None)
            if labels is not None:
                data.loc[labels].plot.hist(ax=ax, bins=bins, **options)
                ax.set(title="", xlabel="", ylabel="")
        grid.set_axis_labels(axis_label(data), "Count")
    attach_grid(hlpr, grid)
    return grid
