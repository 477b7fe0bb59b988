"""Evaluate expressions for paths, such as ``Path(__file__).parent / "lib"``."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from paraverse.user_code.mentions import get_last_name


def evaluate_path(node: ast.expr, file: Path, names: Mapping[str, ast.expr]) -> str | None:
    """Evaluate an expression for a path.

    Parameters
    ----------
    node
        The expression.
    file
        The file that contains it.
    names
        The values that the file assigns to names at its top level.

    Returns
    -------
    str or None
        The path; None if the expression is not understood.

    Examples
    --------
    >>> node = ast.parse("os.path.join('models', 'lib')", mode="eval").body
    >>> evaluate_path(node, Path("operations.py"), {})
    'models/lib'
    """
    return _PathEvaluator(file, names).evaluate(node)


class _PathEvaluator:
    """Evaluates expressions in one file."""

    def __init__(self, file: Path, names: Mapping[str, ast.expr]) -> None:
        self._file = file
        self._names = names

    def evaluate(self, node: ast.expr) -> str | None:
        """Return the value of an expression; None if it is not understood."""
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.Name(id="__file__"):
                return str(self._file.absolute())
            case ast.Name(id=name) if name in self._names:
                names = {key: value for key, value in self._names.items() if key != name}
                return _PathEvaluator(self._file, names).evaluate(self._names[name])
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return self._join([left, right], "/")
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self._join([left, right], "")
            case ast.Attribute(value=value, attr="parent"):
                return self._parent(value, 1)
            case ast.Subscript(
                value=ast.Attribute(value=value, attr="parents"), slice=ast.Constant(value=int(n))
            ):
                return self._parent(value, n + 1)
            case ast.Call(func=function, args=arguments, keywords=[]):
                return self._call(function, arguments)
        return None

    def _call(self, function: ast.expr, arguments: list[ast.expr]) -> str | None:
        name = get_last_name(function)
        if name in ("cwd", "getcwd") and not arguments:
            return os.getcwd()
        if name in ("Path", "PurePath", "join", "joinpath") and arguments:
            owner = [function.value] if isinstance(function, ast.Attribute) else []
            return self._join([*(owner if name == "joinpath" else []), *arguments], "/")
        if name == "dirname" and len(arguments) == 1:
            return self._parent(arguments[0], 1)
        if name in ("str", "abspath", "realpath", "fspath", "normpath") and len(arguments) == 1:
            return self.evaluate(arguments[0])
        if name in ("resolve", "absolute", "as_posix") and isinstance(function, ast.Attribute):
            return self.evaluate(function.value)
        return None

    def _join(self, nodes: Iterable[ast.expr], separator: str) -> str | None:
        paths = [self.evaluate(node) for node in nodes]
        evaluated = [path for path in paths if path is not None]
        if len(evaluated) < len(paths):
            return None
        return os.path.join(*evaluated) if separator else "".join(evaluated)

    def _parent(self, node: ast.expr, levels: int) -> str | None:
        path = self.evaluate(node)
        return None if path is None else str(Path(path, *[".."] * levels))
