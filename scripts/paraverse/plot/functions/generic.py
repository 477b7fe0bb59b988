"""The plot function `facet_grid`: labeled data with any number of dimensions."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import xarray as xr
from xarray.plot import FacetGrid

from paraverse.errors import PlotError
from paraverse.plot.exceptions import describe_exception
from paraverse.plot.facet_grid import xarray_kinds
from paraverse.plot.facet_grid.auto_encoding import auto_encoding as assign_encodings
from paraverse.plot.facet_grid.band_settings import parse_band
from paraverse.plot.facet_grid.bands import check_band_kind, reduce_to_band, to_errors
from paraverse.plot.facet_grid.categories import label_categories, to_categories
from paraverse.plot.facet_grid.durations import durations_as_numbers
from paraverse.plot.facet_grid.encodings import as_dims, auto_kind
from paraverse.plot.facet_grid.facets import set_titles
from paraverse.plot.facet_grid.frames import common_scales, register_frames, set_common_limits
from paraverse.plot.facet_grid.kinds import DRAWERS
from paraverse.plot.facet_grid.labeled_data import (
    LabeledData,
    check_encodings,
    describe_sizes,
    index_by_coordinates,
    name_objects,
    resolve_col_wrap,
    select_labels,
    skip_nothing,
    squeeze_unused,
    to_labeled_data,
    without_infinite,
)
from paraverse.plot.facet_grid.parameter_cells import mark_parameters
from paraverse.plot.facet_grid.separate_files import request_separate_files
from paraverse.plot.facet_grid.spread import BAND_COORDS
from paraverse.plot.functions import errorbars, hexagonal, scatter3d  # noqa: F401 (kinds)
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import plot_function

log = logging.getLogger(__name__)


@plot_function(
    required_tags=("data",),
    supports_animation=True,
    frames_argument="frames",
    supports_files=True,
    draws_kinds=True,
    dimension_arguments=("x", "y", "hue", "col", "row", "frames"),
    forwarded_arguments=(
        "x", "y", "hue", "col", "row", "col_wrap", "hue_colors", "cmap", "norm", "cbar_kwargs",
        "add_legend", "add_colorbar", "figsize", "sharex", "sharey", "xscale", "yscale",
        "zscale", "levels",
    ),
)  # fmt: skip
def facet_grid(
    *,
    data: Mapping[str, Any],
    hlpr: PlotHelper,
    kind: str | Mapping[int | str, str] | None = None,
    frames: str | None = None,
    files: str | list[str] | None = None,
    band: str | list[str] | Mapping[str, Any] | None = None,
    categorical: str | list[str] | bool = "auto",
    auto_encoding: bool | Mapping[str, Any] = False,
    auto_encoding_options: Mapping[str, Any] | None = None,
    sel: Mapping[str, Any] | None = None,
    squeeze: bool = True,
    drop_nonindexed_coords: bool = False,
    show_data: bool = False,
    title_kwargs: Mapping[str, Any] | None = None,
    suptitle_kwargs: Mapping[str, Any] | None = None,
    **kwargs: Any,
) -> None:
    """Draw labeled data, with an encoding in the figure for each dimension.

    Parameters
    ----------
    data
        The results of the transformation by tag. The tag ``data`` is an `xarray.DataArray` or
        `xarray.Dataset`.
    hlpr
        The plot helper of the figure to draw on.
    kind
        The kind of plot: ``line``, ``step``, ``scatter``, ``hist``, ``imshow``, ``pcolormesh``,
        ``contour``, ``contourf``, ``errorbars``, ``scatter3d``, ``imshow_hexagonal``, or one
        registered with `paraverse.plot.facet_grid.kinds.make_facet_grid_plot`. None leaves the
        choice to xarray. ``auto`` chooses according to the dimensions; so does a mapping, which
        updates `paraverse.plot.facet_grid.encodings.AUTO_KINDS`.
    frames
        The dimension with one frame of an animation for each value; None for a single figure.
    files
        The dimensions with a separate file for each value or combination of values.
    band
        The dimensions over which lines show the mean, with a band for the standard deviation; or a
        mapping with `dims`, `center`, `spread`, `quantiles` and `alpha`, as for
        `paraverse.plot.facet_grid.band_settings.parse_band`. None draws the data themselves.
    categorical
        The axes along which values are categories, evenly spaced and each with a tick: ``x``,
        ``y``, a list of these, True for both or False for neither; ``auto`` as for
        `paraverse.plot.facet_grid.categories.to_categories`.
    auto_encoding
        Whether to assign dimensions without an encoding to free encodings, largest first. A
        mapping from kinds to encodings overrides the encodings of these kinds.
    auto_encoding_options
        Further arguments of `paraverse.plot.facet_grid.auto_encoding.auto_encoding`.
    sel
        Labels by dimension, which are selected first.
    squeeze
        Whether to remove dimensions of size 1 that have no encoding.
    drop_nonindexed_coords
        Whether to remove coordinates that are not the index of a dimension.
    show_data
        Whether to write the first values to the log.
    title_kwargs
        Arguments of `paraverse.plot.facet_grid.facets.set_titles`: `template` with ``{coord}``,
        ``{value}`` and ``{units}``, `maxchar`, and text properties.
    suptitle_kwargs
        Arguments of the helper `set_suptitle` for each frame, where `title` may contain ``{dim}``
        and ``{value}``.
    kwargs
        ``x``, ``y``, ``hue``, ``col``, ``row``
            dimensions, or coordinates along one dimension; `x`, `y` and `hue` may also be
            variables of a dataset
        ``col_wrap``
            the number of columns, or ``auto`` or ``square`` for a nearly square grid
        ``hue_colors``
            the colors of lines; see
            `paraverse.plot.appearance.value_colors.colors_of_values`
        ``cmap``, ``norm``
            the color map and its norm; see `paraverse.plot.appearance.color_manager.ColorManager`

        All other arguments are passed to the function that draws the kind.

    Raises
    ------
    PlotError
        If an argument does not fit the data. The message names the argument.
    SkipPlot
        If there is nothing to see, as all values are missing.
    SeparateFiles
        If there are several files. The caller draws each of them by calling the function again.
    """
    labeled = to_labeled_data(data["data"])
    if show_data:
        log.info("%s", labeled.head())
    arguments = {**kwargs, "frames": frames, "files": files}
    arguments = {k: v for k, v in arguments.items() if k in kwargs or v is not None}
    labeled = select_labels(labeled, sel or {})
    drawn_band = None
    if band is not None:
        labeled, arguments, drawn_band = reduce_to_band(labeled, parse_band(band), arguments)
    if squeeze:
        labeled = squeeze_unused(labeled, arguments)
    if drop_nonindexed_coords:
        labeled = labeled.drop_vars(
            [name for name in labeled.coords if name not in (*labeled.indexes, *BAND_COORDS)]
        )
    kind = _choose_kind(kind, labeled, arguments)
    if drawn_band is not None:
        kind = check_band_kind(kind)
    if auto_encoding and kind is not None:
        options = auto_encoding_options or {}
        arguments = _assign_encodings(kind, labeled, arguments, auto_encoding, options)
    arguments.pop("free", None)
    labeled = name_objects(index_by_coordinates(labeled, arguments), arguments)
    check_encodings(kind, labeled, arguments)
    skip_nothing(labeled)
    if kind == "hist":
        labeled = without_infinite(labeled)
    arguments = resolve_col_wrap(labeled, arguments)
    frames, files = arguments.pop("frames", None), arguments.pop("files", None)
    if files:
        update = {"kind": kind, "frames": frames, "files": None, "auto_encoding": False}
        values = {dim: labeled[dim].values for dim in as_dims(files)}
        raise request_separate_files(values, sel or {}, {**arguments, **update})
    if drawn_band is not None:
        arguments["band"] = drawn_band
        if kind == "errorbars":
            labeled, variables = to_errors(labeled)
            arguments |= variables
    labeled = durations_as_numbers(labeled)
    encodings = {**arguments, "frames": frames}
    original = labeled
    labeled, axes = to_categories(kind, labeled, hlpr, encodings, categorical)
    if frames is None:
        hlpr.disable_animation()
        _draw(kind, labeled, hlpr, arguments, title_kwargs)
        label_categories(hlpr, axes)
        mark_parameters(kind, original, labeled, hlpr, arguments)
        return
    hlpr.enable_animation()
    arguments |= common_scales(kind, labeled, arguments)
    encodings |= arguments

    def draw_frame(frame: LabeledData) -> None:
        _draw(kind, frame, hlpr, arguments, title_kwargs)
        label_categories(hlpr, axes)
        set_common_limits(hlpr, kind, labeled, encodings)

    register_frames(hlpr, labeled, frames, draw_frame, suptitle_kwargs)


def _choose_kind(
    kind: str | Mapping[int | str, str] | None, data: LabeledData, arguments: Mapping[str, Any]
) -> str | None:
    if kind is None or kind == "none":
        return None
    if isinstance(kind, str) and kind != "auto":
        return kind
    ndim = data.ndim if isinstance(data, xr.DataArray) else None
    return auto_kind(ndim, arguments, {} if isinstance(kind, str) else kind)


def _assign_encodings(
    kind: str,
    data: LabeledData,
    arguments: Mapping[str, Any],
    auto: bool | Mapping[str, Any],
    options: Mapping[str, Any],
) -> dict[str, Any]:
    available = auto if isinstance(auto, Mapping) else None
    variables = list(map(str, data.data_vars)) if isinstance(data, xr.Dataset) else None
    sizes = {str(dim): size for dim, size in data.sizes.items()}
    return assign_encodings(
        kind, sizes, arguments, available=available, data_vars=variables, **options
    )


def _draw(
    kind: str | None,
    data: LabeledData,
    hlpr: PlotHelper,
    arguments: Mapping[str, Any],
    title_kwargs: Mapping[str, Any] | None,
) -> None:
    try:
        if kind in DRAWERS:
            drawn = DRAWERS[kind](data, hlpr=hlpr, **arguments)
        else:
            drawn = xarray_kinds.draw_kind(kind, data, hlpr=hlpr, **arguments)
    except PlotError:
        raise
    except Exception as error:
        passed = ", ".join(f"{key}: {value!r}" for key, value in arguments.items()) or "nothing"
        message = f"kind {kind}: {describe_exception(error).strip()}"
        message += "" if message.endswith((".", "?")) else "."
        hint = "" if message.endswith("?") else xarray_kinds.suggest_arguments(kind, arguments)
        raise PlotError(
            f"{message} {hint}".rstrip()
            + f"\n    The data have the dimensions {describe_sizes(data)}; given is {passed}"
        ) from error
    if title_kwargs is not None and isinstance(drawn, FacetGrid):
        set_titles(drawn, **title_kwargs)
