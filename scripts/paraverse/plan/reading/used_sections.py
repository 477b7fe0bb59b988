"""Find the definitions and meta-operations of a plot that the nodes of a field use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from paraverse.yaml_io.placeholders import Tag

_SECTIONS = ("define", "meta_operations")


def find_used_sections(sections: Mapping[str, Any], nodes: Any) -> dict[str, dict[str, Any]]:
    """Return the definitions and meta-operations that nodes use, directly or through others.

    Parameters
    ----------
    sections
        The sections of a plot's transformation, by name.
    nodes
        The nodes, as the configuration describes them.

    Returns
    -------
    dict
        The entries of the sections `define` and `meta_operations` that are used. Entries whose
        names occur in a node for another reason may be among them.

    Examples
    --------
    >>> find_used_sections({"define": {"half": 0.5, "other": 1}}, [{"mul": [Tag("half"), 2]}])
    {'define': {'half': 0.5}}
    """
    available = {
        name: (section, value)
        for section in _SECTIONS
        for name, value in (sections.get(section) or {}).items()
    }
    used: dict[str, dict[str, Any]] = {}
    todo = list(_iterate_names(nodes))
    while todo:
        name = todo.pop()
        if name in available:
            section, value = available.pop(name)
            used.setdefault(section, {})[name] = value
            todo += _iterate_names(value)
    return used


def _iterate_names(value: Any) -> Iterator[str]:
    """Iterate over everything in nodes that may be the name of a tag or an operation."""
    match value:
        case Tag(name):
            yield name
        case str():
            yield value
        case Mapping():
            for key, item in value.items():
                yield str(key)
                yield from _iterate_names(item)
        case list() | tuple():
            for item in value:
                yield from _iterate_names(item)
