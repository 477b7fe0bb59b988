"""Lists in the messages at the end of a run, which stay short however much there is to say."""

from __future__ import annotations

from collections.abc import Sequence

from paraverse.base.printable import printable_line

MAX_LINES = 10
"""The largest number of universes, figures, plots or jobs that are named one by one."""


def format_list(heading: str, items: Sequence[str], where_others: str = "") -> str:
    """Return a heading and a line for each of at most `MAX_LINES` items.

    Parameters
    ----------
    heading
        The first line.
    items
        The items.
    where_others
        The end of the line with the number of other items: where to find them.

    Returns
    -------
    str
        The lines.
    """
    lines = [heading, *(f"  {item}" for item in items[:MAX_LINES])]
    if len(items) > MAX_LINES:
        lines.append(f"  and {len(items) - MAX_LINES} more{where_others}")
    return "\n".join(map(printable_line, lines))
