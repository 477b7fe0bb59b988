"""Read configuration files so that the line of every value is known."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ruamel.yaml
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from paraverse.base.regular_files import read_regular
from paraverse.base.source_map import nearest_key_path
from paraverse.errors import ConfigError, KeyPath, LoadError, Location, Problem
from paraverse.yaml_io.constructors import ConfigConstructor, DataConstructor
from paraverse.yaml_io.limits import check_events, check_number_of_values
from paraverse.yaml_io.pure_parser import create_parser
from paraverse.yaml_io.syntax_errors import describe_yaml_error

MAX_DATA_BYTES = 2**22
MAX_DATA_VALUES = 100_000
"""Limits on a file that is not part of the configuration, such as the parameter space beside
existing data. It takes several seconds to read a file of this size."""

_MERGE = "tag:yaml.org,2002:merge"


@dataclass(frozen=True, kw_only=True)
class YamlFile:
    """The content of a YAML file and the lines of all values in it.

    Attributes
    ----------
    path
        The file, as the user named it.
    data
        The content; tags such as ``!pspace`` and ``!dag_tag`` are objects.
    lines
        1-based line of each mapping key and sequence item.
    text
        The text of the file; "" if it is not known.
    """

    path: str
    data: Any
    lines: dict[KeyPath, int] = field(default_factory=dict, repr=False)
    text: str = field(default="", repr=False)

    def where(self, *keys: str | int) -> Location:
        """Return the location of a value.

        Parameters
        ----------
        *keys
            Keys that lead from the top of the file to the value.

        Returns
        -------
        Location
            The location with all keys. Its line is that of the value, or of the nearest enclosing
            value that exists; None if there is none.
        """
        return Location(self.path, self.lines.get(nearest_key_path(keys, self.lines)), keys)


def read_yaml(path: str | Path, *, trusted: bool = True) -> YamlFile:
    """Read a YAML file with the lines of its values.

    Parameters
    ----------
    path
        A YAML 1.2 file with at most one document, in UTF-8.
    trusted
        Whether the file is part of the configuration. If not, only tags of paramspace are allowed.

    Returns
    -------
    YamlFile
        The content, which is None for an empty file.

    Raises
    ------
    ConfigError
        If the file is missing, unreadable or not valid YAML. Files that are not trusted must also
        be regular files within the limits of `paraverse.yaml_io.limits`.
    """
    return parse_yaml(read_text(path, trusted=trusted), str(path), trusted=trusted)


def read_text(path: str | Path, *, trusted: bool = True) -> str:
    """Read a text file.

    Parameters
    ----------
    path
        A file in UTF-8.
    trusted
        As in `read_yaml`.

    Returns
    -------
    str
        Its content.

    Raises
    ------
    ConfigError
        If the file is missing or unreadable.
    """
    name = str(path)
    try:
        # A configuration may be a FIFO, such as `<(…)` in a shell
        content = Path(path).read_bytes() if trusted else read_regular(path, MAX_DATA_BYTES)
        return content.decode("utf-8")
    except LoadError as error:
        message = f"{str(error).removeprefix(name).strip()}."
        raise ConfigError([Problem(Location(name), message[0].upper() + message[1:])]) from None
    except FileNotFoundError:
        raise ConfigError([Problem(Location(name), "This file does not exist.")]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"Not UTF-8 text: there is a byte {error.object[error.start]:#x}."
        raise ConfigError([Problem(Location(name, line), message)]) from None
    except OSError as error:
        raise ConfigError([Problem(Location(name), f"Cannot be read: {error}")]) from None


def parse_yaml(text: str, name: str, *, trusted: bool = True) -> YamlFile:
    r"""Parse the content of a YAML file.

    Parameters
    ----------
    text
        At most one YAML 1.2 document.
    name
        The name of the file in messages.
    trusted
        As in `read_yaml`.

    Returns
    -------
    YamlFile
        The content, which is None for an empty document.

    Raises
    ------
    ConfigError
        If the text is not valid YAML.

    Examples
    --------
    >>> file = parse_yaml("mean:\n  kind: line\n", "plots.yaml")
    >>> file.data, str(file.where("mean", "kind"))
    ({'mean': {'kind': 'line'}}, 'plots.yaml:2: mean.kind')
    """
    parser = create_parser(ConfigConstructor if trusted else DataConstructor)
    try:
        if not trusted:
            check_number_of_values(text, MAX_DATA_VALUES)
            check_events(create_parser(DataConstructor).parse(io.StringIO(text)))
        root = parser.compose(io.StringIO(text))
        lines = _find_lines(root) if root is not None else {}
        data = None if root is None else parser.constructor.construct_document(root)
    except ruamel.yaml.error.MarkedYAMLError as error:
        tags = [tag for tag in parser.constructor.yaml_constructors if str(tag).startswith("!")]
        line, message = describe_yaml_error(error, text, tags)
        raise ConfigError([Problem(Location(name, line), message)]) from None
    except (ruamel.yaml.error.YAMLError, LoadError, TypeError, ValueError, RecursionError) as error:
        raise ConfigError([Problem(Location(name), f"Not valid: {error}")]) from None
    return YamlFile(path=name, data=data, lines=lines, text=text)


def _find_lines(root: Node) -> dict[KeyPath, int]:
    lines: dict[KeyPath, int] = {}
    # A stack, not recursion; a node that contains itself (through an alias) is visited once.
    stack: list[tuple[KeyPath, Node, frozenset[int]]] = [((), root, frozenset())]
    while stack:
        path, node, ancestors = stack.pop()
        if id(node) in ancestors:
            continue
        inside = ancestors | {id(node)}
        for key, line, value in _iterate_items(node):
            if (*path, key) not in lines:
                lines[*path, key] = line
                stack.append(((*path, key), value, inside))
    return lines


def _iterate_items(node: Node) -> Iterator[tuple[str | int, int, Node]]:
    """Yield the key or index, line and value of each item; a mapping's own before merged ones."""
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
                    yield from _iterate_items(merged)
