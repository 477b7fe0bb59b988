"""Where axes are in a figure, and the room that titles and legends take."""

from __future__ import annotations

import contextlib
import weakref
from collections.abc import Iterator
from typing import Any, Literal

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine, LayoutEngine, TightLayoutEngine
from matplotlib.transforms import Bbox

from paraverse.plot.layout import legends as legend_places

_ARRANGED: weakref.WeakSet[Figure] = weakref.WeakSet()


def arrange(figure: Figure, *, moving: bool = False) -> None:
    """Lay out a figure, once: a second time does nothing, and later changes do not move anything.

    Legends without a place of their own are put where they cover no data: in a corner or at an
    edge of the axes, or beside the axes.

    Parameters
    ----------
    figure
        The figure.
    moving
        Whether data may be elsewhere in the next frame.
    """
    if figure in _ARRANGED:
        return
    _ARRANGED.add(figure)
    legends = legend_places.without_place(figure)
    engine = figure.get_layout_engine()
    if isinstance(engine, ConstrainedLayoutEngine) and any(map(_is_undistorted, figure.axes)):
        # Else axes that keep their form are far apart, and colour bars taller than they are
        engine = ConstrainedLayoutEngine(**engine.get(), compress=True)
    if engine is not None:
        if any(ax.name == "3d" for ax in figure.axes):
            figure.draw_without_rendering()  # else they do not know yet where their labels are
        _execute(engine, figure)
    beside = [legend for legend in legends if moving or not legend_places.inside(figure, legend)]
    if beside and engine is not None:
        for legend in beside:
            legend_places.beside(legend)
        _execute(engine, figure)
    _align_titles(figure)
    switch_off(figure)


def arrange_like(figure: Figure, model: Figure) -> None:
    """Lay out a figure as another one, so that frames of an animation do not tremble.

    Parameters
    ----------
    figure
        The figure.
    model
        A figure that is laid out. If it has other axes, the figure is laid out by itself.
    """
    if figure in _ARRANGED:
        return
    if len(figure.axes) != len(model.axes):
        arrange(figure)
        return
    _ARRANGED.add(figure)
    switch_off(figure)
    title, placed_title = figure._suptitle, model._suptitle  # type: ignore[attr-defined]
    if title is not None and placed_title is not None:
        title.set_position(placed_title.get_position())
        title.set_verticalalignment(placed_title.get_verticalalignment())
    for ax, other in zip(figure.axes, model.axes, strict=True):
        ax.set_position(other.get_position(original=True))
        legend, placed = ax.get_legend(), other.get_legend()
        if legend is not None and placed is not None:
            legend.set_loc(placed._get_loc())  # type: ignore[attr-defined]
            anchor = placed.get_bbox_to_anchor().transformed(other.transAxes.inverted())
            legend.set_bbox_to_anchor(anchor, transform=ax.transAxes)


def _align_titles(figure: Figure) -> None:
    """Put the titles of a row of axes at the same height: what is above one axis lifts its own."""
    rows: dict[Any, list[Axes]] = {}
    for ax in figure.axes:
        place = ax.get_subplotspec()
        if place is not None and ax.get_title() and ax.name == "rectilinear":
            rows.setdefault((place.get_gridspec(), place.rowspan.start), []).append(ax)
    for row in rows.values():
        top = max(ax.title.get_position()[1] for ax in row)
        for ax in row if len(row) > 1 else ():
            ax.title.set_y(top)
            ax._autotitlepos = False  # type: ignore[attr-defined]


def _is_undistorted(ax: Axes) -> bool:
    return ax.name == "rectilinear" and ax.get_aspect() != "auto"


def switch_off(figure: Figure) -> None:
    """Leave everything where it is from now on."""
    with no_engine():
        figure.set_layout_engine(None)


@contextlib.contextmanager
def no_engine() -> Iterator[None]:
    """Let figures without a layout engine stay so, in particular while they are saved.

    matplotlib would give them a new one, and draw twice.
    """
    with plt.rc_context({"figure.constrained_layout.use": False, "figure.autolayout": False}):
        yield


def make_room(
    figure: Figure, artist: Artist, side: Literal["top", "right"], margin: float | None
) -> None:
    """Make room for something at the edge of a figure.

    Parameters
    ----------
    figure
        The figure.
    artist
        What is there.
    side
        The edge.
    margin
        Space between it and the axes, as a fraction of the figure; None for what is usual.
    """
    engine = figure.get_layout_engine()
    if isinstance(engine, ConstrainedLayoutEngine):
        left, bottom, width, height = engine.get()["rect"]
        if margin is not None and side == "top":
            engine.set(rect=(left, bottom, width, height - margin))
        elif margin is not None:
            engine.set(rect=(left, bottom, width - margin, height))
    elif figure not in _ARRANGED and (engine is None or engine.adjust_compatible):
        box = figure.transFigure.inverted().transform_bbox(artist.get_window_extent())
        size = box.height if side == "top" else box.width
        size += 0.02 + (0.02 if margin is None else margin)
        if isinstance(engine, TightLayoutEngine):
            rect = list(engine.get()["rect"])
            rect[3 if side == "top" else 2] -= size
            engine.set(rect=tuple(rect))
        else:
            figure.subplots_adjust(**{side: 1 - size})


def outside(figure: Figure, loc: Any) -> Any:
    """Return the location of a figure's legend that takes no room from the axes, if possible.

    Examples
    --------
    >>> outside(plt.figure(layout="constrained"), "upper right")
    'outside right upper'
    >>> outside(plt.figure(layout="constrained"), "center left")
    'outside left center'
    """
    constrained = isinstance(figure.get_layout_engine(), ConstrainedLayoutEngine)
    if not constrained or not isinstance(loc, str) or loc == "center" or "outside" in loc:
        return loc
    words = loc.split()
    side = next((word for word in words if word in ("left", "right")), words[0])
    along = next((word for word in words if word != side), "center")
    return f"outside {side} {along}"


def _execute(engine: LayoutEngine, figure: Figure) -> None:
    others = (*figure.legends, *figure.subfigs, figure._suptitle)  # type: ignore[attr-defined]
    match figure.axes:
        case [ax] if (
            isinstance(engine, ConstrainedLayoutEngine)
            and (ax.name, ax.get_aspect()) == ("rectilinear", "auto")
            and not any(others)
        ):
            _fit(figure, ax, engine)
        case _:
            engine.execute(figure)


def _fit(figure: Figure, ax: Axes, engine: ConstrainedLayoutEngine) -> None:
    """Do what the layout engine does for one axes, in half the time.

    It measures everything twice, as ticks can become others when the axes changes its size.
    """
    pads = engine.get()
    pad = np.array([pads["w_pad"], pads["h_pad"]]) / figure.get_size_inches()
    for _ in range(2):
        ticks = _tick_places(ax)
        taken = ax.get_tightbbox(for_layout_only=True)
        assert taken is not None
        low, high = figure.transFigure.inverted().transform_bbox(taken).get_points()
        before = ax.get_position(original=True)
        box = Bbox([before.min - low + pad, 1 - (high - before.max) - pad])
        ax.set_position(box, which="original")
        ax.set_in_layout(True)
        ax.apply_aspect()
        if ticks == _tick_places(ax):
            break


def _tick_places(ax: Axes) -> list[list[float]]:
    return [list(axis.get_majorticklocs()) for axis in (ax.xaxis, ax.yaxis)]
