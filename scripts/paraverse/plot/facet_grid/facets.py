"""Grids of axes, one for each value of one or two dimensions."""

from __future__ import annotations

import contextlib
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout import constrained as layout

_MOVES = ("tight_layout", "subplots_adjust", "draw")
"""Methods by which xarray arranges the axes of its grids."""


@contextlib.contextmanager
def layout_kept() -> Iterator[None]:
    """Keep the layout engine of the figures that xarray makes.

    xarray arranges its grids by hand, once, for which it draws them twice; titles and labels that
    are set later would then have no room.
    """
    hooks = [*plt.rcParams["figure.hooks"], f"{__name__}:_hold"]
    with plt.rc_context({"figure.hooks": hooks}):
        yield


def attach(hlpr: PlotHelper, grid: Any) -> None:
    """Hand over a grid that xarray has drawn.

    Parameters
    ----------
    hlpr
        Gets the figure and the axes.
    grid
        An `xarray.plot.FacetGrid`.
    """
    for name in _MOVES:
        vars(grid.fig).pop(name, None)
    if grid.figlegend is not None and _is_constrained(grid.fig):
        grid.figlegend.set_loc("outside center right")
    _wrap_labels(grid)
    hlpr.attach_figure_and_axes(grid.fig, grid.axs, skip_if_identical=True)
    hlpr.attrs["facet_grid"] = grid


def _wrap_labels(grid: Any) -> None:
    """Break labels that are longer than their axes: they would reach into the next ones'."""
    rows, columns = grid.axs.shape
    width, height = grid.fig.get_size_inches()
    lengths = {"xaxis": 0.8 * width / columns, "yaxis": 0.8 * height / rows}
    for ax in grid.axs.flat:
        for axis, length in lengths.items():
            label = getattr(ax, axis).label
            characters = int(length * 72 / (0.55 * label.get_size()))
            if "$" not in label.get_text():
                label.set_text("\n".join(textwrap.wrap(label.get_text(), characters)))


def add_legend(figure: Figure, handles: Sequence[Any], labels: Sequence[str], title: str) -> None:
    """Add a legend beside the axes of a figure, which gets wider by it.

    Parameters
    ----------
    figure
        The figure.
    handles, labels
        The entries.
    title
        The title of the legend.
    """
    place: Any = "outside center right" if _is_constrained(figure) else "center right"
    legend = figure.legend(handles, labels, title=title, loc=place)
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    width = legend.get_window_extent(renderer).width / figure.dpi
    figure.set_figwidth(figure.get_figwidth() + width)
    layout.make_room(figure, legend, "right", None)


def _hold(figure: Figure) -> None:
    if _is_constrained(figure):
        for name in _MOVES:
            setattr(figure, name, lambda *args, **kwargs: None)


def _is_constrained(figure: Figure) -> bool:
    return isinstance(figure.get_layout_engine(), ConstrainedLayoutEngine)
