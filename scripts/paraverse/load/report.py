"""Functions that loaders call to report what they leave out."""

from __future__ import annotations

from collections.abc import Callable

Report = Callable[[str], None]
"""Called with a message for each item that is left out or changed while loading."""


def prefixed(report: Report, prefix: str) -> Report:
    """Return a function that reports messages with a prefix.

    Parameters
    ----------
    report
        The function to call.
    prefix
        Text to put before each message, such as the path of the item that is read.

    Returns
    -------
    callable
        The function, which takes a message.

    Examples
    --------
    >>> prefixed(print, "data/walk: ")("has no coordinates")
    data/walk: has no coordinates
    """
    return lambda message: report(f"{prefix}{message}")
