"""The text and yaml loaders, and YAML that comes from simulations."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from paraverse.errors import LoadError
from paraverse.load.tree import Text


class _Yaml12Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's fast loader with the types of YAML 1.2, as paramspace reads and writes it.

    PyYAML reads YAML 1.1, where `1e-5` is a string and `no` is false.
    """


_INT = re.compile(r"^(?:[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?[0-9_]+|[-+]?0x[0-9a-fA-F_]+)$")
_FLOAT = re.compile(
    r"^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
    r"|[-+]?\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
)
_BOOL = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
_REPLACED = ("bool", "float", "int")

_Yaml12Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag.rpartition(":")[2] not in _REPLACED]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Yaml12Loader.add_implicit_resolver("tag:yaml.org,2002:bool", _BOOL, list("tTfF"))
_Yaml12Loader.add_implicit_resolver("tag:yaml.org,2002:float", _FLOAT, list("-+0123456789."))
_Yaml12Loader.add_implicit_resolver("tag:yaml.org,2002:int", _INT, list("-+0123456789"))
_Yaml12Loader.add_constructor(
    "tag:yaml.org,2002:int", lambda loader, node: _integer(loader.construct_scalar(node))
)


def _integer(text: str) -> int:
    text = text.replace("_", "")
    digits = text.lstrip("+-").lower()
    base = {"0b": 2, "0o": 8, "0x": 16}.get(digits[:2], 10)
    return (-1 if text.startswith("-") else 1) * int(digits if base == 10 else digits[2:], base)


def parse_yaml(text: str | bytes) -> Any:
    """Read YAML that came from a simulation; tags do not construct objects.

    Parameters
    ----------
    text
        One document; bytes are UTF-8.

    Raises
    ------
    LoadError
        If it is not valid.
    """
    try:
        return yaml.load(text, Loader=_Yaml12Loader)
    except (yaml.YAMLError, ValueError) as error:
        raise LoadError(f"not valid YAML: {error}") from error


def load_text(path: str, syntax: str = "text") -> Text:
    """Read a text file, as UTF-8; bytes that are not are replaced.

    Parameters
    ----------
    path
        The file.
    syntax
        "yaml" to check that it can be read as YAML, else "text".

    Raises
    ------
    LoadError
        If it cannot be read.
    """
    try:
        text = Path(path).read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error}") from error
    if syntax == "yaml":
        try:
            parse_yaml(text)
        except LoadError as error:
            raise LoadError(f"{path}: {error}") from error
    return Text(text, syntax)
