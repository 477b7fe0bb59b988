"""Escape characters of data that terminals, logs and web pages would interpret."""

from __future__ import annotations

import re

_CONTROLS = re.compile(
    # Controls; marks, embeddings, overrides and isolates of the direction of text; separators of
    # lines; characters without a width; surrogates, which cannot be encoded
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f\ud800-\udfff]"
)
_LINE_CONTROLS = re.compile(r"[\t\n]")


def printable(text: str) -> str:
    r"""Escape all control characters in a text of several lines.

    Parameters
    ----------
    text
        Text that may contain names and texts from data.

    Returns
    -------
    str
        The text with control characters as in Python strings, such as ``\x1b``. Tabs and line feeds
        stay.

    Examples
    --------
    >>> printable("a\x1b[31m\nb")
    'a\\x1b[31m\nb'
    """
    return _CONTROLS.sub(_escape, text)


def printable_line(text: str) -> str:
    r"""Escape all control characters in a text of one line, including line feeds and tabs.

    Parameters
    ----------
    text
        Text that may contain names and texts from data.

    Returns
    -------
    str
        The text on one line.

    Examples
    --------
    >>> printable_line("a\nERROR: b")
    'a\\nERROR: b'
    """
    return _LINE_CONTROLS.sub(_escape, printable(text))


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()
