"""The figure as a whole: its title, its labels, its margins."""

from __future__ import annotations

from typing import Any

from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout import constrained as layout
from paraverse.plot.registry import helper


@helper(of_figure=True)
def align_labels(hlpr: PlotHelper, *, x: bool = True, y: bool = True) -> None:
    """Put the labels of axes below and beside each other in line.

    Parameters
    ----------
    hlpr
        The figure.
    x, y
        Whether to do so with those of the x axes and of the y axes.
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
        The figure.
    title
        The title; None removes it.
    margin
        Additional space below it, as a fraction of the figure's height.
    text
        Arguments of `matplotlib.figure.Figure.suptitle`; with `y`, no room is made.
    """
    written = hlpr.fig.suptitle(title or "", **text)
    if title and "y" not in text:
        layout.make_room(hlpr.fig, written, "top", margin)


@helper(of_figure=True)
def subplots_adjust(hlpr: PlotHelper, **edges: float) -> None:
    """Set the margins of the figure and the space between its axes by hand.

    Parameters
    ----------
    hlpr
        The figure.
    edges
        Arguments of `matplotlib.figure.Figure.subplots_adjust`: `left`, `right`, `bottom`, `top`,
        `wspace`, `hspace`.
    """
    layout.switch_off(hlpr.fig)
    hlpr.fig.subplots_adjust(**edges)
