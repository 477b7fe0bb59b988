"""The comments above plots in the plots file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from paraverse.config.plots import PlotConfig

_FOR_EDITORS = "# yaml-language-server:"
"""The beginning of a line that names a schema to editors."""


def comment_above(lines: Sequence[str], line: int) -> list[str]:
    """Return the comment right above a line.

    Parameters
    ----------
    lines
        The lines of a file.
    line
        The number of the line, from 1.

    Returns
    -------
    list of str
        The lines of the comment, without ``#``; empty if there is none.

    Examples
    --------
    >>> comment_above(["# About all", "", "# The mean", "# energy", "mean:"], 5)
    ['The mean', 'energy']
    """
    before = reversed(lines[: line - 1])
    above = [*itertools.takewhile(_is_comment, before)]
    return [text.strip("# ") for text in reversed(above)]


def _is_comment(line: str) -> bool:
    return line.startswith("#") and not line.startswith(_FOR_EDITORS)


def caption_of(plot: PlotConfig) -> str:
    """Return the comment above a plot as a paragraph of reStructuredText.

    Parameters
    ----------
    plot
        The plot, or a point of one that has a sweep in it.

    Returns
    -------
    str
        The paragraph, which shows the comment as it is; empty if there is none.
    """
    file, name = plot.origins[0]
    comment = comment_above(file.text.splitlines(), file.lines.get((name,), 1))
    text = re.sub(r"([\\*`_|])", r"\\\1", " ".join(comment))
    return rf"\ {text}" if text else ""  # without the beginning, it could be a list or a heading
