"""The comments above plots in the plots file."""

from __future__ import annotations

import itertools
from collections.abc import Sequence


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
    above = [*itertools.takewhile(lambda text: text.startswith("#"), before)]
    return [text.strip("# ") for text in reversed(above)]
