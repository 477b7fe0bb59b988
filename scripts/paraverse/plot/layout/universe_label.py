"""Labels that tell the figures of different universes apart."""

from __future__ import annotations

import contextlib
import copy
import textwrap
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from typing import Any

from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine, LayoutEngine, TightLayoutEngine

from paraverse.base.printable import printable_line

_FONT_SIZE = 7
"""Size of the text, in points."""

_LINE_HEIGHT = 1.25 * _FONT_SIZE / 72
_MARGIN = 0.04
"""Height of a line, and the distance from the edge of the figure, in inches."""

_MAX_LINES = 2
_MAX_VALUE_LENGTH = 40
"""Largest number of lines, and of characters of a value."""

_GID = "paraverse-universe"
"""Identifies the text among the artists of a figure; also its id in SVG files."""

_label: ContextVar[str] = ContextVar("_label", default="")


def format_universe_label(universe: str, parameters: Mapping[str, Any]) -> str:
    """Return a text that says which universe a figure shows.

    Parameters
    ----------
    universe
        The name of the universe.
    parameters
        The value of each swept parameter.

    Returns
    -------
    str
        The parameters with their values; the name of the universe if there are none.

    Examples
    --------
    >>> format_universe_label("sim_12", {"max_step_size": 0.30000000000000004, "seed": 0})
    'max_step_size = 0.3, seed = 0'
    """
    values = (f"{name} = {_format_value(value)}" for name, value in parameters.items())
    return printable_line(", ".join(values) or universe)


@contextlib.contextmanager
def universe_label(label: str) -> Iterator[None]:
    """Give all figures that are saved within the context a label.

    Parameters
    ----------
    label
        The text; "" for no label.
    """
    token = _label.set(label)
    try:
        yield
    finally:
        _label.reset(token)


def add_universe_label(figure: Figure) -> None:
    """Write the label of the surrounding `universe_label` to the upper right corner of a figure.

    Parameters
    ----------
    figure
        The figure. Any earlier label is removed.
    """
    for earlier in [text for text in figure.texts if text.get_gid() == _GID]:
        earlier.remove()  # the figure may have been that of another universe
    lines = _lines(figure)
    if lines:
        width, height = figure.get_size_inches()
        figure.text(
            1 - _MARGIN / width,
            1 - _MARGIN / height,
            "\n".join(lines),
            ha="right",
            va="top",
            size=_FONT_SIZE,
            color="0.5",
            parse_math=False,
            usetex=False,
            gid=_GID,
        )


def reserve_room(engine: LayoutEngine | None, figure: Figure) -> tuple[LayoutEngine | None, float]:
    """Return a layout engine that leaves room for the label of the surrounding `universe_label`.

    Parameters
    ----------
    engine
        The layout engine of the figure, which stays as it is.
    figure
        The figure.

    Returns
    -------
    LayoutEngine or None
        A copy of the engine; `engine` itself if there is no label, or if engines of its type cannot
        leave room.
    float
        The height of the room, as a fraction of the height of the figure.
    """
    lines = _lines(figure)
    if not lines or not isinstance(engine, ConstrainedLayoutEngine | TightLayoutEngine):
        return engine, 0.0
    room = (len(lines) * _LINE_HEIGHT + _MARGIN) / figure.get_size_inches()[1]
    # The last number is a height in one of the engines, and an edge in the other
    left, bottom, width, top = engine.get()["rect"] or (0, 0, 1, 1)
    engine = copy.deepcopy(engine)
    engine.set(rect=(left, bottom, width, top - room))
    return engine, room


def _lines(figure: Figure) -> list[str]:
    """Return the lines of the label in a figure of this width."""
    columns = max(20, int((figure.get_size_inches()[0] - 2 * _MARGIN) * 72 / (0.55 * _FONT_SIZE)))
    return textwrap.wrap(_label.get(), columns, max_lines=_MAX_LINES, placeholder=" …")


def _format_value(value: Any) -> str:
    text = str(value)
    if isinstance(value, float) and len(text) > 8:
        return f"{value:.6g}"
    return text if len(text) <= _MAX_VALUE_LENGTH else f"{text[: _MAX_VALUE_LENGTH - 1]}…"
