"""Functions that loaders call to report what they leave out."""

from __future__ import annotations

from collections.abc import Callable

Report = Callable[[str], None]
"""Called with a message for each item that is left out or changed while loading; see `Note`."""


class Note(str):
    """A message about something that was changed without losing anything.

    A universe with notes only is complete; one with other messages is not.
    """

    __slots__ = ()


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
    # The type tells notes from other messages
    return lambda message: report(type(message)(f"{prefix}{message}"))
