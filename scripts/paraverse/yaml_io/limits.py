"""Limits on YAML that is data, so that no file of a simulation occupies its reader for long.

The size of a file limits neither the size of what it describes nor the time to parse it: aliases
can multiply values, and a few digits can stand for a range of any length.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from paraverse.errors import LoadError

MAX_VALUES = 10_000_000
"""Largest number of values in a file, about five minutes of libyaml."""

MAX_QUICK_VALUES = 200_000
"""Largest number of values in a file that is read while the workflow is planned: a few seconds."""

SLOW = 20
"""How many times longer the parser for tags of paramspace takes than libyaml."""

MAX_DEPTH = 200
"""Largest depth of nested collections; libyaml crashes the process at a depth of some ten
thousand."""

MAX_ALIASED = 1_000_000
"""Largest number of values if each alias is replaced by what it stands for."""

_SEPARATORS = ",:-?[{\n"
"""At least one of these precedes each value of a document, except for the first."""


def check_number_of_values(string: str, max_values: int) -> None:
    """Check that a document does not have more values than allowed, without parsing it.

    Parameters
    ----------
    string
        The document.
    max_values
        Largest number of values.

    Raises
    ------
    LoadError
        If the document could have more values, estimated by the separators in it.
    """
    if len(string) > max_values and sum(map(string.count, _SEPARATORS)) > max_values:
        raise LoadError(f"has too many values to read them as YAML here: more than {max_values}")


def may_exceed_limits(string: str) -> bool:
    """Return whether `check_events` could find a document too deep or too large.

    Parameters
    ----------
    string
        The document.

    Returns
    -------
    bool
        False for most documents, which then need not be parsed twice.
    """
    return ("*" in string and "&" in string) or sum(map(string.count, "[{-?:")) > MAX_DEPTH


def check_events(events: Iterable[Any]) -> None:
    """Check the depth of a document, and its size without aliases.

    Parameters
    ----------
    events
        The events of PyYAML or ruamel.yaml. No more are consumed than are needed.

    Raises
    ------
    LoadError
        If collections are nested more than `MAX_DEPTH` deep, if a value contains itself, or if
        there are more than `MAX_ALIASED` values without aliases.
    """
    extents: dict[str, _Extent | None] = {}  # of the values with anchors; None until their end
    open_collections: list[tuple[str | None, _Extent]] = []
    for event in events:
        kind = type(event).__name__  # of PyYAML or of ruamel.yaml
        if kind in ("SequenceStartEvent", "MappingStartEvent"):
            open_collections.append((event.anchor, _Extent(1, 1)))
            extents |= {event.anchor: None} if event.anchor else {}
            extent = _Extent(0, 0)
        elif kind in ("SequenceEndEvent", "MappingEndEvent"):
            anchor, extent = open_collections.pop()
            extents |= {anchor: extent} if anchor else {}
        elif kind == "ScalarEvent":
            extent = _Extent(1, 0)
            extents |= {event.anchor: extent} if event.anchor else {}
        elif kind == "AliasEvent":
            target = extents.get(event.anchor, _Extent(1, 0))  # the parser reports unknown ones
            if target is None:
                raise LoadError(f"not valid YAML: the value of &{event.anchor} contains itself")
            extent = target
        else:
            continue
        if len(open_collections) + extent.depth > MAX_DEPTH:
            raise LoadError(f"not valid YAML: nested more than {MAX_DEPTH} deep")
        if open_collections:
            anchor, outer = open_collections[-1]
            extent = _Extent(outer.size + extent.size, max(outer.depth, extent.depth + 1))
            open_collections[-1] = (anchor, extent)
        if extents and extent.size > MAX_ALIASED:
            raise LoadError(f"not valid YAML: its aliases stand for more than {MAX_ALIASED} values")


class _Extent(NamedTuple):
    """The number of values in a value, and the number of collections nested in it."""

    size: int
    depth: int
