"""Grids of axes created by xarray, with one axes for each value of one or two dimensions."""

from __future__ import annotations

import contextlib
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.arrange import make_room
from paraverse.plot.layout.proportions import configured_size

_LAYOUT_METHODS = ("tight_layout", "subplots_adjust", "draw")
"""Methods of a figure that xarray uses to arrange the axes of its grids."""


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
    _wrap_labels(grid)
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


def _wrap_labels(grid: Any) -> None:
    """Wrap labels that are longer than their axes, so that they do not overlap adjacent labels."""
    rows, columns = grid.axs.shape
    width, height = grid.fig.get_size_inches()
    lengths = {"xaxis": 0.8 * width / columns, "yaxis": 0.8 * height / rows}
    for ax in grid.axs.flat:
        for axis, length in lengths.items():
            label = getattr(ax, axis).label
            characters = int(length * 72 / (0.55 * label.get_size()))
            if "$" not in label.get_text():
                label.set_text("\n".join(textwrap.wrap(label.get_text(), characters)))


def _disable_layout_methods(figure: Figure) -> None:
    if _is_constrained(figure):
        for name in _LAYOUT_METHODS:
            setattr(figure, name, lambda *args, **kwargs: None)


def _is_constrained(figure: Figure) -> bool:
    return isinstance(figure.get_layout_engine(), ConstrainedLayoutEngine)
