"""Helpers for the whole figure: its title, margins and aligned labels."""

from __future__ import annotations

from typing import Any

from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.arrange import make_room
from paraverse.plot.layout.engine import disable_engine
from paraverse.plot.registry import helper


@helper(of_figure=True)
def align_labels(hlpr: PlotHelper, *, x: bool = True, y: bool = True) -> None:
    """Align the labels of axes in the same row or column.

    Parameters
    ----------
    hlpr
        The plot helper of the figure.
    x, y
        Whether to align the labels of the x axes (in each row) and of the y axes (in each column).
    """
    if x:
        hlpr.fig.align_xlabels()
    if y:
        hlpr.fig.align_ylabels()


@helper(of_figure=True)
def set_suptitle(
    hlpr: PlotHelper, *, title: str | None = None, margin: float | None = None, **text: Any
) -> None:
    """Set the title of the figure, and make room for it.

    Parameters
    ----------
    hlpr
        The plot helper of the figure.
    title
        The title; None removes it.
    margin
        Additional space between the title and the axes, as a fraction of the height of the figure.
        By default, the layout determines it.
    text
        Arguments of `matplotlib.figure.Figure.suptitle`, such as `fontsize`. If `y` is among them,
        no room is made.
    """
    artist = hlpr.fig.suptitle(title or "", **text)
    if title and "y" not in text:
        make_room(hlpr.fig, artist, "top", margin)


@helper(of_figure=True)
def subplots_adjust(hlpr: PlotHelper, **edges: float) -> None:
    """Set the margins of the figure and the space between its axes, and turn off automatic layout.

    Parameters
    ----------
    hlpr
        The plot helper of the figure.
    edges
        Arguments of `matplotlib.figure.Figure.subplots_adjust`: `left`, `right`, `bottom`, `top` as
        fractions of the size of the figure, and `wspace`, `hspace` as fractions of the average
        size of the axes.
    """
    disable_engine(hlpr.fig)
    hlpr.fig.subplots_adjust(**edges)
