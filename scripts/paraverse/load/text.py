"""The loaders of text files, and how to read what simulations write as YAML, JSON or TOML."""

from __future__ import annotations

import json
import logging
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from paraverse.errors import LoadError
from paraverse.load.members import Text
from paraverse.load.registry import Report

log = logging.getLogger(__name__)

_DEEPEST = 200
"""Collections inside each other. PyYAML's fast loader ends the process at some ten thousand."""


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
    """Read YAML that came from a simulation.

    Of tags only paramspace's construct objects, such as ``!pspace``; others are refused.

    Parameters
    ----------
    text
        One document; bytes are UTF-8.

    Raises
    ------
    LoadError
        If it is not valid.
    """
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    try:
        if sum(map(text.count, "[{-?:")) > _DEEPEST:  # else it cannot be that deep
            _check_depth(text)
        return yaml.load(text, Loader=_Yaml12Loader)
    except yaml.constructor.ConstructorError as error:
        if "could not determine a constructor" in str(error.problem):
            return _parse_with_tags(text)
        raise LoadError(f"not valid YAML: {error}") from error
    except LoadError:
        raise
    except Exception as error:  # a tag that does not fit its value may raise anything
        raise LoadError(f"not valid YAML: {error}") from error


def parse_text(text: str, syntax: str) -> Any:
    """Read the text of a file.

    Parameters
    ----------
    text, syntax
        As in `paraverse.load.members.Text`.

    Raises
    ------
    LoadError
        If it is not valid.

    Examples
    --------
    >>> parse_text("[1, 2]", "json")
    [1, 2]
    >>> parse_text("[1, 2]", "text")
    '[1, 2]'
    """
    return _PARSERS[syntax](text)


def load_text(path: str, *, encoding: str = "utf-8", errors: str = "replace") -> Text:
    """Read a text file.

    Parameters
    ----------
    path
        The file.
    encoding
        Its encoding.
    errors
        What to do with bytes that are not valid in it, as in `bytes.decode`.

    Raises
    ------
    LoadError
        If it cannot be read.
    """
    try:
        return Text(_read(path).decode(encoding, errors))
    except (LookupError, UnicodeError) as error:
        raise LoadError(f"{path} is not {encoding}: {error}") from error


def load_yaml(path: str, *, report: Report = log.warning) -> Text:
    """Read a YAML file and check that it is valid.

    Parameters
    ----------
    path
        The file, in UTF-8.
    report
        Is called if there are bytes that are not UTF-8 and were replaced.

    Raises
    ------
    LoadError
        If it cannot be read or is not valid, or if it has tags that are not paramspace's.
    """
    return _load(path, "yaml", report)


def load_json(path: str, *, report: Report = log.warning) -> Text:
    """Read a JSON file and check that it is valid; as `load_yaml`."""
    return _load(path, "json", report)


def load_toml(path: str, *, report: Report = log.warning) -> Text:
    """Read a TOML file and check that it is valid; as `load_yaml`."""
    return _load(path, "toml", report)


def _load(path: str, syntax: str, report: Report) -> Text:
    content = _read(path)
    text = content.decode("utf-8-sig", "replace")
    if "\ufffd" in text and "\ufffd".encode() not in content:
        report("has bytes that are not UTF-8; they are replaced by \ufffd")
    try:
        parse_text(text, syntax)
    except LoadError as error:
        raise LoadError(f"{path}: {error}") from error
    return Text(text, syntax)


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror}") from error


def _check_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Yaml12Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise LoadError(f"not valid YAML: nested more than {_DEEPEST} deep")


def _parse_with_tags(text: str) -> Any:
    import ruamel.yaml

    from paraverse.yaml_io.configuration import DataConstructor

    reader = ruamel.yaml.YAML(typ="safe", pure=True)
    reader.Constructor = DataConstructor
    try:
        return reader.load(text)
    except Exception as error:  # paramspace checks what is behind its tags
        raise LoadError(f"not valid YAML: {error}") from error


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LoadError(f"not valid JSON: {error}") from error


def _parse_toml(text: str) -> Any:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise LoadError(f"not valid TOML: {error}") from error


_PARSERS: dict[str, Callable[[str], Any]] = {
    "json": _parse_json,
    "path": Path,
    "text": str,
    "toml": _parse_toml,
    "yaml": parse_yaml,
}
