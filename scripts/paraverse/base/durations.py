"""Durations as text."""

from __future__ import annotations


def format_duration(seconds: float) -> str:
    """Return a duration with a unit.

    Parameters
    ----------
    seconds
        The duration in seconds.

    Returns
    -------
    str
        The duration with two digits or more.

    Examples
    --------
    >>> [format_duration(seconds) for seconds in (0, 3.21, 41, 600, 9000)]
    ['0 s', '3.2 s', '41 s', '10 min', '2.5 h']
    """
    if 0 < seconds < 9.95:
        return f"{seconds:.1f} s"
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"
