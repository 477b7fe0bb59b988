"""Cellular automata: the states of all cells, at one time or over time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.cm import ScalarMappable

from paraverse.base.nested import merge_nested
from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.color_manager import ColorManager
from paraverse.plot.appearance.hexagons import PROPERTIES, aspect_ratio, draw_hexagons
from paraverse.plot.facet_grid.columns import ideal_col_wrap
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import plot_function

_CBAR = {"fraction": 0.05, "pad": 0.02, "aspect": 20}

_WIDEST = 1.4
"""Width of several axes together, in widths of usual figures."""


@plot_function(supports_animation=True)
def caplot(
    *,
    data: Mapping[str, Any],
    hlpr: PlotHelper,
    to_plot: Mapping[str, Mapping[str, Any] | None],
    from_dataset: xr.Dataset | None = None,
    frames: str = "time",
    frames_isel: int | Sequence[int] | slice | None = None,
    grid_structure: Literal["square", "hexagonal"] | None = None,
    aspect: float | None = None,
    aspect_pad: float = 0.1,
    size: float | None = None,
    col_wrap: int | Literal["auto"] | bool | None = "auto",
    default_imshow_kwargs: Mapping[str, Any] | None = None,
    imshow_hexagonal_extra_kwargs: Mapping[str, Any] | None = None,
    default_cbar_kwargs: Mapping[str, Any] | None = None,
    suptitle_fstr: str | None = "{} = {}",
    suptitle_kwargs: Mapping[str, Any] | None = None,
) -> None:
    """Draw properties of the cells of a grid, side by side, at one time or over time.

    Parameters
    ----------
    data
        Arrays over the grid: the first dimension besides `frames` is horizontal, the second
        vertical.
    hlpr
        The figure.
    to_plot
        The tags to draw and how. `title`: the title; `cmap`, `norm`, `vmin`, `vmax`: see
        `paraverse.plot.appearance.color_manager.ColorManager`, where ``min`` and ``max`` are those of all times, as
        is the default; `label`: that of the colour bar; `add_colorbar`, `cbar_labels`,
        `cbar_label_kwargs`, `cbar_tick_params`, `no_cbar_markings`: how the bar is; `set_axis_off`:
        whether there are no axes; `imshow_kwargs`: arguments of `matplotlib.axes.Axes.imshow`; all
        others go to the colour bar.
    from_dataset
        A dataset with the arrays, instead of the results.
    frames
        The dimension of time. With more than one value of it, an animation is drawn.
    frames_isel
        Which of its positions to draw.
    grid_structure
        By default what the attribute of that name says, else ``square``.
    aspect
        Width of the axes by their height; by default that of the grid.
    aspect_pad
        Room beside them, as a part of the height.
    size
        Height of the axes, in inches.
    col_wrap
        The number of columns; ``auto``: nearly as many as rows.
    default_imshow_kwargs, default_cbar_kwargs
        What is updated by the entries of `to_plot`.
    imshow_hexagonal_extra_kwargs
        The same, for hexagonal grids; `grid_properties`: see
        `paraverse.plot.appearance.hexagons.draw_hexagons`, by default the attributes of the data.
    suptitle_fstr
        The figure's title, with the dimension of time and its value; None for none.
    suptitle_kwargs
        Properties of it.

    Raises
    ------
    PlotError
        If there is no such property, or it is not that of a grid.
    """
    if not to_plot:
        raise PlotError("to_plot: takes the names of what to draw.")
    arrays = {
        name: _array(name, data if from_dataset is None else from_dataset, frames, frames_isel)
        for name in to_plot
    }
    count = max(array.sizes.get(frames, 1) for array in arrays.values())
    if count > 1:
        hlpr.enable_animation()
    else:
        hlpr.disable_animation()
    usual = default_imshow_kwargs or {}
    structure = grid_structure or _structure(arrays)
    if structure == "hexagonal":
        usual = merge_nested(usual, imshow_hexagonal_extra_kwargs or {})
    specs = {
        name: {
            "default_cbar_kwargs": default_cbar_kwargs,
            **(given or {}),
            "imshow_kwargs": merge_nested(usual, (given or {}).get("imshow_kwargs") or {}),
        }
        for name, given in to_plot.items()
    }
    name, first = next(iter(arrays.items()))
    options = specs[name]["imshow_kwargs"]
    ratio = _ratio(first, frames, structure, options) if aspect is None else aspect
    _make_axes(hlpr, len(arrays), ratio + aspect_pad, size, col_wrap)
    images = {}
    for number, (name, array) in enumerate(arrays.items()):
        hlpr.select_axis(number % hlpr.axes.shape[0], number // hlpr.axes.shape[0])
        images[name] = _draw(hlpr, name, array, frames, structure, **specs[name])

    def show(frame: int) -> None:
        for name, array in arrays.items():
            shown = array.isel({frames: frame}) if frames in array.dims else array
            values = np.ma.masked_invalid(shown.values)
            images[name].set_array(values.ravel() if structure == "hexagonal" else values.T)
        times = first.coords.get(frames)
        if suptitle_fstr and times is not None:
            title = suptitle_fstr.format(frames, np.atleast_1d(times.values)[frame])
            hlpr.fig.suptitle(title, **(suptitle_kwargs or {}))

    def update() -> Iterator[None]:
        for frame in range(count):
            show(frame)
            yield

    show(0)
    hlpr.register_animation_update(update)


def _array(
    name: str, source: Any, frames: str, frames_isel: int | Sequence[int] | slice | None
) -> xr.DataArray:
    if name not in source:
        raise PlotError(f"to_plot: there is no tag {name!r}. {suggest(name, source)}")
    array: xr.DataArray = source[name]
    if frames_isel is not None and frames in array.dims:
        array = array.isel({frames: frames_isel})
    spatial = [f"{dim} ({n})" for dim, n in array.sizes.items() if dim != frames]
    if len(spatial) != 2:
        raise PlotError(
            f"to_plot: {name} takes two dimensions besides the one of `frames` ({frames!r}); found "
            f"{', '.join(spatial) or 'none'}."
        )
    return array.transpose(..., frames) if frames in array.dims else array


def _structure(arrays: Mapping[str, xr.DataArray]) -> str:
    found = {np.asarray(a.attrs.get("grid_structure", "square")).item() for a in arrays.values()}
    if len(found) > 1:
        raise PlotError(f"grid_structure: the data have several: {', '.join(sorted(found))}.")
    (structure,) = found
    if structure not in ("square", "hexagonal"):
        raise PlotError(
            f"grid_structure: {structure!r} cannot be drawn; `square`, `hexagonal` can."
        )
    return str(structure)


def _ratio(array: xr.DataArray, frames: str, structure: str, options: Mapping[str, Any]) -> float:
    width, height = (size for dim, size in array.sizes.items() if dim != frames)
    if structure == "hexagonal":
        return aspect_ratio((width, height), _properties(array, options))
    return width / height


def _properties(array: xr.DataArray, options: Mapping[str, Any]) -> dict[str, Any]:
    known = {key: array.attrs[key] for key in PROPERTIES if key in array.attrs}
    return {**known, **(options.get("grid_properties") or {})}


def _make_axes(
    hlpr: PlotHelper,
    count: int,
    aspect: float,
    size: float | None,
    col_wrap: int | str | bool | None,
) -> None:
    if col_wrap == "auto":
        col_wrap = ideal_col_wrap(count, fill_last_row=False)
    columns = min(int(col_wrap), count) if col_wrap else count
    width, height = plt.rcParams["figure.figsize"]
    height = size or min(height, _WIDEST * width / (columns * aspect))
    hlpr.setup_figure(
        figsize=(height * aspect, height),
        scale_figsize_with_subplots_shape=True,
        ncols=columns,
        nrows=math.ceil(count / columns),
    )
    for ax in hlpr.axes.T.flat[count:]:
        ax.set_visible(False)


def _draw(
    hlpr: PlotHelper,
    name: str,
    array: xr.DataArray,
    frames: str,
    structure: str,
    *,
    imshow_kwargs: Mapping[str, Any],
    default_cbar_kwargs: Mapping[str, Any] | None = None,
    cmap: Any = None,
    norm: Any = None,
    vmin: Any = None,
    vmax: Any = None,
    title: str | None = None,
    label: str | None = None,
    add_colorbar: bool = True,
    set_axis_off: bool = True,
    cbar_labels: Any = None,
    cbar_label_kwargs: Mapping[str, Any] | None = None,
    cbar_tick_params: Mapping[str, Any] | None = None,
    no_cbar_markings: bool = False,
    **cbar_kwargs: Any,
) -> ScalarMappable:
    low, high = (None if end == word else end for end, word in ((vmin, "min"), (vmax, "max")))
    colors = ColorManager(cmap=cmap, norm=norm, labels=cbar_labels, vmin=low, vmax=high)
    colors.norm.autoscale_None(np.ma.masked_invalid(array.values))
    first = (array.isel({frames: 0}) if frames in array.dims else array).values
    options = dict(imshow_kwargs)
    image: ScalarMappable
    if structure == "hexagonal":
        properties = _properties(array, options)
        options.pop("grid_properties", None)
        image = draw_hexagons(
            hlpr.ax, first, properties, cmap=colors.cmap, norm=colors.norm, **options
        )
    else:
        options = {"interpolation": "none", "origin": "lower", "aspect": "equal", **options}
        image = hlpr.ax.imshow(first.T, cmap=colors.cmap, norm=colors.norm, **options)
    if set_axis_off:
        hlpr.ax.axis("off")
    hlpr.provide_defaults("set_title", title=title or name)
    if add_colorbar:
        bar = colors.create_cbar(
            image,
            fig=hlpr.fig,
            ax=hlpr.ax,
            label=label,
            label_kwargs=cbar_label_kwargs,
            tick_params=cbar_tick_params,
            **{**_CBAR, **(default_cbar_kwargs or {}), **cbar_kwargs},
        )
        if no_cbar_markings:
            bar.set_ticks([])
    return image
