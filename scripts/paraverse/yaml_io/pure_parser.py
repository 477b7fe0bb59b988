"""The parser of ruamel.yaml, corrected where it departs from YAML 1.2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ruamel.yaml
from ruamel.yaml.resolver import VersionedResolver, implicit_resolvers
from ruamel.yaml.scanner import Scanner

from paraverse.yaml_io.core_schema import TYPES

_VERSION = (1, 2)

_ENDS_SCALAR = "\0 \t\r\n\x85\u2028\u2029,[]{}"
"""Characters that can follow a ``?`` that marks a key in flow style."""


class _Scanner(Scanner):
    """Reads plain scalars such as ``?0`` in ``[?0]``, as ruamel.yaml itself writes them."""

    def check_key(self) -> Any:
        return super().check_key() and not self._is_plain_question_mark()

    def check_plain(self) -> Any:
        return super().check_plain() or self._is_plain_question_mark()

    def _is_plain_question_mark(self) -> bool:
        peek = self.reader.peek
        return bool(self.flow_level) and peek() == "?" and peek(1) not in _ENDS_SCALAR


def _build_resolvers() -> dict[str, list[tuple[str, Any]]]:
    """Return the tag and pattern of each type of plain scalars, by the first character."""
    rules: dict[str, tuple[Any, Iterable[str]]] = {
        tag: (pattern, first)
        for versions, tag, pattern, first in implicit_resolvers
        if _VERSION in versions
    }
    rules |= TYPES
    resolvers: dict[str, list[tuple[str, Any]]] = {}
    for tag, (pattern, first_characters) in rules.items():
        for first in first_characters:
            resolvers.setdefault(first, []).append((tag, pattern))
    return resolvers


_RESOLVERS = _build_resolvers()


class _Resolver(VersionedResolver):
    """Reads numbers such as ``.5e3`` as numbers, as other readers of YAML 1.2 do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._version_implicit_resolver[_VERSION] = _RESOLVERS


def create_parser(constructor: type) -> Any:
    """Create a parser of YAML 1.2 documents.

    Parameters
    ----------
    constructor
        The class that constructs values from nodes; it decides which tags are allowed.

    Returns
    -------
    ruamel.yaml.YAML
        The parser, to be used for one document.
    """
    parser = ruamel.yaml.YAML(typ="safe", pure=True)
    parser.Constructor = constructor
    parser.Scanner = _Scanner
    parser.Resolver = _Resolver
    return parser
