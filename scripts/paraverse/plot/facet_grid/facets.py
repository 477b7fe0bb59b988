"""Grids of axes created by xarray, with one axes for each value of one or two dimensions."""

from __future__ import annotations

import contextlib
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import matplotlib.pyplot as plt
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from paraverse.plot.appearance.labels import unit_suffix, value_labels
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.arrange import make_room
from paraverse.plot.layout.proportions import configured_size
from paraverse.plot.layout.wrapped_texts import mark_row_title

_LAYOUT_METHODS = ("tight_layout", "subplots_adjust", "draw")
"""Methods of a figure that xarray uses to arrange the axes of its grids."""

_ROW_TITLE = 30
"""Length of the lines of row titles, which may be shorter where the axes are less high."""


@contextlib.contextmanager
def preserve_layout_engine() -> Iterator[None]:
    """Prevent xarray from arranging the axes of the figures that it creates.

    xarray arranges its grids once, which requires drawing them twice and leaves no space for titles
    and labels that are set later. Instead, figures with a constrained layout keep it until they
    are attached by `attach_grid`.

    Yields
    ------
    None
        Nothing. Figures that are created inside the context keep their layout engine.
    """
    hooks = [*plt.rcParams["figure.hooks"], f"{__name__}:_disable_layout_methods"]
    with plt.rc_context({"figure.hooks": hooks}):
        yield


def attach_grid(hlpr: PlotHelper, grid: Any) -> None:
    """Attach the figure and the axes of a grid to a `PlotHelper`.

    Parameters
    ----------
    hlpr
        The plot helper, which receives the figure and, as ``hlpr.attrs["facet_grid"]``, the grid.
    grid
        An `xarray.plot.FacetGrid`, drawn inside `preserve_layout_engine`.
    """
    for name in _LAYOUT_METHODS:
        vars(grid.fig).pop(name, None)
    if grid.figlegend is not None and _is_constrained(grid.fig):
        grid.figlegend.set_loc("outside center right")
    figure_size = configured_size()
    if figure_size is not None and grid.figlegend is not None:  # xarray has widened the figure
        grid.fig.set_size_inches(figure_size)
    _explain_empty_axes(grid)
    set_titles(grid)
    _label_lowest_axes(grid)
    hlpr.attach_figure_and_axes(grid.fig, grid.axs, skip_if_identical=True)
    hlpr.attrs["facet_grid"] = grid


def add_legend(
    figure: Figure, handles: Sequence[Any], labels: Sequence[str], title: str | None
) -> None:
    """Add a legend to the right of all axes, widening the figure unless its style sets the size.

    Parameters
    ----------
    figure
        The figure, which is modified.
    handles
        The artists of the entries.
    labels
        The labels of the entries.
    title
        The title of the legend; None if it has none.
    """
    loc: Any = "outside center right" if _is_constrained(figure) else "center right"
    legend = figure.legend(handles, labels, title=title, loc=loc)
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    if configured_size() is None:
        width = legend.get_window_extent(renderer).width / figure.dpi
        figure.set_figwidth(figure.get_figwidth() + width)
    make_room(figure, legend, "right", None)


def set_titles(
    grid: Any,
    template: str = "{coord} = {value}{units}",
    maxchar: int | None = None,
    size: Any = None,
    **text: Any,
) -> None:
    """Set the titles of the axes in a grid: above each of them, or along its edges.

    xarray's own titles lack units, and cut values off where these differ.

    Parameters
    ----------
    grid
        An `xarray.plot.FacetGrid`.
    template
        The titles, with ``{coord}`` for the name of the dimension, ``{value}``, and ``{units}`` for
        the units in brackets after a space.
    maxchar
        The number of characters after which titles are cut off. By default, they are wrapped where
        they would overlap those of other axes.
    size
        The size of the font. By default, that of labels of axes.
    text
        Properties of the text.
    """
    text = {"size": plt.rcParams["axes.labelsize"] if size is None else size, **text}
    first = grid.name_dicts.flat[0]
    if len(first) == 1:
        (dim,) = first
        # The last row may have fewer axes
        for title, ax in zip(
            _titles(grid.data[dim], template, maxchar), grid.axs.flat, strict=False
        ):
            ax.set_title(title, **text)
        return
    row, col = first
    for title, ax in zip(_titles(grid.data[col], template, maxchar), grid.axs[0], strict=True):
        ax.set_title(title, **text)
    titles = [textwrap.fill(t, _ROW_TITLE) for t in _titles(grid.data[row], template, maxchar)]
    for index, (title, ax) in enumerate(zip(titles, grid.axs[:, -1], strict=True)):
        label = grid.row_labels[index] or _add_row_title(ax)
        label.set(text=title, **text)
        mark_row_title(label)
        grid.row_labels[index] = label


def _explain_empty_axes(grid: Any) -> None:
    """Say of axes whose values are all missing that they are not empty by mistake."""
    for labels, ax in zip(grid.name_dicts.flat, grid.axs.flat, strict=True):
        if labels is not None and _is_missing(grid.data.loc[labels]):
            options = {"ha": "center", "va": "center", "color": "0.5"}
            getattr(ax, "text2D", ax.text)(0.5, 0.5, "no data", transform=ax.transAxes, **options)


def _is_missing(data: xr.DataArray | xr.Dataset) -> bool:
    arrays = list(data.data_vars.values()) if isinstance(data, xr.Dataset) else [data]
    return all(array.dtype.kind in "fc" and bool(array.isnull().all()) for array in arrays)


def _add_row_title(ax: Axes) -> Any:
    return ax.annotate(
        "", (1.02, 0.5), xycoords="axes fraction", rotation=270, ha="left", va="center"
    )


def _label_lowest_axes(grid: Any) -> None:
    """Label the x axes above the empty part of the last row, which have no ticks otherwise."""
    if len(grid.axs) < 2:
        return
    label = grid.axs[-1, 0].get_xlabel()
    for labels, ax in zip(grid.name_dicts[-1], grid.axs[-2], strict=True):
        if labels is None and ax.name == "rectilinear":
            ax.tick_params(axis="x", labelbottom=True)
            ax.set_xlabel(label)
            # There is room in the empty part, so the rows need no more distance
            ax.xaxis.get_tightbbox = lambda *args, **kwargs: None


def _titles(coordinate: xr.DataArray, template: str, maxchar: int | None) -> list[str]:
    titles = [
        template.format(coord=coordinate.name, value=label, units=unit_suffix(coordinate))
        for label in value_labels(coordinate.values)
    ]
    if maxchar is None:
        return titles
    return [t if len(t) <= maxchar else f"{t[: max(0, maxchar - 1)]}…" for t in titles]


def _disable_layout_methods(figure: Figure) -> None:
    if _is_constrained(figure):
        for name in _LAYOUT_METHODS:
            setattr(figure, name, lambda *args, **kwargs: None)


def _is_constrained(figure: Figure) -> bool:
    return isinstance(figure.get_layout_engine(), ConstrainedLayoutEngine)
