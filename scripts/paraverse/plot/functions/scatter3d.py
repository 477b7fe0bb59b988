"""Points in three dimensions, a kind of `facet_grid`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.color_manager import ColorManager
from paraverse.plot.appearance.labels import axis_label
from paraverse.plot.appearance.norms import cover_values
from paraverse.plot.facet_grid.kinds import make_facet_grid_plot
from paraverse.plot.helpers.plot_helper import PlotHelper

_DISTANCE_PER_FONT_SIZE, _MIN_DISTANCE = 1.4, 7
"""Determine the padding of labels, as tick labels of their size are in between; matplotlib adds the
same 21 points for all sizes."""


@make_facet_grid_plot(
    map_as="dataset",
    encodings=("hue", "markersize"),
    supported_hue_styles=("continuous",),
    drop_kwargs=("meta_data", "hue_style", "add_guide"),
    colors_points=True,
    subplot_kws={"projection": "3d"},
    cbar_kwargs={"shrink": 0.7},
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
        The plot helper of the figure to draw on, whose current axes must be 3D axes.
    x, y, z
        The variables or coordinates that determine the positions of the points.
    hue
        The variable or coordinate shown by the colors. If None, all points have the same color.
    markersize
        The variable or coordinate shown by the areas of the points, in points²; in a grid of axes,
        its values are mapped to sizes. If None, all points have the same size.
    size_mapping
        Sizes in points² by value. If None, the values themselves are the sizes.
    cmap, norm, vmin, vmax
        The color map, its norm and its limits, as for
        `paraverse.plot.appearance.color_manager.ColorManager`.
    add_colorbar
        Whether to add a color bar.
    cbar_kwargs
        Arguments of `paraverse.plot.appearance.color_manager.ColorManager.create_cbar`, and
        `labels`, the names of values.
    kwargs
        Arguments of `mpl_toolkits.mplot3d.axes3d.Axes3D.scatter`.

    Returns
    -------
    mpl_toolkits.mplot3d.art3d.Path3DCollection
        The points.

    Raises
    ------
    PlotError
        If a variable does not exist or the axes are not 3D axes.
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
    quantities = {argument: ds[name] for argument, name in names.items() if name is not None}
    arrays = dict(zip(quantities, xr.broadcast(*quantities.values()), strict=True))
    colors: dict[str, Any] = {}
    bar = dict(cbar_kwargs or {})
    labels = bar.pop("labels", None)
    manager = ColorManager(cmap=cmap, norm=norm, vmin=vmin, vmax=vmax, labels=labels)
    if hue is not None:
        cover_values(manager.norm, (ds if _fg is None else _fg.data)[hue].values)
        colors = {"c": arrays["hue"].values.ravel(), "cmap": manager.cmap, "norm": manager.norm}
    sizes = {} if markersize is None else {"s": _map_sizes(arrays["markersize"], size_mapping)}
    points = ax.scatter(
        *(arrays[axis].values.ravel() for axis in "xyz"), **colors, **sizes, **kwargs
    )
    for axis, name in zip("xyz", (x, y, z), strict=True):
        font_size = getattr(ax, f"{axis}axis").label.get_size()
        labelpad = _DISTANCE_PER_FONT_SIZE * font_size - _MIN_DISTANCE
        getattr(ax, f"set_{axis}label")(axis_label(ds[name]), labelpad=labelpad)
    if _is_facetgrid:
        _share_space(ax, _fg, (x, y, z))
    elif hue is not None and add_colorbar:
        bar.setdefault("label", axis_label(ds[hue]))
        manager.create_cbar(points, fig=hlpr.fig, ax=hlpr.ax, **bar)
    return points


def _share_space(ax: Any, grid: Any, names: tuple[str, str, str]) -> None:
    """Set limits that axes have in common, and show labels that others may overlap.

    The z axes are independent of each other if neither the x nor the y axes are shared.
    """
    is_along_x, is_along_y = (
        [other is ax or group.joined(ax, other) for other in grid.axs.flat]
        for group in (ax.get_shared_x_axes(), ax.get_shared_y_axes())
    )
    is_along_z = np.logical_or(is_along_x, is_along_y)
    values = [
        np.concatenate(
            [
                grid.data.loc[labels][name].values.ravel()
                for labels, shares in zip(grid.name_dicts.flat, are_shared, strict=True)
                if shares and labels is not None
            ]
        )
        for name, are_shared in zip(names, (is_along_x, is_along_y, is_along_z), strict=True)
    ]
    ax.auto_scale_xyz(*values, True)
    ax.patch.set_visible(False)
    ax.tick_params(labelbottom=True, labelleft=True)


def _map_sizes(values: xr.DataArray, mapping: Any) -> np.ndarray:
    flat = values.values.ravel()
    return flat if mapping is None else np.asarray([mapping[value] for value in flat])
