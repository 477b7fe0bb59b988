"""The title of a figure: its text, and its position above the axes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

_CENTER = 0.5
"""Default position of a title, as a fraction of the width of the figure."""


def set_suptitle_text(figure: Figure, text: str, properties: Mapping[str, Any]) -> None:
    """Set the title of a figure; a title that it already has stays where it is.

    Parameters
    ----------
    figure
        The figure.
    text
        The title.
    properties
        Arguments of `matplotlib.figure.Figure.suptitle`, with which the first title is created.
    """
    title = _suptitle(figure)
    if title is None:
        figure.suptitle(text, **properties)
    else:
        title.set_text(text)


def center_suptitle(figure: Figure) -> None:
    """Center the title above the axes, as their own titles are, rather than above the figure.

    Parameters
    ----------
    figure
        The figure, which has been laid out. A title whose position is set stays there.
    """
    title = _suptitle(figure)
    axes = [ax for ax in figure.axes if ax.get_visible() and not hasattr(ax, "_colorbar")]
    if title is None or not axes or not title._autopos or title.get_position()[0] != _CENTER:
        return
    area = Bbox.union([ax.get_window_extent() for ax in axes])
    half = title.get_window_extent().width / 2
    center = np.clip((area.x0 + area.x1) / 2, half, max(half, figure.bbox.width - half))
    title.set_x(center / figure.bbox.width)


def lower_suptitle(figure: Figure, room: float) -> None:
    """Move the title below a label, if a layout engine has put it at the edge of the figure.

    Parameters
    ----------
    figure
        The figure, which has been laid out.
    room
        The height of the label, as a fraction of the height of the figure.
    """
    title = _suptitle(figure)
    is_at_edge = title is not None and title._autopos and title.get_verticalalignment() == "top"
    if room and is_at_edge:
        x, y = title.get_position()
        title.set_position((x, y - room))


def suptitle_position(figure: Figure) -> tuple[float, float] | None:
    """Return the position of the title; None if there is none."""
    title = _suptitle(figure)
    return None if title is None else title.get_position()


def move_suptitle(figure: Figure, position: tuple[float, float] | None) -> None:
    """Move the title, if there is one, back to a position that `suptitle_position` returned."""
    if position is not None:
        _suptitle(figure).set_position(position)


def _suptitle(figure: Figure) -> Any:
    """Return the title as an artist, which is not part of matplotlib's public API."""
    return figure._suptitle  # type: ignore[attr-defined]
