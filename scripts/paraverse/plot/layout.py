"""Where things are in a figure: axes, legends, the room that titles take."""

from __future__ import annotations

import contextlib
import math
import weakref
from collections.abc import Iterator
from typing import Any, Literal

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection, QuadMesh
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.legend import Legend
from matplotlib.path import Path
from matplotlib.transforms import Bbox, BboxTransformTo, Transform

_BEST = 0
"""matplotlib's code of a legend that has no place of its own."""

_INSIDE = {
    "upper right": (1, 1),
    "upper left": (0, 1),
    "lower left": (0, 0),
    "lower right": (1, 0),
    "center right": (1, 0.5),
    "center left": (0, 0.5),
    "upper center": (0.5, 1),
    "lower center": (0.5, 0),
}
"""Places of a legend in the axes, the usual ones first."""

_ARRANGED: weakref.WeakSet[Figure] = weakref.WeakSet()


def arrange(figure: Figure) -> None:
    """Lay out a figure, once: a second time does nothing, and later changes do not move anything.

    Legends without a place of their own are put where they cover no data: in a corner or at an
    edge of the axes, or beside the axes.
    """
    if figure in _ARRANGED:
        return
    _ARRANGED.add(figure)
    legends = [
        legend
        for ax in figure.axes
        if (legend := ax.get_legend()) is not None
        and legend.get_visible()
        and legend._get_loc() == _BEST  # type: ignore[attr-defined]
        and ax.name != "3d"
    ]
    for legend in legends:
        legend.set_loc("upper right")  # matplotlib's own search takes long for many data
        legend.set_in_layout(False)
    engine = figure.get_layout_engine()
    if engine is not None:
        if any(ax.name == "3d" for ax in figure.axes):
            figure.draw_without_rendering()  # else they do not know yet where their labels are
        engine.execute(figure)
    for legend in legends:
        legend.axes.apply_aspect()
    beside = [legend for legend in legends if not _place_inside(figure, legend)]
    if beside and engine is not None:
        for legend in beside:
            _place_beside(figure, legend)
        engine.execute(figure)
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
    for ax, other in zip(figure.axes, model.axes, strict=True):
        ax.set_position(other.get_position(original=True))
        legend, placed = ax.get_legend(), other.get_legend()
        if legend is not None and placed is not None:
            legend.set_loc(placed._get_loc())  # type: ignore[attr-defined]
            anchor = placed.get_bbox_to_anchor().transformed(other.transAxes.inverted())
            legend.set_bbox_to_anchor(anchor, transform=ax.transAxes)


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
        figure.subplots_adjust(**{side: 1 - size - (0.02 if margin is None else margin) - 0.02})


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


def _place_inside(figure: Figure, legend: Legend) -> bool:
    """Put a legend where nothing is drawn; whether there is such a place."""
    ax = legend.axes
    assert ax is not None
    size = legend.get_window_extent()
    pad = legend.borderaxespad * legend.prop.get_size_in_points() * figure.dpi / 72
    room = ax.bbox.padded(-pad)
    if size.width > room.width or size.height > room.height:
        return False
    drawn = _Drawn()
    for other in figure.axes:
        if other.get_visible() and other.bbox.overlaps(ax.bbox):
            drawn.add(other)
    for loc, (right, up) in _INSIDE.items():
        x = room.x0 + right * (room.width - size.width)
        y = room.y0 + up * (room.height - size.height)
        if not drawn.is_in(Bbox.from_bounds(x, y, size.width, size.height)):
            legend.set_loc(loc)  # type: ignore[arg-type]
            return True
    return False


def _place_beside(figure: Figure, legend: Legend) -> None:
    ax = legend.axes
    assert ax is not None
    legend.set_in_layout(True)
    columns = math.ceil(legend.get_window_extent().height / ax.bbox.height)
    if columns > 1:
        labels = [text.get_text() for text in legend.get_texts()]
        title = legend.get_title().get_text() or None
        handles: Any = legend.legend_handles
        legend = ax.legend(handles, labels, title=title, prop=legend.prop, ncols=columns)
    legend.set_loc("upper left")
    legend.set_bbox_to_anchor((1, 1), transform=ax.transAxes)


class _Drawn:
    """What is drawn and a legend should not cover, in pixels."""

    def __init__(self) -> None:
        self._lines: list[Path] = []
        self._areas: list[Path] = []
        self._points: list[np.ndarray] = []

    def is_in(self, box: Bbox) -> bool:
        """Whether something is in a box, at least in part."""
        low, high = box.get_points()
        return (
            any(((low < points) & (points < high)).all(axis=1).any() for points in self._points)
            or any(area.intersects_bbox(box, filled=True) for area in self._areas)
            or any(line.intersects_bbox(box, filled=False) for line in self._lines)
        )

    def add(self, ax: Axes) -> None:
        """Add what is drawn on axes."""
        for line in ax.lines:
            if line.get_linestyle() == "None":
                self._points.append(line.get_transform().transform(line.get_xydata()))
            else:
                self._add_path(line.get_path(), line.get_transform())
        for patch in ax.patches:
            self._add_path(patch.get_path(), patch.get_transform(), filled=patch.get_fill())
        for artist in (*ax.images, *ax.texts):
            self._add_box(artist.get_window_extent())
        for collection in ax.collections:
            self._add_collection(collection)

    def _add_collection(self, collection: Collection) -> None:
        transform = collection.get_transform()
        offsets = np.asarray(collection.get_offsets())
        if isinstance(collection, QuadMesh):
            self._add_box(transform.transform_bbox(collection.get_datalim(transform)))
        elif offsets.any():  # markers; other collections have the one offset (0, 0)
            self._points.append(collection.get_offset_transform().transform(offsets))
        else:
            for path in collection.get_paths():
                self._add_path(path, transform, filled=len(collection.get_facecolor()) > 0)

    def _add_box(self, box: Bbox) -> None:
        self._add_path(Path.unit_rectangle(), BboxTransformTo(box), filled=True)

    def _add_path(self, path: Path, transform: Transform, *, filled: bool = False) -> None:
        parts = path.to_polygons(transform, closed_only=False)
        (self._areas if filled else self._lines).extend(map(Path, parts))
