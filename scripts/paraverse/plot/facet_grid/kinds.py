"""Kinds of `facet_grid`: xarray's, and functions that draw on single axes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import xarray as xr
from xarray.plot import FacetGrid

from paraverse.base.nested import merge_nested
from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.color_manager import parse_cmap_and_norm_kwargs
from paraverse.plot.facet_grid import facets
from paraverse.plot.facet_grid.encodings import GRID, KINDS, Spec
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.proportions import grid_size
from paraverse.plot.registry import plot_function

Data = xr.DataArray | xr.Dataset
Drawer = Callable[..., Any]
MapAs = Literal["dataset", "dataarray", "dataarray_line"]

DRAWERS: dict[str, Drawer] = {}
"""What draws kinds that are not xarray's: ``draw(data, hlpr=..., **arguments)``."""

_MAPS: Mapping[str, Callable[..., Any]] = {
    "dataset": FacetGrid.map_dataset,
    "dataarray": FacetGrid.map_dataarray,
    "dataarray_line": FacetGrid.map_dataarray_line,
}
_OF_XARRAY = ("_fg", "_labels", "meta_data", "hue_style", "add_guide")


def make_facet_grid_plot(
    *,
    map_as: MapAs,
    encodings: Sequence[Spec],
    supported_hue_styles: Sequence[str] | None = None,
    register_as_kind: bool | str = True,
    overwrite_existing: bool = False,
    drop_kwargs: Sequence[str] | None = _OF_XARRAY,
    parse_cmap_and_norm_kwargs: bool = True,
    **defaults: Any,
) -> Callable[[Drawer], Drawer]:
    """Make a kind of `facet_grid`, and a plot function, of a function that draws on one axes.

    It is called as ``func(data, hlpr=..., _is_facetgrid=..., **arguments)`` for each axes, with the
    data of that axes, and draws on ``hlpr.ax``; `_is_facetgrid` says whether there are others.
    In a grid of axes xarray sets titles and labels, and makes a colour bar of what is returned.

    Parameters
    ----------
    map_as
        Which kind of data it gets: ``dataset`` (as argument `ds`), ``dataarray``, or
        ``dataarray_line`` for an array of lines.
    encodings
        Its own encodings, those that take a dimension each, such as ``("x", "hue")``; all
        others are added. The first dimension that stands for nothing is `x`.
    supported_hue_styles
        Allowed values of `hue_style` (``discrete``, ``continuous``).
    register_as_kind
        Whether it is a kind, or its name as a kind; by default the function's.
    overwrite_existing
        Whether it may take the name of another kind.
    drop_kwargs
        Arguments that the function does not get; by default those that only xarray uses.
    parse_cmap_and_norm_kwargs
        Whether it gets `cmap` and `norm` as objects of matplotlib.
    defaults
        Its arguments where the plot says nothing else, such as `hue_style`.

    Raises
    ------
    ValueError
        If `map_as` is none of these, or there is such a kind already.
    """
    if map_as not in _MAPS:
        raise ValueError(f"map_as={map_as!r} is not known. {suggest(map_as, _MAPS)}")
    with_colors = parse_cmap_and_norm_kwargs

    def register(func: Drawer) -> Drawer:
        name = register_as_kind if isinstance(register_as_kind, str) else func.__name__

        @functools.wraps(func)
        def on_axes(
            *args: Any, hlpr: PlotHelper, ax: Any = None, _is_facetgrid: bool = True, **kwargs: Any
        ) -> Any:
            if ax is not None:
                hlpr.select_axis(ax=ax)
            kept = {key: value for key, value in kwargs.items() if key not in (drop_kwargs or ())}
            return func(*args, hlpr=hlpr, _is_facetgrid=_is_facetgrid, **kept)

        def draw(data: Data, *, hlpr: PlotHelper, **arguments: Any) -> Any:
            given = merge_nested(defaults, arguments)
            _check_hue_style(name, given.get("hue_style"), supported_hue_styles)
            if with_colors:
                given = _with_colors(given)
            if "x" in encodings and given.get("x") is None:
                used = {given.get(name) for name in ("hue", "col", "row")}
                given["x"] = next((str(dim) for dim in data.dims if dim not in used), None)
            return _draw(_MAPS[map_as], on_axes, data, hlpr, given)

        if register_as_kind:
            if name in KINDS and not overwrite_existing:
                raise ValueError(f"There is a kind {name!r} already; see `overwrite_existing`.")
            DRAWERS[name] = draw
            KINDS[name] = (*encodings, *GRID)

        @plot_function(name=func.__name__, required_tags=("data",))
        @functools.wraps(func)
        def standalone(*, data: Mapping[str, Any], hlpr: PlotHelper, **arguments: Any) -> Any:
            return draw(data["data"], hlpr=hlpr, **arguments)

        return standalone

    return register


def _with_colors(arguments: dict[str, Any]) -> dict[str, Any]:
    return parse_cmap_and_norm_kwargs(**arguments)


def _check_hue_style(kind: str, style: str | None, supported: Sequence[str] | None) -> None:
    if style is not None and supported is not None and style not in supported:
        raise PlotError(f"{kind} has no hue_style {style!r}. {suggest(style, supported)}")


def _draw(
    mapping: Callable[..., Any],
    on_axes: Drawer,
    data: Data,
    hlpr: PlotHelper,
    arguments: Mapping[str, Any],
) -> Any:
    given = dict(arguments)
    sizes = ("figsize", "size", "aspect")
    size: dict[str, Any] = {key: given.pop(key) for key in sizes if key in given}
    grid_options: dict[str, Any] = {
        key: given.pop(key)
        for key in ("col", "row", "col_wrap", "sharex", "sharey", "subplot_kws")
        if key in given
    }
    if not grid_options.get("col") and not grid_options.get("row"):
        figure = {"subplot_kw": grid_options.get("subplot_kws"), "figsize": size.get("figsize")}
        changed = {key: value for key, value in figure.items() if value}
        if changed or hlpr.has_figure:
            hlpr.setup_figure(**changed)
        return on_axes(data, hlpr=hlpr, _is_facetgrid=False, **given)
    with facets.layout_kept():
        size = size or grid_size(data, grid_options)
        grid = FacetGrid(data, **size, **grid_options)
        hlpr.attach_figure_and_axes(grid.fig, grid.axs)
        mapping(grid, on_axes, hlpr=hlpr, _fg=grid, **given)
    facets.attach(hlpr, grid)
    return grid
