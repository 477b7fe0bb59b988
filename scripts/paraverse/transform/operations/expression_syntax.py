"""Check expressions before sympy parses them: sympy's parser runs them as Python code.

Only numbers, symbols, arithmetic and functions of sympy by name are allowed, and only numbers and
arrays of numbers are values of symbols. sympy would also run text that it meets in values.
"""

from __future__ import annotations

import ast
import functools
import math
import re
from collections.abc import Mapping
from numbers import Number
from typing import Any, NamedTuple, TypeGuard

from paraverse.errors import TransformError, suggest

_OTHER_FUNCTIONS = (
    "Abs", "Add", "Derivative", "E1", "Float", "Integer", "Integral", "Mul", "N", "Pow", "Product",
    "Rational", "Sum", "Symbol", "cancel", "cbrt", "collect", "diff", "expand", "factor",
    "gcd", "integrate", "lcm", "limit", "product", "real_root", "root", "series",
    "simplify", "sqrt", "summation", "together",
)  # fmt: skip
"""Names in sympy of allowed functions that are not subclasses of `sympy.Function`."""

_ALLOWED = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Tuple, ast.List,
    ast.Constant, ast.Name, ast.Call, ast.keyword, ast.operator, ast.unaryop, ast.boolop,
    ast.cmpop, ast.expr_context,
)  # fmt: skip

_STRINGS = {"Symbol": r"[^\W\d]\w*", "Float": r"[\w.+-]+", "Rational": r"[\d./]+"}
"""Functions to which the tokenizer of sympy passes strings, with the form of these strings."""

_GROWING = {
    "bell", "bernoulli", "binomial", "catalan", "euler", "factorial", "factorial2", "ff",
    "fibonacci", "gamma", "genocchi", "harmonic", "lucas", "motzkin", "partition", "rf",
    "subfactorial", "tribonacci", "RisingFactorial", "FallingFactorial",
}  # fmt: skip
"""Functions whose exact value has about as many digits as the argument is large."""

_PRESERVING = {"Abs", "Integer", "Max", "Min", "Mod", "Rational", "abs", "max", "min"}
"""Functions whose value is exact and not larger than an argument, if the arguments are exact."""

_ROUNDING = {"ceiling", "floor", "round"}
"""Functions whose value is exact."""

_MAX_BITS = 1e6
"""Largest size of an exact number. sympy would compute larger ones for hours."""


@functools.cache
def allowed_names() -> Mapping[str, Any]:
    """Return the functions and constants that expressions may name.

    Returns
    -------
    mapping of str
        Functions, relations and constants of sympy by name, without those that interpret text.
    """
    import sympy  # type: ignore[import-untyped]
    from sympy.core.function import (  # type: ignore[import-untyped]
        Application,
        UndefinedFunction,
    )

    names = {
        name: value
        for name, value in vars(sympy).items()
        if isinstance(value, sympy.Expr | sympy.logic.boolalg.BooleanAtom)
        or (isinstance(value, type) and issubclass(value, Application | sympy.core.Rel))
    }
    for name in ("Function", "WildFunction", "Lambda"):
        names.pop(name, None)
    names |= {name: getattr(sympy, name) for name in _OTHER_FUNCTIONS}
    names |= {"abs": abs, "max": sympy.Max, "min": sympy.Min, "pow": pow, "round": round}
    # For functions that do not exist, which `check_syntax` refuses
    return {**names, "Function": UndefinedFunction, "__builtins__": {}}


def check_syntax(code: str, expr: str, values: Mapping[str, Any]) -> None:
    """Check the code into which sympy translates an expression.

    Parameters
    ----------
    code
        The code.
    expr
        The expression, for messages.
    values
        The values of symbols by name.

    Raises
    ------
    TransformError
        If it consists of more than numbers, symbols, arithmetic and functions by name, or if an
        exact result would be too large.
    """
    tree = ast.parse(code.strip(), mode="eval")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            _check_call(node, expr)
        elif not isinstance(node, _ALLOWED) or (
            isinstance(node, ast.Name) and node.id not in (*allowed_names(), *values)
        ):
            raise TransformError(
                f"{expr!r} is not an expression for sympy: {ast.unparse(node)} is none of numbers, "
                "symbols, arithmetic, and functions by name."
            )
    in_calls = {id(node.args[0]) for node in ast.walk(tree) if _takes_string(node)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
        if is_text and id(node) not in in_calls:
            raise TransformError(f"{expr!r} is not an expression for sympy: it has text in quotes.")
    _exact_size(tree.body, expr, values)


def check_value(name: str, value: Any, expr: str) -> None:
    """Check that the value of a symbol is a number or an array of numbers.

    Parameters
    ----------
    name
        The symbol, or the attribute or item of one.
    value
        Its value. Dates and time spans count as numbers, and so do expressions of sympy.
    expr
        The expression, for messages.

    Raises
    ------
    TransformError
        If it is anything else, such as text.
    """
    import numpy as np
    import sympy

    if isinstance(value, sympy.Basic):
        return
    if isinstance(value, Number):
        return
    dtypes = getattr(value, "dtypes", getattr(value, "dtype", None))  # those of a table's columns
    kinds = {getattr(dtype, "kind", "O") for dtype in np.atleast_1d(np.asarray(dtypes, object))}
    if dtypes is not None and kinds <= set("biufcmM"):
        return
    is_lazy = hasattr(getattr(value, "data", value), "dask")
    items = np.asarray(value).ravel().tolist() if kinds == {"O"} and not is_lazy else [None]
    if dtypes is not None and all(isinstance(item, Number) for item in items):
        return
    kind = f"the text {value!r:.60}" if isinstance(value, str) else f"a {type(value).__name__}"
    if hasattr(value, "dtype"):
        kind += f" of {value.dtype}"
    raise TransformError(f"{expr!r}: {name} is {kind}. Symbols stand for numbers and arrays only.")


def _check_call(node: ast.Call, expr: str) -> None:
    function = node.func
    if isinstance(function, ast.Call) and isinstance(function.func, ast.Name):
        (argument,) = function.args
        name = argument.value if isinstance(argument, ast.Constant) else ast.unparse(argument)
        functions = [key for key in allowed_names() if not key.startswith("_")]
        hint = suggest(name, functions, limit=0)
        raise TransformError(f"{expr!r}: sympy has no function {name!r}. {hint}".rstrip())
    if not isinstance(function, ast.Name):
        message = f"{ast.unparse(function)} is not the name of a function."
        raise TransformError(f"{expr!r} is not an expression for sympy: {message}")


def _takes_string(node: ast.AST) -> TypeGuard[ast.Call]:
    """Return whether a node is a call with a string, as the tokenizer of sympy writes them."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
        return False
    pattern = _STRINGS.get(node.func.id)
    argument = node.args[0]
    return (
        pattern is not None
        and isinstance(argument, ast.Constant)
        and isinstance(argument.value, str)
        and re.fullmatch(pattern, argument.value) is not None
    )


class _Size(NamedTuple):
    """The size of a number as a power of two, and whether sympy computes with it exactly."""

    log2: float
    is_exact: bool


def _exact_size(node: ast.AST, expr: str, values: Mapping[str, Any]) -> _Size:
    """Estimate the size of the value of a node; raise an error if an exact one is too large."""

    def size_of(child: ast.AST) -> _Size:
        return _exact_size(child, expr, values)

    def checked(log2: float) -> _Size:
        if log2 > _MAX_BITS:
            raise TransformError(
                f"{expr!r} is too large to compute exactly. Use decimal numbers, such as 2.0."
            )
        return _Size(log2, True)

    if isinstance(node, ast.Constant):
        return _size_of_number(node.value)
    if isinstance(node, ast.Name):
        return _size_of_number(values.get(node.id))
    if isinstance(node, ast.UnaryOp):
        return size_of(node.operand)
    if isinstance(node, ast.BinOp):
        left, right = size_of(node.left), size_of(node.right)
        is_exact = left.is_exact and right.is_exact
        if isinstance(node.op, ast.Pow):
            exponent = 2.0 ** min(right.log2, 1000)
            return checked(left.log2 * exponent) if is_exact else _Size(0, False)
        if isinstance(node.op, ast.Mult | ast.Div):
            return _Size(left.log2 + right.log2, is_exact)
        return _Size(max(left.log2, right.log2) + 1, is_exact)
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        sizes = [size_of(argument) for argument in node.args] or [_Size(0, False)]
        largest, is_exact = max(size.log2 for size in sizes), all(size.is_exact for size in sizes)
        if name in ("Pow", "pow") and len(sizes) > 1 and is_exact:
            return checked(sizes[0].log2 * 2.0 ** min(sizes[1].log2, 1000))
        if name in _GROWING and is_exact:
            return checked(2.0 ** min(largest, 1000) * max(1.0, largest))
        return _Size(largest, name in _ROUNDING or (is_exact and name in _PRESERVING))
    for child in ast.iter_child_nodes(node):
        size_of(child)
    return _Size(0, False)


def _size_of_number(value: Any) -> _Size:
    if isinstance(value, str):  # the argument of `Float` is not exact, but its size counts
        value = float(value) if value.replace(".", "").isdigit() else None
    item = value.item() if hasattr(value, "item") and getattr(value, "ndim", 1) == 0 else value
    if isinstance(item, int):
        return _Size(math.log2(abs(item)) if item else 0, True)
    if isinstance(item, float) and math.isfinite(item) and item:
        return _Size(max(0.0, math.log2(abs(item))), False)
    return _Size(0, False)
