"""The operation that evaluates symbolic mathematics."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import Any

from paraverse.errors import TransformError
from paraverse.transform.registration import operation


@operation("expression")
def expression(
    expr: str,
    *,
    symbols: Mapping[str, Any] | None = None,
    evaluate: bool = True,
    transformations: Sequence[Any] | None = None,
    astype: Any = "auto",
) -> Any:
    """Evaluate a mathematical expression with sympy.

    Parameters
    ----------
    expr
        The expression, with the functions and constants of sympy. ``**`` is the power, ``^``
        the exclusive or. Attributes, methods and items of symbols are those of their values:
        ``x.max() - x[0]``.
    symbols
        Values of the symbols: numbers and arrays.
    evaluate
        Whether sympy simplifies an expression of numbers. Expressions of arrays are always
        computed as written.
    transformations
        Transformations for `sympy.parsing.sympy_parser.parse_expr`; by default the standard ones.
    astype
        Type of the result. By default it is float for numbers, and the type that numpy's
        arithmetic yields for arrays. With None, an expression of numbers remains a sympy
        object, with symbols for everything without a value.

    Returns
    -------
    number or array
        The value. Arrays are broadcast by dimension name, and their labels are kept.

    Raises
    ------
    TransformError
        If the expression cannot be read, or if a symbol has no value.

    Examples
    --------
    >>> float(expression("a**2 + 1", symbols={"a": 3}))
    10.0
    """
    import numpy as np

    try:
        from sympy import Symbol  # type: ignore[import-untyped]
        from sympy.parsing.sympy_parser import (  # type: ignore[import-untyped]
            parse_expr,
            standard_transformations,
        )
    except ImportError as error:
        raise TransformError("The operation 'expression' needs the package sympy.") from error

    source, values = _replace_members(expr, dict(symbols or {}))
    # In the order of the expression, which determines the order of the result's dimensions
    used = {name: values[name] for name in re.findall(r"\w+", source) if name in values}
    arrays = {n: v for n, v in used.items() if hasattr(v, "ndim") and not np.isscalar(v)}
    try:
        parsed = parse_expr(
            source,
            local_dict={**values, **{name: Symbol(name) for name in arrays}},
            transformations=transformations or standard_transformations,
            evaluate=evaluate and not arrays,
        )
    except Exception as error:  # sympy runs the expression, which can raise anything
        raise TransformError(f"{expr!r} is not an expression for sympy: {error}.") from error
    unknown = sorted({str(s) for s in getattr(parsed, "free_symbols", ())} - set(arrays))
    if not arrays and astype is None:
        return parsed
    if unknown:
        raise TransformError(f"{expr!r}: no value in `symbols` for {', '.join(unknown)}.")
    if arrays:
        result = _compute_arrays(parsed, arrays)
        return result if astype in ("auto", None) else result.astype(astype)
    dtype = np.dtype(float if astype == "auto" else astype)
    try:
        return dtype.type(parsed)
    except TypeError as error:
        raise TransformError(f"{expr!r} is {parsed}, which cannot be {dtype}.") from error


def _replace_members(expr: str, symbols: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Replace attributes, calls and items of symbols with symbols: sympy would interpret them."""
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
            code = compile(ast.Expression(node), expr, "eval")  # type: ignore[arg-type]
            values[name] = eval(code, dict(symbols))
            return ast.Name(name)

    try:
        tree = ast.parse(expr.strip(), mode="eval")
    except SyntaxError:  # sympy reads more than Python, such as 5!
        return expr, values
    replaced = Members().visit(tree)
    return (expr if len(values) == len(symbols) else ast.unparse(replaced)), values


def _compute_arrays(parsed: Any, arrays: Mapping[str, Any]) -> Any:
    import numpy as np
    import xarray as xr
    from sympy import lambdify

    function = lambdify(list(arrays), parsed)

    def broadcast(*values: Any) -> Any:
        shape = np.broadcast_shapes(*(np.shape(value) for value in values))
        result = function(*values)  # a constant if the expression does not depend on them
        return result if np.shape(result) == shape else np.full(shape, result)

    return xr.apply_ufunc(
        broadcast,
        *arrays.values(),
        join="inner",
        keep_attrs="drop_conflicts",
        dask="allowed",
    )
