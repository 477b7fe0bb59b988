"""Grids of hexagonal cells, a kind of `facet_grid`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.collections import PolyCollection

from paraverse.plot.appearance.color_manager import ColorManager
from paraverse.plot.appearance.hexagons import PROPERTIES, draw_hexagons
from paraverse.plot.appearance.labels import axis_label
from paraverse.plot.appearance.norms import cover_values
from paraverse.plot.facet_grid.kinds import make_facet_grid_plot
from paraverse.plot.helpers.plot_helper import PlotHelper


@make_facet_grid_plot(
    map_as="dataarray",
    encodings=("x", "y"),
    drop_kwargs=("meta_data", "hue_style", "add_guide", "extend", "levels", "add_labels", "_fg"),
)
def imshow_hexagonal(
    data: xr.DataArray,
    *,
    hlpr: PlotHelper,
    _is_facetgrid: bool,
    x: str,
    y: str | None = None,
    grid_properties: Mapping[str, Any] | None = None,
    cmap: Any = None,
    norm: Any = None,
    vmin: float | None = None,
    vmax: float | None = None,
    add_colorbar: bool = True,
    cbar_kwargs: Mapping[str, Any] | None = None,
    **kwargs: Any,
) -> PolyCollection:
    """Draw the values of hexagonal cells.

    Parameters
    ----------
    data
        The values, over two dimensions.
    hlpr
        The plot helper of the figure to draw on.
    x, y
        The dimensions of the columns and of the rows. `y` is the other dimension by default.
    grid_properties
        The properties of the grid, as for `paraverse.plot.appearance.hexagons.draw_hexagons`. They
        update the attributes of the data.
    cmap, norm, vmin, vmax
        The color map, its norm and its limits, as for
        `paraverse.plot.appearance.color_manager.ColorManager`.
    add_colorbar
        Whether to add a color bar.
    cbar_kwargs
        Arguments of `paraverse.plot.appearance.color_manager.ColorManager.create_cbar`.
    kwargs
        Arguments of `matplotlib.collections.PolyCollection`.

    Returns
    -------
    matplotlib.collections.PolyCollection
        The cells.
    """
    y = next(str(dim) for dim in data.dims if dim != x) if y is None else y
    values = np.ma.masked_invalid(data.transpose(x, y).values)
    manager = ColorManager(cmap=cmap, norm=norm, vmin=vmin, vmax=vmax)
    cover_values(manager.norm, values)
    attributes = {key: data.attrs[key] for key in PROPERTIES if key in data.attrs}
    properties = {**attributes, **(grid_properties or {})}
    cells = draw_hexagons(
        hlpr.ax, values, properties, cmap=manager.cmap, norm=manager.norm, **kwargs
    )
    if "space_size" not in properties:  # positions have no meaning
        hlpr.ax.set(xticks=[], yticks=[])
    if not _is_facetgrid:
        hlpr.ax.set(xlabel=axis_label(data[x]), ylabel=axis_label(data[y]))
        if add_colorbar:
            bar = {"label": axis_label(data), **(cbar_kwargs or {})}
            manager.create_cbar(cells, fig=hlpr.fig, ax=hlpr.ax, **bar)
    return cells
