"""Kinds of `facet_grid` that xarray draws."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from cycler import cycler
from matplotlib.artist import Artist, ArtistInspector
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PathCollection, QuadMesh
from matplotlib.colors import BoundaryNorm, ListedColormap, Normalize
from matplotlib.contour import ContourSet
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from xarray.plot import FacetGrid

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.color_manager import parse_cmap_and_norm_kwargs
from paraverse.plot.appearance.labels import axis_label, value_labels
from paraverse.plot.appearance.value_colors import colors_of_values, without_light_end
from paraverse.plot.facet_grid import facets
from paraverse.plot.facet_grid.encodings import ARRAY_KINDS, DATASET_KINDS
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.proportions import grid_size, space_ratio, undistort

Data = xr.DataArray | xr.Dataset

LINES = ("line", "step")

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
"""What each kind draws; its properties are arguments."""

MOST_LEGEND_ENTRIES = 20
"""Lines for more numbers than this are explained by a colour bar."""


def draw(kind: str | None, data: Data, *, hlpr: PlotHelper, **arguments: Any) -> Any:
    """Draw data by a method of ``data.plot``.

    Parameters
    ----------
    kind
        The method; None: what suits the number of dimensions.
    data
        The data.
    hlpr
        Gets the figure.
    arguments
        Of the method; also `hue_colors`, of lines, see
        `paraverse.plot.appearance.value_colors.colors_of_values`.

    Raises
    ------
    PlotError
        If there is no such kind for such data.
    """
    allowed = ARRAY_KINDS if isinstance(data, xr.DataArray) else DATASET_KINDS
    if kind is not None and kind not in allowed:
        what = "arrays" if isinstance(data, xr.DataArray) else "datasets"
        raise PlotError(f"There is no kind {kind!r} for {what}. {suggest(kind, allowed)}")
    given = parse_cmap_and_norm_kwargs(**arguments)
    if kind in LINES or (kind is None and isinstance(data, xr.DataArray) and given.get("hue")):
        return _draw_lines(kind or "line", data, hlpr, given)
    if kind == "contour":
        given.setdefault("add_colorbar", True)  # else nothing tells the values of the lines
    if kind == "surface":
        given = {"cmap": plt.rcParams["image.cmap"], "add_colorbar": False, **given}
    if kind == "scatter" and _is_discrete(data, given):
        given |= {"add_legend": True, "add_colorbar": False}
        given["cmap"] = given.get("cmap") or without_light_end(plt.rcParams["image.cmap"])
    thin = kind == "contour" or (kind == "scatter" and given.get("hue"))
    if thin and given.get("cmap") is None and given.get("colors") is None:
        # The middle of a diverging map, which xarray takes around 0, is white like the paper
        given["cmap"] = plt.rcParams["image.cmap"]
    if kind == "hist" and (given.get("col") or given.get("row")):
        return _draw_histograms(data, hlpr, given)
    ratio = space_ratio(kind, data, given)
    if given.get("aspect") in ("equal", "auto"):
        del given["aspect"]
    drawn = _draw(data.plot if kind is None else getattr(data.plot, kind), data, hlpr, given, ratio)
    if ratio is not None:
        undistort(hlpr.fig, ratio)
    if kind in ("imshow", "pcolormesh"):
        _whole_ticks(data, hlpr, given)
    if kind == "hist":
        hlpr.ax.set_ylabel("Count")
    return drawn


def hints(kind: str | None, arguments: Mapping[str, Any]) -> str:
    """Say which arguments of a kind are probably misspelt.

    Examples
    --------
    >>> hints("line", {"x": "time", "add_legned": True})
    "add_legned: Did you mean 'add_legend'?"
    """
    artist = _ARTISTS.get(kind or "")
    method = getattr(xr.plot, kind or "line", None)
    if artist is None or method is None:
        return ""
    setters = ArtistInspector(artist).get_setters()
    known = [*inspect.signature(method).parameters, *setters, "x", "y", "hue", "cmap", "norm"]
    near = {name: suggest(name, known, limit=0) for name in arguments if name not in known}
    return " ".join(f"{name}: {hint}" for name, hint in near.items() if hint)


def _whole_ticks(data: Data, hlpr: PlotHelper, arguments: Mapping[str, Any]) -> None:
    """Let ticks be at the cells, not between them, where these are counted."""
    for axis in "xy":
        name = arguments.get(axis)
        if name in data.coords and data[name].dtype.kind in "iu":
            for ax in hlpr.axes.flat:
                getattr(ax, f"{axis}axis").get_major_locator().set_params(integer=True)


def _is_discrete(data: Data, arguments: Mapping[str, Any]) -> bool:
    """Whether colours stand for a few numbers of a dimension, which a legend can list."""
    hue = arguments.get("hue")
    is_said = {"add_legend", "add_colorbar", "cbar_kwargs", "norm"} & set(arguments)
    if is_said or hue not in data.coords or hue not in data.dims:
        return False
    return data.sizes[hue] <= MOST_LEGEND_ENTRIES and data[hue].dtype.kind in "fiu"


def _draw(
    method: Any,
    data: Data,
    hlpr: PlotHelper,
    arguments: Mapping[str, Any],
    ratio: float | None = None,
) -> Any:
    if arguments.get("col") or arguments.get("row"):
        with facets.layout_kept():
            grid = method(**{**grid_size(data, arguments, ratio), **arguments})
        facets.attach(hlpr, grid)
        return grid
    if any(arguments.get(key) is not None for key in ("figsize", "size", "subplot_kws")):
        drawn = method(**arguments)
        hlpr.attach_figure_and_axes(plt.gcf(), plt.gca())
        return drawn
    if hlpr.has_figure:
        hlpr.setup_figure()
    return method(ax=hlpr.ax, **arguments)


def _draw_lines(kind: str, data: Any, hlpr: PlotHelper, arguments: dict[str, Any]) -> Any:
    spec = arguments.pop("hue_colors", None)
    hue = _hue(data, arguments)
    if hue is None:
        return _draw(getattr(data.plot, kind), data, hlpr, arguments)
    values = data[hue].values
    colors = None if "color" in arguments else colors_of_values(values.tolist(), spec)
    with_legend = arguments.pop("add_legend", True)
    cycle: Any = {} if colors is None else {"axes.prop_cycle": cycler(color=colors)}
    with plt.rc_context(cycle):
        drawn = _draw(getattr(data.plot, kind), data, hlpr, {**arguments, "add_legend": False})
    if with_legend:
        lines = drawn.axs.flat[0].lines if isinstance(drawn, FacetGrid) else drawn
        _explain(hlpr, data[hue], list(lines), colors)
    return drawn


def _hue(data: xr.DataArray, arguments: Mapping[str, Any]) -> str | None:
    """The dimension of lines: `hue`, or what is left."""
    if arguments.get("hue"):
        return str(arguments["hue"])
    along = arguments.get("x") or arguments.get("y")
    used = {arguments.get("col"), arguments.get("row"), *(data[along].dims if along else ())}
    left = [str(dim) for dim in data.dims if dim not in used]
    return left[0] if along and len(left) == 1 else None


def _explain(
    hlpr: PlotHelper, hue: xr.DataArray, lines: list[Any], colors: Sequence[Any] | None
) -> None:
    figure, title = hlpr.fig, axis_label(hue)
    numeric = hue.dtype.kind in "fiu"
    if colors is not None and numeric and hue.size > MOST_LEGEND_ENTRIES:
        axes = [ax for ax in hlpr.axes.flat if ax.get_visible()]
        ticks = MaxNLocator(integer=hue.dtype.kind in "iu")
        scale = _scale(hue.values, colors)
        bar = figure.colorbar(scale, ax=axes, label=title, spacing="proportional", ticks=ticks)
        bar.ax.minorticks_off()
        return
    labels = value_labels(hue.values)
    if hlpr.axes.size == 1:
        hlpr.ax.legend(lines, labels, title=title)
    else:
        facets.add_legend(figure, lines, labels, title)


def _scale(values: np.ndarray, colors: Sequence[Any]) -> ScalarMappable:
    """A scale that has each value's colour at the value."""
    order = np.argsort(values)
    sorted_values = values[order].astype(float)
    if len(sorted_values) < 2:
        return ScalarMappable(Normalize(), ListedColormap(list(colors)))
    middles = (sorted_values[1:] + sorted_values[:-1]) / 2
    edges = [2 * sorted_values[0] - middles[0], *middles, 2 * sorted_values[-1] - middles[-1]]
    return ScalarMappable(
        BoundaryNorm(edges, len(values)), ListedColormap([colors[i] for i in order])
    )


def _draw_histograms(data: Any, hlpr: PlotHelper, arguments: dict[str, Any]) -> Any:
    of_grid = ("col", "row", "col_wrap", "sharex", "sharey", "figsize", "aspect", "size")
    options = {key: arguments.pop(key) for key in of_grid if key in arguments}
    options |= grid_size(data, options)
    numbers = data.values[np.isfinite(data.values)]
    bins = np.histogram_bin_edges(numbers, arguments.pop("bins", 10), arguments.pop("range", None))
    with facets.layout_kept():
        grid: Any = FacetGrid(data, **options)
        for place, ax in zip(grid.name_dicts.flat, grid.axs.flat, strict=True):
            ax.set_visible(place is not None)
            if place is not None:
                data.loc[place].plot.hist(ax=ax, bins=bins, **arguments)
                ax.set(title="", xlabel="", ylabel="")
        grid.set_axis_labels(axis_label(data), "Count")
        grid.set_titles()
    facets.attach(hlpr, grid)
    return grid
