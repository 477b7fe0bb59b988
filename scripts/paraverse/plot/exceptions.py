"""Exceptions of matplotlib in the words of somebody who writes a configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matplotlib.artist import Artist, ArtistInspector

from paraverse.errors import PlotError, suggest

_UNKNOWN_PROPERTY = re.compile(
    r"'?(\w+)(?:\.set\(\) got an unexpected keyword argument|' object has no property) '(\w+)'"
)

_NOUNS = {"Line2D": "a line", "Text": "text", "Annotation": "an annotation", "Legend": "a legend"}
"""Names of artists that users know, where these are not the names of their classes."""


def describe_exception(error: Exception) -> str:
    """Describe an exception that a function of matplotlib, or any other, raised.

    Parameters
    ----------
    error
        The exception.

    Returns
    -------
    str
        The message, after the type of the exception unless the message says more by itself.

    Examples
    --------
    >>> describe_exception(
    ...     AttributeError("Text.set() got an unexpected keyword argument 'fontsise'")
    ... )
    "text has no property 'fontsise'. Did you mean 'fontsize' or 'fontstyle'?"
    """
    if isinstance(error, PlotError):
        return str(error)
    match = _UNKNOWN_PROPERTY.search(str(error))
    if match is None:
        return f"{type(error).__name__}: {error}"
    noun = _NOUNS.get(match[1], match[1])
    properties = {
        name
        for artist in _subclasses(Artist)
        if artist.__name__ == match[1]
        for name in _properties(artist)
    }
    return f"{noun} has no property {match[2]!r}. {suggest(match[2], properties, limit=0)}".rstrip()


def _subclasses(artist: type[Artist]) -> Iterator[type[Artist]]:
    yield artist
    for subclass in artist.__subclasses__():
        yield from _subclasses(subclass)


def _properties(artist: type[Artist]) -> Iterator[str]:
    inspector = ArtistInspector(artist)
    yield from inspector.get_setters()
    for aliases in inspector.get_aliases().values():
        yield from aliases
