"""What the transformations of single fields use of their plot: definitions, meta operations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from paraverse.yaml_io.placeholders import Tag

_SECTIONS = ("define", "meta_operations")


def used_sections(sections: Mapping[str, Any], nodes: Any) -> dict[str, dict[str, Any]]:
    """Return the parts of a plot's sections that nodes use, directly or through others.

    Parameters
    ----------
    sections
        Those of the plot, by name.
    nodes
        The nodes, as they stand in the configuration.

    Examples
    --------
    >>> used_sections({"define": {"half": 0.5, "other": 1}}, [{"mul": [Tag("half"), 2]}])
    {'define': {'half': 0.5}}
    """
    available = {
        name: (section, value)
        for section in _SECTIONS
        for name, value in (sections.get(section) or {}).items()
    }
    used: dict[str, dict[str, Any]] = {}
    todo = list(_names(nodes))
    while todo:
        name = todo.pop()
        if name in available:
            section, value = available.pop(name)
            used.setdefault(section, {})[name] = value
            todo += _names(value)
    return used


def _names(value: Any) -> Iterator[str]:
    """All that may be the name of a tag or of an operation in nodes."""
    match value:
        case Tag(name):
            yield name
        case str():
            yield value
        case Mapping():
            for key, item in value.items():
                yield str(key)
                yield from _names(item)
        case list() | tuple():
            for item in value:
                yield from _names(item)
