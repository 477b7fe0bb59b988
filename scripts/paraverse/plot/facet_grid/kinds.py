"""Kinds of `facet_grid` defined by functions that draw on single axes."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from xarray.plot import FacetGrid

from paraverse.base.nested import merge_nested
from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance import color_manager
from paraverse.plot.facet_grid.encodings import GRID_ENCODINGS, KINDS, Spec
from paraverse.plot.facet_grid.facets import add_legend, attach_grid, preserve_layout_engine
from paraverse.plot.facet_grid.labeled_data import LabeledData
from paraverse.plot.facet_grid.point_colors import (
    has_discrete_hue,
    legend_of_points,
    scale_of_points,
)
from paraverse.plot.helpers.functions.axes import set_scales_of
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.proportions import grid_size
from paraverse.plot.registry import plot_function
from paraverse.user_code.importing import is_forgotten

Drawer = Callable[..., Any]
MapAs = Literal["dataset", "dataarray", "dataarray_line"]

DRAWERS: dict[str, Drawer] = {}
"""The function ``draw(data, hlpr=..., **arguments)`` of each kind that xarray does not draw."""

_MAP_METHODS: Mapping[str, Callable[..., Any]] = {
    "dataset": FacetGrid.map_dataset,
    "dataarray": FacetGrid.map_dataarray,
    "dataarray_line": FacetGrid.map_dataarray_line,
}
_XARRAY_ARGUMENTS = ("_fg", "_labels", "meta_data", "hue_style", "add_guide")
_SIZE_ARGUMENTS = ("figsize", "size", "aspect")
_NUMBERS_OF_HUE = "_numbers_of_hue"
_GRID_ARGUMENTS = ("col", "row", "col_wrap", "sharex", "sharey", "subplot_kws")


def make_facet_grid_plot(
    *,
    map_as: MapAs,
    encodings: Sequence[Spec],
    supported_hue_styles: Sequence[str] | None = None,
    register_as_kind: bool | str = True,
    overwrite_existing: bool = False,
    drop_kwargs: Sequence[str] | None = _XARRAY_ARGUMENTS,
    parse_cmap_and_norm_kwargs: bool = True,
    colors_points: bool = False,
    depends_on: str | Sequence[str] = (),
    **defaults: Any,
) -> Callable[[Drawer], Drawer]:
    """Register a function that draws on single axes as a kind of `facet_grid`.

    The function is also registered as a plot function. It is called as ``func(data, hlpr=...,
    _is_facetgrid=..., **arguments)`` for each axes, with the data of these axes, and draws on
    ``hlpr.ax``; `_is_facetgrid` is True if there are several axes. In a grid of axes, xarray
    sets titles and labels, and adds a color bar for the artist that the function returns.

    Parameters
    ----------
    map_as
        The data that the function takes: ``dataset`` (as argument `ds`), ``dataarray``, or
        ``dataarray_line`` for an array of lines.
    encodings
        The encodings of the function itself that accept a single dimension, such as
        ``("x", "hue")``; those of the grid are added. If `x` is one of them and is not set, it is
        the first dimension without an encoding.
    supported_hue_styles
        Allowed values of `hue_style` (``discrete``, ``continuous``). If None, all are allowed.
    register_as_kind
        Whether the function becomes a kind, or the name of the kind. By default, the kind has the
        name of the function.
    overwrite_existing
        Whether a kind of the same name may be replaced.
    drop_kwargs
        Arguments that are not passed to the function. By default, those that only xarray uses.
    parse_cmap_and_norm_kwargs
        Whether to convert `cmap` and `norm` to objects of matplotlib.
    colors_points
        Whether the function draws points and colors them with `cmap` and `norm`. If `hue` is a
        dimension with few values, these then are the colors that its values have in other plots,
        and there is a legend instead of a color bar.
    depends_on
        See `plot_function`.
    defaults
        Default arguments of the function, such as `hue_style`, which the plot can override.

    Returns
    -------
    callable
        A decorator that replaces the function with the plot function.

    Raises
    ------
    ValueError
        If `map_as` is unknown, or there is a kind of the same name.
    """
    if map_as not in _MAP_METHODS:
        raise ValueError(f"map_as={map_as!r} is not known. {suggest(map_as, _MAP_METHODS)}")

    def register(func: Drawer) -> Drawer:
        own_arguments = inspect.signature(func).parameters
        name = register_as_kind if isinstance(register_as_kind, str) else func.__name__
        draw_on_axes = _adapt_to_facet_grid(func, drop_kwargs or ())

        @functools.wraps(func)
        def draw(data: LabeledData, *, hlpr: PlotHelper, **arguments: Any) -> Any:
            options = merge_nested(defaults, arguments)
            legend = None
            if colors_points:
                data, options, legend = _with_discrete_colors(data, hlpr, options, arguments)
            _check_hue_style(name, options.get("hue_style"), supported_hue_styles)
            if parse_cmap_and_norm_kwargs:
                options = color_manager.parse_cmap_and_norm_kwargs(**options)
            if "x" in encodings and options.get("x") is None:
                used = {options.get(encoding) for encoding in ("hue", "col", "row")}
                options["x"] = next((str(dim) for dim in data.dims if dim not in used), None)
            scales = {
                letter: options.pop(f"{letter}scale", None)
                for letter in "xyz"
                if f"{letter}scale" not in own_arguments
            }
            drawn = _draw(_MAP_METHODS[map_as], draw_on_axes, data, hlpr, options)
            if legend is not None:
                add_legend(hlpr.fig, *legend)
            for ax in hlpr.axes.flat if isinstance(drawn, FacetGrid) else [hlpr.ax]:
                set_scales_of(ax, **scales)
            return drawn

        if register_as_kind:
            exists = name in KINDS and not is_forgotten(DRAWERS.get(name))
            if exists and not overwrite_existing:
                raise ValueError(f"There is a kind {name!r} already; see `overwrite_existing`.")
            DRAWERS[name] = draw
            KINDS[name] = (*encodings, *GRID_ENCODINGS)

        @plot_function(name=func.__name__, required_tags=("data",))
        @functools.wraps(func)
        def standalone(*, data: Mapping[str, Any], hlpr: PlotHelper, **arguments: Any) -> Any:
            return draw(data["data"], hlpr=hlpr, **arguments)

        return standalone

    return register


def _adapt_to_facet_grid(func: Drawer, dropped: Sequence[str]) -> Drawer:
    """Adapt a function to the way a `FacetGrid` calls it: with the axes and more arguments."""

    @functools.wraps(func)
    def draw_on_axes(
        *args: Any, hlpr: PlotHelper, ax: Any = None, _is_facetgrid: bool = True, **kwargs: Any
    ) -> Any:
        if ax is not None:
            hlpr.select_axis(ax=ax)
        passed = {key: value for key, value in kwargs.items() if key not in dropped}
        return func(*args, hlpr=hlpr, _is_facetgrid=_is_facetgrid, **passed)

    return draw_on_axes


def _with_discrete_colors(
    data: LabeledData,
    hlpr: PlotHelper,
    options: Mapping[str, Any],
    configured: Mapping[str, Any],
) -> tuple[LabeledData, dict[str, Any], tuple[list[Any], list[str], str] | None]:
    """Return data and arguments with a color for each value of `hue`, if few, and a legend.

    Text is replaced by numbers, as these have positions in a color map.
    """
    arguments = dict(options)
    spec = arguments.pop("hue_colors", None)
    if arguments.get("cmap") is not None or not has_discrete_hue(data, configured):
        return data, arguments, None
    hue = data[arguments["hue"]]
    scale = scale_of_points(hue, spec, hlpr.parameters)
    legend = legend_of_points(hue, spec, hlpr.parameters)
    if hue.dtype.kind not in "fiu":
        numbers = np.argsort(np.argsort(hue.values))
        data = data.assign_coords({_NUMBERS_OF_HUE: (hue.dims, numbers)})
        arguments["hue"] = _NUMBERS_OF_HUE
        scale |= {"vmin": -0.5, "vmax": hue.size - 0.5}
    return data, {**arguments, **scale, "add_colorbar": False}, legend


def _check_hue_style(kind: str, style: str | None, supported: Sequence[str] | None) -> None:
    if style is not None and supported is not None and style not in supported:
        raise PlotError(f"{kind} has no hue_style {style!r}. {suggest(style, supported)}")


def _draw(
    map_method: Callable[..., Any],
    draw_on_axes: Drawer,
    data: LabeledData,
    hlpr: PlotHelper,
    arguments: Mapping[str, Any],
) -> Any:
    options = dict(arguments)
    size: dict[str, Any] = {key: options.pop(key) for key in _SIZE_ARGUMENTS if key in options}
    grid_options: dict[str, Any] = {
        key: options.pop(key) for key in _GRID_ARGUMENTS if key in options
    }
    if not grid_options.get("col") and not grid_options.get("row"):
        figure = {"subplot_kw": grid_options.get("subplot_kws"), "figsize": size.get("figsize")}
        specified = {key: value for key, value in figure.items() if value}
        if specified or hlpr.has_figure:
            hlpr.setup_figure(**specified)
        return draw_on_axes(data, hlpr=hlpr, _is_facetgrid=False, **options)
    if map_method is FacetGrid.map_dataset and options.get("add_colorbar") is False:
        options["add_guide"] = False  # which is what this method calls it
    with preserve_layout_engine():
        size = size or grid_size(data, grid_options)
        grid = FacetGrid(data, **size, **grid_options)
        hlpr.attach_figure_and_axes(grid.fig, grid.axs)
        map_method(grid, draw_on_axes, hlpr=hlpr, _fg=grid, **options)
    attach_grid(hlpr, grid)
    return grid
