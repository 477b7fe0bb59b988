"""Parse Python files into top-level statements.

Files are parsed once in a process, however often they are read, as long as their content stays.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from paraverse.errors import ConfigError, Location, Problem
from paraverse.user_code.mentions import FunctionNode, Mentions, find_mentions

_DOCSTRING = "removed_docstring"
"""The attribute of a syntax node for the docstring that was removed from it."""


class Statement:
    """A statement at the top level of a file.

    Parameters
    ----------
    node
        The parsed statement. Docstrings are removed from it before its content is used.
    keeps_docstrings
        Whether to keep docstrings, as the code of the file uses them.

    Attributes
    ----------
    node
        The parsed statement.
    """

    def __init__(self, node: ast.stmt, *, keeps_docstrings: bool = False) -> None:
        self.node = node
        self._keeps_docstrings = keeps_docstrings

    @cached_property
    def _content(self) -> ast.stmt:
        # Not for every statement, as most of those of paraverse itself are never used
        return self.node if self._keeps_docstrings else _without_docstrings(self.node)

    @cached_property
    def source(self) -> str:
        """The source of the statement without comments, docstrings and formatting."""
        return ast.unparse(self._content)

    @cached_property
    def mentions(self) -> Mentions:
        """Names, imports and files in the statement."""
        return find_mentions(self._content)


def parse_file(path: Path) -> tuple[Statement, ...]:
    """Parse a Python file.

    Parameters
    ----------
    path
        The path of the file.

    Returns
    -------
    tuple of Statement
        The statements at its top level, with an import for each imported name.

    Raises
    ------
    ConfigError
        If the file is missing or is not valid Python.
    """
    try:
        return _parse(path.read_bytes())
    except OSError as error:
        is_missing = isinstance(error, FileNotFoundError)
        message = "This file does not exist." if is_missing else f"{error.strerror}."
        raise ConfigError([Problem(Location(str(path)), message)]) from None
    except (SyntaxError, ValueError, RecursionError) as error:
        location = Location(str(path), getattr(error, "lineno", None))
        message = f"Not valid Python: {getattr(error, 'msg', error)}."
        raise ConfigError([Problem(location, message)]) from None


@functools.lru_cache(maxsize=512)
def _parse(source: bytes) -> tuple[Statement, ...]:
    # Docstrings count where code may read them
    keeps = re.search(rb"__doc__|getdoc|getsource|docopt", source) is not None
    return tuple(
        Statement(single, keeps_docstrings=keeps)
        for node in ast.parse(source).body
        if keeps or not _is_docstring(node)
        for single in _split_import(node)
    )


def _split_import(node: ast.stmt) -> Iterator[ast.stmt]:
    """Yield an import for each name, or the statement itself if it is not an import."""
    match node:
        case ast.Import(names=names):
            for name in names:
                yield ast.copy_location(ast.Import([name]), node)
        case ast.ImportFrom(module=module, names=names, level=level):
            for name in names:
                yield ast.copy_location(ast.ImportFrom(module, [name], level), node)
        case _:
            yield node


def docstring_of(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """Return the docstring of a function or class of a parsed file; "" if it has none."""
    return getattr(node, _DOCSTRING, None) or ast.get_docstring(node) or ""


def _without_docstrings(statement: ast.stmt) -> ast.stmt:
    # In place, as copying takes longer than parsing; `docstring_of` still finds them
    for node in ast.walk(statement):
        if isinstance(node, ast.ClassDef | FunctionNode):
            setattr(node, _DOCSTRING, ast.get_docstring(node))
            node.body = [s for s in node.body if not _is_docstring(s)] or [ast.Pass()]
    return statement


def _is_docstring(statement: ast.stmt) -> bool:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)
