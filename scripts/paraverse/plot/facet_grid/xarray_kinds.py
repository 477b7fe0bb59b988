"""Kinds of `facet_grid` drawn by xarray."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.artist import Artist, ArtistInspector
from matplotlib.collections import PathCollection, QuadMesh
from matplotlib.contour import ContourSet
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import AutoLocator
from xarray.plot import FacetGrid

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.color_manager import parse_cmap_and_norm_kwargs
from paraverse.plot.appearance.value_colors import without_light_end
from paraverse.plot.facet_grid.bands import draw_bands
from paraverse.plot.facet_grid.encodings import ARRAY_KINDS, DATASET_KINDS
from paraverse.plot.facet_grid.facets import attach_grid, preserve_layout_engine
from paraverse.plot.facet_grid.frames import common_scales
from paraverse.plot.facet_grid.histograms import draw_histograms
from paraverse.plot.facet_grid.labeled_data import LabeledData
from paraverse.plot.facet_grid.lines import draw_lines
from paraverse.plot.facet_grid.point_colors import (
    has_discrete_hue,
    legend_of_points,
    scale_of_points,
)
from paraverse.plot.facet_grid.point_legends import Section, explain_points, legend_of_sizes
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.proportions import (
    configured_size,
    grid_size,
    space_ratio,
    undistort,
)
from paraverse.plot.layout.slack import allow_trimming
from paraverse.plot.layout.visibility import mark_points

_ARTISTS: Mapping[str, type[Artist]] = {
    "line": Line2D,
    "step": Line2D,
    "scatter": PathCollection,
    "hist": Rectangle,
    "imshow": AxesImage,
    "pcolormesh": QuadMesh,
    "contour": ContourSet,
    "contourf": ContourSet,
}
"""The artist that each kind draws. Its properties are arguments of the kind."""

_HISTOGRAM_EDGES = ("edgecolor", "linewidth")
_MAX_BINS_WITH_EDGES = 60
"""Largest number of bins whose bars have edges, which would hide narrower ones."""

_COLORBAR_LINEWIDTH = 4
"""Width in points of contour lines in color bars, where thin ones are hard to see."""


def draw_kind(kind: str | None, data: Any, *, hlpr: PlotHelper, **arguments: Any) -> Any:
    """Draw data with a method of ``data.plot``.

    Parameters
    ----------
    kind
        The name of the method. If None, xarray chooses by the number of dimensions.
    data
        The labeled array or dataset.
    hlpr
        The plot helper, which receives the figure.
    arguments
        Arguments of the method; for lines, also `hue_colors` (see
        `paraverse.plot.appearance.value_colors.colors_of_values`) and `band`, a
        `paraverse.plot.facet_grid.bands.Band` to draw around each of them.

    Returns
    -------
    object
        An `xarray.plot.FacetGrid` if there are several axes, otherwise the artist.

    Raises
    ------
    PlotError
        If there is no such kind for arrays or for datasets.
    """
    is_array = isinstance(data, xr.DataArray)
    allowed = ARRAY_KINDS if is_array else DATASET_KINDS
    if kind is not None and kind not in allowed:
        data_types = "arrays" if is_array else "datasets"
        raise PlotError(f"There is no kind {kind!r} for {data_types}. {suggest(kind, allowed)}")
    options = parse_cmap_and_norm_kwargs(**arguments)
    if kind in ("line", "step") or (kind is None and is_array and options.get("hue")):
        kind = kind or "line"
        return draw_lines(kind, functools.partial(_draw_lines, kind, hlpr), data, hlpr, options)
    if kind == "hist":
        options = _without_positions(options)
    options = _with_color_defaults(kind, data, hlpr, options)
    if kind in ("contour", "contourf") and (options.get("col") or options.get("row")):
        # xarray chooses levels for each axes, while the color bar shows those of the last ones
        options |= common_scales(kind, data, options)
    if kind == "hist" and (options.get("col") or options.get("row")):
        drawn = draw_histograms(data, hlpr, options)
        _remove_edges_of_narrow_bars(hlpr, arguments)
        return drawn
    sections: list[Section] = []
    sized = None
    if kind == "scatter" and options.get("add_legend") is None:
        sized = _numbers_of_sizes(data, options)
        if has_discrete_hue(data, arguments):
            hue = data[options["hue"]]
            sections = [legend_of_points(hue, arguments.get("hue_colors"), hlpr.parameters)]
        if sections or sized is not None:
            options["add_legend"] = False  # xarray's lists some values only, or some twice
    ratio = space_ratio(kind, data, options)
    if options.get("aspect") in ("equal", "auto"):
        del options["aspect"]
    method = data.plot if kind is None else getattr(data.plot, kind)
    drawn = _call_method(method, data, hlpr, options, ratio)
    if ratio is not None:
        undistort(hlpr.fig, ratio)
    if sized is not None:
        sections.append(legend_of_sizes(hlpr, sized))
    if sections:
        explain_points(hlpr, sections)
    if kind == "contour":
        _widen_lines_of_colorbars(hlpr)
    if kind in ("imshow", "pcolormesh"):
        _use_integer_ticks(data, hlpr, options)
    if kind == "hist":
        hlpr.ax.set_ylabel("Count")
        if not arguments.get("density") and arguments.get("weights") is None:
            _restrict_to_integers(hlpr, "y")
        _remove_edges_of_narrow_bars(hlpr, arguments)
    return drawn


def _without_positions(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of a histogram, whose encodings may be set to nothing in a base plot."""
    for key in ("x", "y", "hue"):
        if options.get(key) is not None:
            raise PlotError(
                f"{key}: hist shows all values of the data, and takes `col` and `row` only. "
                "Select or average before, or use another kind."
            )
    return {key: value for key, value in options.items() if key not in ("x", "y", "hue")}


def suggest_arguments(kind: str | None, arguments: Mapping[str, Any]) -> str:
    """Return suggestions for arguments that are probably misspelled.

    Parameters
    ----------
    kind
        The name of the kind; None for lines.
    arguments
        The arguments of the plot.

    Returns
    -------
    str
        A sentence for each unknown argument that is similar to a known one; empty if there are no
        such arguments.

    Examples
    --------
    >>> suggest_arguments("line", {"x": "time", "add_legned": True})
    "add_legned: Did you mean 'add_legend'?"
    """
    artist = _ARTISTS.get(kind or "")
    method = getattr(xr.plot, kind or "line", None)
    if artist is None or method is None:
        return ""
    setters = ArtistInspector(artist).get_setters()
    allowed = [*inspect.signature(method).parameters, *setters, "x", "y", "hue", "cmap", "norm"]
    allowed += ["col", "row"]
    hints = {name: suggest(name, allowed, limit=0) for name in arguments if name not in allowed}
    return " ".join(f"{name}: {hint}" for name, hint in hints.items() if hint)


def _with_color_defaults(
    kind: str | None, data: LabeledData, hlpr: PlotHelper, arguments: Mapping[str, Any]
) -> dict[str, Any]:
    options = dict(arguments)
    hue_colors = options.pop("hue_colors", None)
    if kind == "hist" and options.get("histtype", "bar") == "bar" and "color" not in options:
        edges = {"edgecolor": plt.rcParams["axes.facecolor"], "linewidth": 0.5}
        options = {**edges, **options}
    if kind == "contour":
        options.setdefault("add_colorbar", True)  # nothing else indicates the values of the lines
        options.setdefault("extend", "neither")  # there are no lines beyond the levels
    if kind == "scatter" and not {"edgecolor", "edgecolors"} & options.keys():
        options["edgecolors"] = plt.rcParams["axes.facecolor"]
    if kind == "surface":
        options = {"cmap": plt.rcParams["image.cmap"], "add_colorbar": False, **options}
    if kind == "scatter" and has_discrete_hue(data, options):
        options["add_colorbar"] = False
        if options.get("cmap") is None:
            options |= scale_of_points(data[options["hue"]], hue_colors, hlpr.parameters)
    is_thin = kind == "contour" or (kind == "scatter" and options.get("hue"))
    if is_thin and options.get("cmap") is None and options.get("colors") is None:
        # xarray uses a diverging map around 0, whose center is as white as the background
        cmap = plt.rcParams["image.cmap"]
        options["cmap"] = without_light_end(cmap) if kind == "contour" else cmap
    return options


def _numbers_of_sizes(data: LabeledData, arguments: Mapping[str, Any]) -> xr.DataArray | None:
    """Return the numbers that sizes of points show; None if there are none."""
    name = arguments.get("markersize")
    if not isinstance(data, xr.Dataset) or name not in data.variables:
        return None
    quantity: xr.DataArray = data[name]
    return quantity if quantity.dtype.kind in "fiu" and np.isfinite(quantity).any() else None


def _widen_lines_of_colorbars(hlpr: PlotHelper) -> None:
    for ax in hlpr.fig.axes:
        bar = getattr(ax, "_colorbar", None)
        for lines in bar.lines if bar is not None else ():
            lines.set_linewidth(_COLORBAR_LINEWIDTH)


def _remove_edges_of_narrow_bars(hlpr: PlotHelper, arguments: Mapping[str, Any]) -> None:
    if arguments.get("histtype", "bar") != "bar" or {*_HISTOGRAM_EDGES} & {*arguments}:
        return
    for ax in hlpr.axes.flat:
        for bar in ax.patches if len(ax.patches) > _MAX_BINS_WITH_EDGES else ():
            bar.set(linewidth=0)


def _use_integer_ticks(data: LabeledData, hlpr: PlotHelper, arguments: Mapping[str, Any]) -> None:
    """Place ticks at integers only where coordinates, or the values of cells, are integers."""
    for letter in "xy":
        name = arguments.get(letter)
        if name in data.coords and data[name].dtype.kind in "iu":
            _restrict_to_integers(hlpr, letter)
    for ax in hlpr.fig.axes if isinstance(data, xr.DataArray) and data.dtype.kind in "iu" else ():
        bar = getattr(ax, "_colorbar", None)
        if bar is not None and type(bar.locator) is AutoLocator:
            bar.locator.set_params(integer=True)
            bar.update_ticks()


def _restrict_to_integers(hlpr: PlotHelper, letter: str) -> None:
    for ax in hlpr.axes.flat:
        locator = getattr(ax, f"{letter}axis").get_major_locator()
        if type(locator) is AutoLocator:
            locator.set_params(integer=True)


def _draw_lines(
    kind: str, hlpr: PlotHelper, data: xr.DataArray, arguments: Mapping[str, Any]
) -> Any:
    options = dict(arguments)
    band = options.pop("band", None)
    drawn = _call_method(getattr(data.plot, kind), data, hlpr, options)
    if band is not None:
        draw_bands(drawn, data, options, band, is_step=kind == "step")
    across, along = "xy" if arguments.get("y") else "yx"
    if data.dtype.kind in "iu":
        _restrict_to_integers(hlpr, across)
    if arguments.get(along) in data.coords and data[arguments[along]].dtype.kind in "iu":
        _restrict_to_integers(hlpr, along)
    for ax in drawn.axs.flat if isinstance(drawn, FacetGrid) else [hlpr.ax]:
        if "marker" not in arguments:
            mark_points(ax, over_text=True)
        _omit_from_title(ax, arguments.get("x") or arguments.get("y"))
    return drawn


def _omit_from_title(ax: Any, along: str | None) -> None:
    """Remove the only value along an axis from a title, as the axis has a tick at it."""
    labels = ax.get_title().split(", ")
    others = [label for label in labels if not label.startswith(f"{along} = [")]
    if len(others) < len(labels):
        ax.set_title(", ".join(others))


def _call_method(
    method: Any,
    data: LabeledData,
    hlpr: PlotHelper,
    arguments: Mapping[str, Any],
    ratio: float | None = None,
) -> Any:
    """Call a method of ``data.plot`` on the figure of the plot helper, or attach its own figure.

    `ratio` is the ratio of width to height of the space that each axes shows, if any.
    """
    if arguments.get("col") or arguments.get("row"):
        size = grid_size(data, arguments, ratio)
        with preserve_layout_engine():
            grid = method(**{**size, **arguments})
        if size and configured_size() is None:
            allow_trimming(grid.fig)
        attach_grid(hlpr, grid)
        return grid
    if any(arguments.get(key) is not None for key in ("figsize", "size", "subplot_kws")):
        drawn = method(**arguments)
        hlpr.attach_figure_and_axes(plt.gcf(), plt.gca())
        return drawn
    if hlpr.has_figure:
        hlpr.setup_figure()
    return method(ax=hlpr.ax, **arguments)
