"""Read configuration files so that every value still knows its line."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ruamel.yaml
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from paraverse.base.source_map import nearest_key_path
from paraverse.errors import ConfigError, KeyPath, Location, Problem
from paraverse.yaml_io.constructors import ConfigConstructor, DataConstructor
from paraverse.yaml_io.pure_parser import pure_parser

_MERGE = "tag:yaml.org,2002:merge"


@dataclass(frozen=True)
class YamlFile:
    """The content of a YAML file and the line of everything in it.

    Attributes
    ----------
    path
        The file, as the user named it.
    data
        The content; tags such as ``!pspace`` and ``!dag_tag`` are objects.
    lines
        1-based line of each mapping key and sequence item.
    """

    path: str
    data: Any
    lines: dict[KeyPath, int] = field(default_factory=dict, repr=False)

    def where(self, *keys: str | int) -> Location:
        """Return the place of a value, or of the nearest thing that encloses it."""
        line = self.lines.get(nearest_key_path(keys, self.lines))
        return Location(self.path, line, keys)


_UNSPACED = re.compile(r"!dag_prev[],}]")
"""Where YAML takes the sign for a part of the tag."""


def read_yaml(path: str | Path, *, trusted: bool = True) -> YamlFile:
    """Read a YAML file.

    Parameters
    ----------
    path
        A YAML 1.2 file with one document. An empty one gives None.
    trusted
        Whether it is part of the configuration. If not, it may have no tags but paramspace's.

    Raises
    ------
    ConfigError
        If the file is missing, unreadable or not valid YAML.
    """
    name = str(path)
    try:
        text = Path(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError([Problem(Location(name), "This file does not exist.")]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError([Problem(Location(name), f"Cannot be read: {error}")]) from None
    return parse_yaml(text, name, trusted=trusted)


def parse_yaml(text: str, name: str, *, trusted: bool = True) -> YamlFile:
    """Read the text of a YAML file.

    Parameters
    ----------
    text
        A YAML 1.2 document. An empty one gives None.
    name
        What it is called in messages.
    trusted
        As in `read_yaml`.

    Raises
    ------
    ConfigError
        If it is not valid YAML.
    """
    parser = pure_parser(ConfigConstructor if trusted else DataConstructor)
    try:
        root = parser.compose(io.StringIO(text))
        lines = _lines(root) if root is not None else {}
        data = None if root is None else parser.constructor.construct_document(root)
    except ruamel.yaml.error.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        problem = " ".join(filter(None, (error.context, error.problem)))
        spaced = "" if not _UNSPACED.search(text) else " Put a space behind it: `[!dag_prev , 1]`."
        message = f"Not valid YAML: {problem}.{spaced}"
        raise ConfigError([Problem(Location(name, line), message)]) from None
    except (ruamel.yaml.error.YAMLError, TypeError, ValueError, RecursionError) as error:
        raise ConfigError([Problem(Location(name), f"Not valid: {error}")]) from None
    return YamlFile(name, data, lines)


def _lines(root: Node) -> dict[KeyPath, int]:
    found: dict[KeyPath, int] = {}
    # A stack, not recursion; a node inside itself (by an alias) ends at its first visit.
    stack: list[tuple[KeyPath, Node, frozenset[int]]] = [((), root, frozenset())]
    while stack:
        path, node, above = stack.pop()
        if id(node) in above:
            continue
        inside = above | {id(node)}
        for key, line, value in _items(node):
            if (*path, key) not in found:
                found[*path, key] = line
                stack.append(((*path, key), value, inside))
    return found


def _items(node: Node) -> Iterator[tuple[str | int, int, Node]]:
    """Keys or indices with their lines and values; a mapping's own before what it merges."""
    if isinstance(node, SequenceNode):
        for index, item in enumerate(node.value):
            yield index, item.start_mark.line + 1, item
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.tag != _MERGE:
                yield key.value, key.start_mark.line + 1, value
        for key, value in node.value:
            if key.tag == _MERGE:
                for merged in value.value if isinstance(value, SequenceNode) else [value]:
                    yield from _items(merged)
