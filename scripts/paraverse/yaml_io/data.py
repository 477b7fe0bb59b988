"""Read and write YAML that holds data: parameters of simulations, style sheets.

A sweep may have tens of thousands of parameter files, so they are read by libyaml.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from paraverse.errors import LoadError
from paraverse.yaml_io.core_schema import TYPES, parse_integer
from paraverse.yaml_io.limits import (
    MAX_VALUES,
    SLOW,
    check_events,
    check_number_of_values,
    may_exceed_limits,
)

_UNUSUAL_SCALAR = re.compile(r"[\[{,:]\s*[?:][^\s,\[\]{}]")
"""Plain scalars in flow style that paramspace writes and libyaml refuses or takes for keys."""


_SHORT = 100
"""Length up to which scalars are cached: the files of a sweep have most of them in common."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's fast loader with the types of YAML 1.2."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if value is not None and len(value) > _SHORT:
            return super().resolve(kind, value, implicit)
        return _resolve(kind, value, implicit)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in TYPES]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _tag, (_pattern, _first) in TYPES.items():
    _Loader.add_implicit_resolver(_tag, _pattern, list(_first))
_Loader.add_constructor(
    "tag:yaml.org,2002:int", lambda loader, node: parse_integer(loader.construct_scalar(node))
)

_SCALARS = {
    tag: construct
    for tag, construct in _Loader.yaml_constructors.items()
    if tag and tag.removeprefix("tag:yaml.org,2002:") in {"str", "int", "float", "bool", "null"}
}


_LOADER = _Loader("")
"""Resolves and constructs scalars, which depend on nothing but their text."""


@functools.lru_cache(maxsize=4096)
def _resolve(kind: type[yaml.Node], value: Any, implicit: Any) -> Any:
    return super(_Loader, _LOADER).resolve(kind, value, implicit)


@functools.lru_cache(maxsize=4096)
def _short_scalar(tag: str, value: str) -> Any:
    return _construct_scalar(tag, value)


def _scalar(node: yaml.ScalarNode) -> Any:
    construct = _short_scalar if len(node.value) <= _SHORT else _construct_scalar
    return construct(node.tag, node.value)


def _construct_scalar(tag: str, value: str) -> Any:
    return _SCALARS[tag](_LOADER, yaml.ScalarNode(tag, value))


class DataDumper(yaml.SafeDumper):
    """PyYAML's dumper, which also quotes strings that are numbers only in YAML 1.2, such as 1e5."""


DataDumper.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+.\d]"), list("-+.0123456789")
)


def parse_yaml_data(content: str | bytes, *, max_values: int = MAX_VALUES) -> Any:
    """Parse YAML that is data, such as the parameters of a simulation.

    Parameters
    ----------
    content
        One YAML 1.2 document; bytes are UTF-8, and invalid ones are replaced.
    max_values
        Largest number of values, roughly. If tags of paramspace require the slow parser, it is
        smaller by the factor `paraverse.yaml_io.limits.SLOW`.

    Returns
    -------
    Any
        Dictionaries, lists and scalars; None for an empty document. Tags of paramspace, such as
        ``!pspace``, construct objects; all other tags are refused.

    Raises
    ------
    LoadError
        If it is not valid YAML, has other tags, or exceeds one of the limits in
        `paraverse.yaml_io.limits`.

    Examples
    --------
    >>> parse_yaml_data("{rate: 1e-5, name: no}")
    {'rate': 1e-05, 'name': 'no'}
    """
    string = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
    check_number_of_values(string, max_values)
    if _UNUSUAL_SCALAR.search(string):
        return _parse_slowly(string, max_values)
    try:
        if may_exceed_limits(string):
            check_events(yaml.parse(string, Loader=_Loader))
        return _load(string)
    except yaml.constructor.ConstructorError as error:
        if "could not determine a constructor" in str(error.problem):
            return _parse_slowly(string, max_values)
        raise LoadError(f"not valid YAML: {_describe(error)}") from error
    except LoadError:
        raise
    except Exception as error:  # a tag that does not fit its value may raise anything
        raise LoadError(f"not valid YAML: {_describe(error)}") from error


def write_yaml_data(path: Path, data: Mapping[str, Any]) -> None:
    """Write a mapping so that readers of YAML 1.1 and of YAML 1.2 read the same values.

    Parameters
    ----------
    path
        The file to write, in UTF-8.
    data
        The mapping; its order is preserved.
    """
    string = yaml.dump(dict(data), Dumper=DataDumper, sort_keys=False, allow_unicode=True)
    path.write_text(string, encoding="utf-8")


def _load(string: str) -> Any:
    """Parse what libyaml can."""
    if "&" not in string:
        loader = _Loader(string)
        try:
            return _construct(loader.get_single_node())
        except Exception:  # anything unusual, which PyYAML constructs, or explains
            pass
        finally:
            loader.dispose()
    return yaml.load(string, Loader=_Loader)


def _construct(node: Any) -> Any:
    """Return the value of a node as PyYAML does, but only if it has neither anchors nor odd tags.

    PyYAML prepares for collections that contain themselves, which takes most of its time.
    """
    kind = type(node)
    if kind is yaml.ScalarNode:
        return _scalar(node)
    if kind is yaml.MappingNode and node.tag == "tag:yaml.org,2002:map":
        # A key `<<`, which merges another mapping, has a tag of its own
        return {_scalar(k): _construct(v) for k, v in node.value}
    if kind is yaml.SequenceNode and node.tag == "tag:yaml.org,2002:seq":
        return [_construct(item) for item in node.value]
    raise ValueError(f"a {node.id} with the tag {node.tag}")


def _parse_slowly(string: str, max_values: int) -> Any:
    """Parse what libyaml cannot: tags of paramspace, and scalars such as ``?0`` in flow style."""
    # Imported when needed: few files have these, and ruamel.yaml and paramspace take long to import
    from paraverse.yaml_io.constructors import DataConstructor
    from paraverse.yaml_io.pure_parser import create_parser

    check_number_of_values(string, max_values // SLOW)
    try:
        if may_exceed_limits(string):
            check_events(create_parser(DataConstructor).parse(io.StringIO(string)))
        return create_parser(DataConstructor).load(string)
    except LoadError:
        raise
    except Exception as error:  # paramspace checks what its tags describe, and may raise anything
        raise LoadError(f"not valid YAML: {_describe(error)}") from error


def _describe(error: Exception) -> str:
    """Return the message of an error on one line, without the lines of the file that it cites."""
    problem = getattr(error, "problem", None)
    if not problem:
        return " ".join(str(error).split())
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = f" in line {mark.line + 1}" if mark else ""
    context = getattr(error, "context", None) or ""
    return " ".join(f"{context} {problem}".split()) + line
