"""Titles and labels that are wrapped or moved where they would overlap others."""

from __future__ import annotations

import re
import textwrap
import weakref

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

_GAP = 0.8
"""Distance of texts of neighboring axes, relative to the size of the font."""

_MIN_CHARACTERS = 5
"""Length below which lines are not wrapped, as nobody would read them."""

_ANGLE = 3.2
"""Width of the label of an angle, such as 180°, relative to the size of the font."""

_ROW_TITLES: weakref.WeakSet[Text] = weakref.WeakSet()


def mark_row_title(text: Text) -> None:
    """State that a text runs along the height of its axes."""
    _ROW_TITLES.add(text)


def wrap_texts(figure: Figure) -> bool:
    """Wrap the titles and labels of axes that are longer than there is room.

    Parameters
    ----------
    figure
        The figure, which has been laid out. Titles and labels of x axes may be as long as the
        distance of the axes next to each other, those of y axes a little longer than these, and
        those of single axes and of color bars as the figure, as the title of the figure itself.
        Mathematical text is not wrapped.

    Returns
    -------
    bool
        Whether any text has changed, so that the figure must be laid out again.
    """
    changed = False
    title = figure._suptitle  # type: ignore[attr-defined] # `get_suptitle` returns a string
    if title is not None:
        changed |= _wrap(title, figure.bbox.width, "x")
    for ax in figure.axes:
        if ax.get_visible() and ax.name != "3d":
            width, height = _room(figure, ax)
            for text in (ax.title, ax.xaxis.label):
                changed |= _wrap(text, width, "x")
            for text in (ax.yaxis.label, *(text for text in ax.texts if text in _ROW_TITLES)):
                changed |= _wrap(text, height, "y")
            changed |= _lower_label(ax)
        elif ax.get_visible():
            changed |= _wrap(ax.title, _room(figure, ax)[0], "x")
    return changed


def move_labels_of_polar_axes(figure: Figure) -> None:
    """Move labels of radial axes to the left of the angles around the circle.

    Parameters
    ----------
    figure
        The figure. Distances of labels that a plot has set are kept.
    """
    for ax in figure.axes:
        axis = ax.yaxis
        if ax.name == "polar" and axis.labelpad == plt.rcParams["axes.labelpad"]:
            axis.labelpad += _ANGLE * _size(axis.label)


def _room(figure: Figure, ax: Axes) -> tuple[float, float]:
    """Return the width and the height that texts of axes can take, in pixels."""
    width, height = figure.bbox.size
    spec = ax.get_subplotspec()
    if spec is None or hasattr(ax, "_colorbar"):
        return width, height
    box = ax.get_window_extent()
    centers = [
        other.get_window_extent()
        for other in figure.axes
        if (own := other.get_subplotspec()) is not None
        and own.get_gridspec() is spec.get_gridspec()
        and other is not ax
        and not hasattr(other, "_colorbar")
    ]
    across, along = (
        [abs(_center(other, axis) - _center(box, axis)) for other in centers] for axis in (0, 1)
    )
    # Those in the same column or row have the same center, but for rounding
    width = min((d for d in across if d > 0.5 * box.width), default=width)
    height = min((d for d in along if d > 0.5 * box.height), default=height)
    # Titles are centered above the axes, which are not in the center of the figure
    width = min(width, 2 * min(_center(box, 0), figure.bbox.width - _center(box, 0)))
    return width, min(max(1.1 * box.height, 0.7 * height), 0.9 * height)


def _lower_label(ax: Axes) -> bool:
    """Move the label of the x axis below its power of ten, if that would touch the label."""
    axis = ax.xaxis
    label, offset = axis.label, axis.offsetText
    if not (label.get_text() and offset.get_text() and label.get_visible()):
        return False
    axis.get_tightbbox()  # sets the positions of both
    gap = _GAP / 2 * _size(label) * ax.figure.dpi / 72
    boxes = (text.get_window_extent().padded(gap, 0) for text in (label, offset))
    if not Bbox.intersection(*boxes):
        return False
    axis.labelpad += _size(label)
    return True


def _center(box: Bbox, axis: int) -> float:
    return float(box.min[axis] + box.max[axis]) / 2


def _size(text: Text) -> float:
    """Return the size of a font in points."""
    return text.get_fontproperties().get_size_in_points()


def _wrap(text: Text, room: float, direction: str) -> bool:
    content = text.get_text()
    if not content or "$" in content:
        return False
    box = text.get_window_extent()
    length = box.width if direction == "x" else box.height
    room -= _GAP * _size(text) * text.figure.dpi / 72
    if length <= room:
        return False
    longest = max(map(len, content.split("\n")))
    characters = max(_MIN_CHARACTERS, int(longest * room / length))
    wrapped = "\n".join(
        textwrap.wrap(re.sub(r"\s+", " ", content), characters, break_long_words=False)
    )
    text.set_text(wrapped)
    return wrapped != content
