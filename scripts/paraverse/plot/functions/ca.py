"""The plot function `caplot`: cellular automata at one time or over time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr

from paraverse.base.nested import merge_nested
from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.labels import equation, value_labels
from paraverse.plot.facet_grid.col_wrap import ideal_col_wrap
from paraverse.plot.functions.cell_grids import CellGrid, find_structure
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.proportions import configured_size
from paraverse.plot.layout.suptitle import set_suptitle_text
from paraverse.plot.registry import plot_function

_MAX_TOTAL_WIDTH = 1.4
"""Maximum total width of all axes, relative to the default width of figures in the style."""

_TITLE = "{} = {}"


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
    suptitle_fstr: str | None = _TITLE,
    suptitle_kwargs: Mapping[str, Any] | None = None,
) -> None:
    """Draw properties of the cells of a grid side by side, at one time or over time.

    Parameters
    ----------
    data
        The results of the transformation by tag: arrays over the grid. Besides `frames`, the first
        dimension is horizontal and the second vertical.
    hlpr
        The plot helper of the figure to draw on.
    to_plot
        The tags to draw, each mapped to arguments of
        `paraverse.plot.functions.cell_grids.CellGrid.draw` or None.
    from_dataset
        A dataset from which to take the arrays instead of the results.
    frames
        The time dimension. If it has more than one value, an animation is drawn.
    frames_isel
        The positions along `frames` to draw; None for all.
    grid_structure
        The shape of the cells. By default, the attribute `grid_structure` of the arrays if it is
        set, otherwise ``square``.
    aspect
        The ratio of the width of the axes to their height. By default, the ratio of the grid.
    aspect_pad
        Space next to each grid, relative to the height of the axes.
    size
        The height of the axes in inches. By default, it follows from the style, and is smaller if
        there are several axes.
    col_wrap
        The number of columns; ``auto`` for a nearly square grid, None or False for a single row.
    default_imshow_kwargs, default_cbar_kwargs
        Default arguments of images and color bars, updated by the entries of `to_plot`.
    imshow_hexagonal_extra_kwargs
        Updates of `default_imshow_kwargs` for hexagonal grids. Its key `grid_properties` updates
        the attributes of the arrays; see `paraverse.plot.appearance.hexagons.draw_hexagons`.
    suptitle_fstr
        The title of the figure, formatted with the name of the time dimension and its value. The
        default also has the units. If None, there is no title.
    suptitle_kwargs
        Text properties of the title.

    Raises
    ------
    PlotError
        If a tag does not exist or is not an array over a grid.
    """
    if not to_plot:
        raise PlotError("to_plot: takes the names of what to draw.")
    source = data if from_dataset is None else from_dataset
    arrays = {name: _select_array(name, source, frames, frames_isel) for name in to_plot}
    frame_count = max(array.sizes.get(frames, 1) for array in arrays.values())
    if frame_count > 1:
        hlpr.enable_animation()
    else:
        hlpr.disable_animation()
    is_hexagonal = (grid_structure or find_structure(arrays)) == "hexagonal"
    imshow_defaults = default_imshow_kwargs or {}
    if is_hexagonal:
        imshow_defaults = merge_nested(imshow_defaults, imshow_hexagonal_extra_kwargs or {})
    options = {
        name: _drawing_options(own or {}, imshow_defaults, default_cbar_kwargs)
        for name, own in to_plot.items()
    }
    grids = [
        CellGrid(name=name, array=array, frames=frames, is_hexagonal=is_hexagonal)
        for name, array in arrays.items()
    ]
    if aspect is None:
        aspect = grids[0].aspect(options[grids[0].name]["imshow_kwargs"])
    _setup_axes(hlpr, len(grids), aspect=aspect + aspect_pad, size=size, col_wrap=col_wrap)
    images = []
    for index, grid in enumerate(grids):
        hlpr.select_axis(index % hlpr.axes.shape[0], index // hlpr.axes.shape[0])
        images.append(grid.draw(hlpr, **options[grid.name]))
    times = grids[0].array.coords.get(frames)

    def update() -> Iterator[None]:
        for frame in range(frame_count):
            for grid, image in zip(grids, images, strict=True):
                image.set_array(grid.states(frame))
            if suptitle_fstr and times is not None:
                values = np.atleast_1d(times.values)
                title = suptitle_fstr.format(frames, values[frame])
                if suptitle_fstr == _TITLE:
                    title = equation(frames, value_labels(values)[frame], times)
                set_suptitle_text(hlpr.fig, title, suptitle_kwargs or {})
            yield

    next(update())  # a figure that is not animated shows the first time
    hlpr.register_animation_update(update)


def _drawing_options(
    own: Mapping[str, Any],
    imshow_defaults: Mapping[str, Any],
    cbar_defaults: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Return the arguments of `CellGrid.draw` for a tag by merging its own with the defaults."""
    imshow_kwargs = merge_nested(imshow_defaults, own.get("imshow_kwargs") or {})
    return {"default_cbar_kwargs": cbar_defaults, **own, "imshow_kwargs": imshow_kwargs}


def _select_array(
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


def _setup_axes(
    hlpr: PlotHelper,
    count: int,
    *,
    aspect: float,
    size: float | None,
    col_wrap: int | str | bool | None,
) -> None:
    if col_wrap == "auto":
        col_wrap = ideal_col_wrap(count, fill_last_row=False)
    columns = min(int(col_wrap), count) if col_wrap else count
    width, height = plt.rcParams["figure.figsize"]
    height = size or min(height, _MAX_TOTAL_WIDTH * width / (columns * aspect))
    figure_size = configured_size() if size is None else None
    hlpr.setup_figure(
        figsize=figure_size or (height * aspect, height),
        scale_figsize_with_subplots_shape=figure_size is None,
        ncols=columns,
        nrows=math.ceil(count / columns),
    )
    for ax in hlpr.axes.T.flat[count:]:
        ax.set_visible(False)
