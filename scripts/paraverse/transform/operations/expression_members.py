"""Attributes, items and method calls of symbols in expressions, such as ``x.max() - x[0]``."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from paraverse.errors import TransformError

_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Invert: operator.invert,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
}


def replace_members(expr: str, symbols: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Replace attributes, calls and items of symbols with symbols: sympy would interpret them.

    Parameters
    ----------
    expr
        The expression.
    symbols
        Values of the symbols by name.

    Returns
    -------
    source : str
        The expression with new symbols; unchanged if there is nothing to replace.
    values : dict of str
        The values of all symbols by name.

    Raises
    ------
    TransformError
        If a member has something else than symbols, numbers, strings and arithmetic in its
        arguments, or if text from a symbol would become an argument of a method.
    """
    values = dict(symbols)

    class Members(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            owner = node
            while isinstance(owner, ast.Attribute | ast.Subscript | ast.Call):
                owner = owner.func if isinstance(owner, ast.Call) else owner.value
            if owner is node or not isinstance(owner, ast.Name) or owner.id not in symbols:
                return self.generic_visit(node)
            if isinstance(node, ast.Call) and node.func is owner:  # for sympy, a function
                return self.generic_visit(node)
            name = f"member_{len(values)}_"
            values[name] = _Evaluation(expr, symbols).value_of(node)
            return ast.Name(name)

    try:
        tree = ast.parse(expr.strip(), mode="eval")
    except SyntaxError:  # sympy reads more than Python, such as 5!
        return expr, values
    replaced = Members().visit(tree)
    return (expr if len(values) == len(symbols) else ast.unparse(replaced)), values


class _Evaluation:
    """Evaluates members of symbols, without Python's names and private attributes."""

    def __init__(self, expr: str, symbols: Mapping[str, Any]) -> None:
        self._expr = expr
        self._symbols = symbols

    def value_of(self, node: ast.AST | None) -> Any:
        if node is None:
            return None
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name) and node.id in self._symbols:
            return self._symbols[node.id]
        if isinstance(node, ast.Attribute) and not node.attr.startswith("_"):
            return getattr(self.value_of(node.value), node.attr)
        if isinstance(node, ast.Subscript):
            return self.value_of(node.value)[self.value_of(node.slice)]
        if isinstance(node, ast.Slice):
            return slice(*map(self.value_of, (node.lower, node.upper, node.step)))
        if isinstance(node, ast.Tuple | ast.List):
            items = [self.value_of(item) for item in node.elts]
            return tuple(items) if isinstance(node, ast.Tuple) else items
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            return {self.value_of(key): self.value_of(value) for key, value in pairs}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            args = [self._argument(argument) for argument in node.args]
            kwargs = {k.arg: self._argument(k.value) for k in node.keywords if k.arg is not None}
            if len(kwargs) == len(node.keywords):
                return self.value_of(node.func)(*args, **kwargs)
        if isinstance(node, ast.UnaryOp):
            return _OPERATORS[type(node.op)](self.value_of(node.operand))
        if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
            return _OPERATORS[type(node.op)](self.value_of(node.left), self.value_of(node.right))
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _OPERATORS:
            (right,) = node.comparators
            return _OPERATORS[type(node.ops[0])](self.value_of(node.left), self.value_of(right))
        raise TransformError(f"{self._expr!r}: {ast.unparse(node)} is not allowed in expressions.")

    def _argument(self, node: ast.AST) -> Any:
        value = self.value_of(node)
        if isinstance(value, str | bytes) and not isinstance(node, ast.Constant):
            # Some methods run text as code, such as `query` of a table
            raise TransformError(
                f"{self._expr!r}: {ast.unparse(node)} is the text {value!r:.60}, which cannot be "
                "an argument of a method here."
            )
        return value
