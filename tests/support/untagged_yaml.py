"""YAML as editors see it: tags count as the values that follow them, and all keys are strings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml.nodes import MappingNode, ScalarNode

from paraverse.yaml_io.constructors import DataConstructor
from paraverse.yaml_io.pure_parser import create_parser


def read_untagged(path: Path | str) -> Any:
    """Return the content of a file."""
    return parse_untagged(Path(path).read_text())


def parse_untagged(text: str) -> Any:
    """Return the content of a text."""
    parser = create_parser(DataConstructor)
    root = parser.compose(text)
    return None if root is None else _value(root, parser.constructor)


def _value(node: Any, constructor: Any) -> Any:
    if isinstance(node, MappingNode):
        return {_key(key): _value(value, constructor) for key, value in node.value}
    if not isinstance(node, ScalarNode):
        return [_value(item, constructor) for item in node.value]
    return node.value if str(node.tag).startswith("!") else constructor.construct_object(node)


def _key(node: Any) -> str:
    return str(node.value) if isinstance(node, ScalarNode) else repr(node)
