"""Exceptions of matplotlib in the words of somebody who writes a configuration."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any

from matplotlib.artist import Artist, ArtistInspector
from matplotlib.colorbar import Colorbar
from matplotlib.legend import Legend

from paraverse.errors import KeyPath, PlotError, suggest

_UNKNOWN_PROPERTY = re.compile(
    r"'?(\w+)(?:\.set\(\) got an unexpected keyword argument|' object has no property) '(\w+)'"
)
_UNKNOWN_ARGUMENT = re.compile(
    r"(\w+)\.(?:__init__|print_(\w+))\(\) got an unexpected keyword argument '(\w+)'"
)

_NOUNS = {
    "Annotation": "an annotation", "AxesImage": "an image",
    "Colorbar": "a color bar", "Figure": "a figure", "Legend": "a legend", "Line2D": "a line",
    "LineCollection": "a collection of lines", "PathCollection": "a collection of markers",
    "Rectangle": "a rectangle", "Text": "text",
}  # fmt: skip
"""Names of artists that users know, where these are not the names of their classes."""

_CLASSES = {"Colorbar": Colorbar, "Legend": Legend}


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
    if match := _UNKNOWN_ARGUMENT.search(str(error)):
        noun = f"the format {match[2]}" if match[2] else _NOUNS.get(match[1], match[1])
        artist_class = _CLASSES.get(match[1])
        parameters = inspect.signature(artist_class).parameters if artist_class else ()
        return f"{noun} takes no {match[3]!r}. {suggest(match[3], parameters, limit=0)}".rstrip()
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


def find_unknown(error: Exception, arguments: Any) -> KeyPath:
    """Find the key for which matplotlib has no property or argument.

    Parameters
    ----------
    error
        The exception that it raised.
    arguments
        Nested mappings and lists of arguments.

    Returns
    -------
    tuple
        The keys that lead to it; empty if the exception is another one, or the key is not there.

    Examples
    --------
    >>> error = AttributeError("Text.set() got an unexpected keyword argument 'fontsise'")
    >>> find_unknown(error, {"x": 1, "title_kwargs": {"fontsise": 3}})
    ('title_kwargs', 'fontsise')
    """
    match = _UNKNOWN_ARGUMENT.search(str(error)) or _UNKNOWN_PROPERTY.search(str(error))
    return _path_to(match[match.lastindex or 0], arguments) if match else ()


def _path_to(key: str, values: Any) -> KeyPath:
    items: list[tuple[Any, Any]] = []
    if isinstance(values, Mapping):
        items = list(values.items())
    elif isinstance(values, list | tuple):
        items = list(enumerate(values))
    if isinstance(values, Mapping) and key in values:
        return (key,)
    paths = ((own, _path_to(key, value)) for own, value in items)
    return next(((own, *path) for own, path in paths if path), ())


def _subclasses(artist: type[Artist]) -> Iterator[type[Artist]]:
    yield artist
    for subclass in artist.__subclasses__():
        yield from _subclasses(subclass)


def _properties(artist: type[Artist]) -> Iterator[str]:
    inspector = ArtistInspector(artist)
    yield from inspector.get_setters()
    for aliases in inspector.get_aliases().values():
        yield from aliases
