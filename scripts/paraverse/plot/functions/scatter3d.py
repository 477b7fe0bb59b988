"""Points in three dimensions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.color_manager import ColorManager
from paraverse.plot.appearance.labels import axis_label
from paraverse.plot.facet_grid.kinds import make_facet_grid_plot
from paraverse.plot.helpers.plot_helper import PlotHelper


@make_facet_grid_plot(
    map_as="dataset",
    encodings=("hue", "markersize"),
    supported_hue_styles=("continuous",),
    drop_kwargs=("meta_data", "hue_style", "add_guide"),
    parse_cmap_and_norm_kwargs=False,
    subplot_kws={"projection": "3d"},
)
def scatter3d(
    ds: xr.Dataset,
    *,
    hlpr: PlotHelper,
    _is_facetgrid: bool,
    _fg: Any = None,
    x: str,
    y: str,
    z: str,
    hue: str | None = None,
    markersize: str | None = None,
    size_mapping: Any = None,
    cmap: Any = None,
    norm: Any = None,
    vmin: float | None = None,
    vmax: float | None = None,
    add_colorbar: bool = True,
    cbar_kwargs: Mapping[str, Any] | None = None,
    **kwargs: Any,
) -> Any:
    """Draw points in three dimensions.

    Parameters
    ----------
    ds
        The data of one axes.
    hlpr
        The figure.
    x, y, z
        Variables or coordinates.
    hue
        A variable or coordinate that the colour shows.
    markersize
        One that the area of the points shows, in points²; in a grid, its values are mapped to
        sizes.
    size_mapping
        Sizes by value.
    cmap, norm, vmin, vmax
        See `paraverse.plot.appearance.color_manager.ColorManager`.
    add_colorbar
        Whether there is a colour bar.
    cbar_kwargs
        Arguments of `paraverse.plot.appearance.color_manager.ColorManager.create_cbar`; `labels`: names of values.
    kwargs
        Arguments of `mpl_toolkits.mplot3d.axes3d.Axes3D.scatter`.
    """
    names = {"x": x, "y": y, "z": z, "hue": hue, "markersize": markersize}
    for argument, name in names.items():
        if name is not None and name not in ds:
            raise PlotError(
                f"{argument}: there is no variable {name!r} in the data. {suggest(name, ds)}"
            )
    ax: Any = hlpr.ax
    if not hasattr(ax, "zaxis"):
        raise PlotError("scatter3d needs `setup_figure: {subplot_kw: {projection: 3d}}`.")
    shown = {argument: ds[name] for argument, name in names.items() if name is not None}
    arrays = dict(zip(shown, xr.broadcast(*shown.values()), strict=True))
    colors: dict[str, Any] = {}
    bar = dict(cbar_kwargs or {})
    labels = bar.pop("labels", None)
    manager = ColorManager(cmap=cmap, norm=norm, vmin=vmin, vmax=vmax, labels=labels)
    if hue is not None:
        manager.norm.autoscale_None((ds if _fg is None else _fg.data)[hue].values)
        colors = {"c": arrays["hue"].values.ravel(), "cmap": manager.cmap, "norm": manager.norm}
    sizes = {} if markersize is None else {"s": _sizes(arrays["markersize"], size_mapping)}
    points = ax.scatter(
        *(arrays[axis].values.ravel() for axis in "xyz"), **colors, **sizes, **kwargs
    )
    if _is_facetgrid:
        # All axes show the same space; each reaches into the next, which must not cover its labels
        ax.auto_scale_xyz(*(_fg.data[name].values.ravel() for name in (x, y, z)), True)
        ax.patch.set_visible(False)
        ax.tick_params(labelbottom=True, labelleft=True)
    for axis, name in zip("xyz", (x, y, z), strict=True):
        getattr(ax, f"set_{axis}label")(axis_label(ds[name]), labelpad=7)
    if not _is_facetgrid and hue is not None and add_colorbar:
        usual = {"label": axis_label(ds[hue]), "shrink": 0.7, "pad": 0.1}
        manager.create_cbar(points, fig=hlpr.fig, ax=hlpr.ax, **{**usual, **bar})
    return points


def _sizes(values: xr.DataArray, mapping: Any) -> np.ndarray:
    flat = values.values.ravel()
    return flat if mapping is None else np.asarray([mapping[value] for value in flat])
