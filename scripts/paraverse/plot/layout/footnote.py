"""Footnotes with warnings about the data that a figure shows."""

from __future__ import annotations

import contextlib
import math
import textwrap
from collections.abc import Iterator, Sequence
from contextvars import ContextVar

from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from paraverse.plot.layout.cut_bands import cut_band_warnings

_FONT_SIZE = 7
"""Size of the text, in points."""

_MAX_MESSAGES = 4
"""Largest number of warnings that a figure shows; the log has all."""

_GID = "paraverse-footnote"
"""Identifies the text among the artists of a figure; also its id in SVG files."""

_warnings: ContextVar[Sequence[str]] = ContextVar("_warnings", default=())


@contextlib.contextmanager
def footnote(warnings: Sequence[str]) -> Iterator[None]:
    """Give all figures that are saved within the context a footnote.

    Parameters
    ----------
    warnings
        What may mislead in the data that the figures show. Without any, there is no footnote.
    """
    token = _warnings.set(warnings)
    try:
        yield
    finally:
        _warnings.reset(token)


def add_footnote(figure: Figure, *, inside: bool = False) -> Bbox | None:
    """Write the warnings of the surrounding `footnote` to a figure, and those about its axes.

    Parameters
    ----------
    figure
        The figure, which has been laid out.
    inside
        Whether the text stays within the figure, where it may cover something, because the size of
        the figure is given. By default it is below the figure.

    Returns
    -------
    matplotlib.transforms.Bbox or None
        The region of the figure and its footnote, in inches; None if there are no warnings.
    """
    for earlier in [text for text in figure.texts if text.get_gid() == _GID]:
        earlier.remove()  # a frame of an animation may be the figure of the frame before
    warnings = [*_warnings.get(), *cut_band_warnings(figure)]
    if not warnings:
        return None
    width, height = figure.get_size_inches()
    columns = max(20, int((width - 0.2) * 72 / (0.55 * _FONT_SIZE)))
    hidden = len(warnings) - _MAX_MESSAGES
    messages = [*warnings[:_MAX_MESSAGES], *([f"{hidden} more, see the log"] if hidden > 0 else [])]
    lines = [
        line
        for message in messages
        for line in textwrap.wrap(f"Warning: {message}", columns, subsequent_indent="    ")
    ]
    figure.text(
        0.1 / width,
        0.05 / height if inside else 0,
        "\n".join(lines),
        va="bottom" if inside else "top",
        size=_FONT_SIZE,
        color="firebrick",
        parse_math=False,
        usetex=False,
        gid=_GID,
    )
    # Tenths of an inch are whole pixels, so that the figure itself stays the same
    added = 0 if inside else math.ceil((len(lines) + 0.5) * 1.3 * _FONT_SIZE / 7.2) / 10
    return Bbox([[0, -added], [width, height]])
