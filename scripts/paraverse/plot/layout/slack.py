"""Removing the empty edges of figures with maps, whose proportions fix the size of their axes."""

from __future__ import annotations

import weakref

import numpy as np
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.transforms import Bbox

_MAX_SLACK = 0.1
"""Width or height of empty edges in inches that nobody notices."""

_RESIZABLE: weakref.WeakSet[Figure] = weakref.WeakSet()


def allow_trimming(figure: Figure) -> None:
    """State that no plot or style sets the size of a figure, so that it may get smaller."""
    _RESIZABLE.add(figure)


def trim(figure: Figure, engine: ConstrainedLayoutEngine) -> bool:
    """Make a figure smaller if nothing is drawn along its edges.

    Parameters
    ----------
    figure
        The figure, which has been laid out.
    engine
        The layout engine, which has centered the axes in the figure.

    Returns
    -------
    bool
        Whether the size has changed, so that the figure must be laid out again.
    """
    boxes = [box for ax in figure.axes if (box := ax.get_tightbbox()) is not None]
    if figure not in _RESIZABLE or not boxes:
        return False
    occupied, pads = Bbox.union(boxes), engine.get()
    left, bottom, width, height = pads["rect"]
    size = figure.get_size_inches()
    pad = np.array([pads["w_pad"], pads["h_pad"]])
    low = np.array([left, bottom]) * size + pad
    high = np.array([left + width, bottom + height]) * size - pad
    for legend in figure.legends:
        box = legend.get_window_extent()
        if box.x0 >= occupied.x1:
            high[0] = min(high[0], box.x0 / figure.dpi - pad[0])
    title = figure._suptitle  # type: ignore[attr-defined] # `get_suptitle` returns a string
    if title is not None and title.get_text():
        high[1] = min(high[1], title.get_window_extent().y0 / figure.dpi - pad[1])
    begin, end = occupied.get_points() / figure.dpi
    slack = (begin - low) + (high - end)
    slack = np.where(slack > _MAX_SLACK, slack, 0)
    if not slack.any():
        return False
    figure.set_size_inches(*(size - slack))
    return True
