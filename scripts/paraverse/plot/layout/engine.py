"""Running matplotlib's layout engines, and preventing them from running again."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine, LayoutEngine
from matplotlib.transforms import Bbox

from paraverse.plot.layout.tick_boxes import measuring_ticks_once


def disable_engine(figure: Figure) -> None:
    """Fix the present layout of a figure.

    Parameters
    ----------
    figure
        The figure, which loses its layout engine, so that axes keep their positions.
    """
    with without_engine():
        figure.set_layout_engine(None)


@contextlib.contextmanager
def without_engine() -> Iterator[None]:
    """Prevent figures without a layout engine from getting one, in particular while being saved.

    Otherwise, matplotlib would create one according to the style and draw the figure twice.
    """
    with plt.rc_context({"figure.constrained_layout.use": False, "figure.autolayout": False}):
        yield


@contextlib.contextmanager
def including_labels_of_3d_axes(figure: Figure) -> Iterator[bool]:
    """Let layout engines take the labels of 3D axes into account, which they otherwise ignore.

    Parameters
    ----------
    figure
        The figure.

    Yields
    ------
    bool
        Whether the figure has 3D axes.
    """
    axes: list[Any] = [ax for ax in figure.axes if ax.name == "3d"]
    for ax in axes:
        ax.get_tightbbox = functools.partial(_tightbbox_with_labels, ax)
    try:
        yield bool(axes)
    finally:
        for ax in axes:
            del ax.get_tightbbox


def _tightbbox_with_labels(
    ax: Any, *args: Any, for_layout_only: bool = False, **kwargs: Any
) -> Any:
    if not ax.get_visible():  # where matplotlib fails
        return None
    return type(ax).get_tightbbox(ax, *args, for_layout_only=False, **kwargs)


def outside_location(figure: Figure, loc: Any) -> Any:
    """Return a location for a figure legend that, if possible, does not overlap the axes.

    Parameters
    ----------
    figure
        The figure of the legend.
    loc
        Location as for `matplotlib.figure.Figure.legend`.

    Returns
    -------
    object
        A location that starts with ``outside`` if the figure has constrained layout and `loc` is
        the name of a side or corner; otherwise `loc`.

    Examples
    --------
    >>> outside_location(plt.figure(layout="constrained"), "upper right")
    'outside right upper'
    >>> outside_location(plt.figure(layout="constrained"), "center left")
    'outside left center'
    """
    constrained = isinstance(figure.get_layout_engine(), ConstrainedLayoutEngine)
    if not constrained or not isinstance(loc, str) or loc == "center" or "outside" in loc:
        return loc
    words = loc.split()
    side = next((word for word in words if word in ("left", "right")), words[0])
    along = next((word for word in words if word != side), "center")
    return f"outside {side} {along}"


def execute_engine(engine: LayoutEngine, figure: Figure) -> None:
    """Lay out a figure.

    Parameters
    ----------
    engine
        The layout engine. If it is a constrained layout, and the figure has single axes and no
        title or legend of its own, the layout is computed here in half the time matplotlib takes.
    figure
        The figure, whose axes are moved and resized.
    """
    # `get_suptitle` is public, but does not distinguish an empty title from none
    others = (*figure.legends, *figure.subfigs, figure._suptitle)  # type: ignore[attr-defined]
    match figure.axes:
        case [ax] if (
            isinstance(engine, ConstrainedLayoutEngine)
            and (ax.name, ax.get_aspect()) == ("rectilinear", "auto")
            and not any(others)
        ):
            with measuring_ticks_once(figure):
                _fit_single_axes(figure, ax, engine)
        case _:
            engine.execute(figure)


def _fit_single_axes(figure: Figure, ax: Axes, engine: ConstrainedLayoutEngine) -> None:
    # The engine measures all artists at least twice, as ticks can change with the size of the axes
    pads = engine.get()
    pad = np.array([pads["w_pad"], pads["h_pad"]]) / figure.get_size_inches()
    left, bottom, width, height = pads["rect"]
    corner, opposite = np.array([left, bottom]), np.array([left + width, bottom + height])
    for _ in range(2):
        ticks = _tick_positions(ax)
        occupied = ax.get_tightbbox(for_layout_only=True)
        assert occupied is not None
        low, high = figure.transFigure.inverted().transform_bbox(occupied).get_points()
        before = ax.get_position(original=True)
        box = Bbox([corner + before.min - low + pad, opposite - (high - before.max) - pad])
        ax.set_position(box, which="original")
        ax.set_in_layout(True)
        ax.apply_aspect()
        if ticks == _tick_positions(ax):
            break


def _tick_positions(ax: Axes) -> list[list[float]]:
    return [list(axis.get_majorticklocs()) for axis in (ax.xaxis, ax.yaxis)]
