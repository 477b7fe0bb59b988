"""The operation that evaluates symbolic mathematics."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from paraverse.errors import TransformError
from paraverse.transform.operations.expression_members import replace_members
from paraverse.transform.operations.expression_syntax import (
    allowed_names,
    check_syntax,
    check_value,
)
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
        The expression: numbers, symbols, arithmetic, and functions and constants of sympy by
        name. ``**`` is the power, ``^`` the exclusive or. Attributes, methods and items of symbols
        are those of their values: ``x.max() - x[0]``.
    symbols
        Values of the symbols: numbers and arrays of numbers, never text.
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
        If the expression cannot be read or has anything else in it, if a symbol has no value or
        one that is text, or if an exact result would have more than a million digits in base 2.

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
            stringify_expr,
        )
    except ImportError as error:
        raise TransformError("The operation 'expression' needs the package sympy.") from error

    source, values = replace_members(expr, symbols or {})
    # In the order of the expression, which determines the order of the result's dimensions
    used = {name: values[name] for name in re.findall(r"\w+", source) if name in values}
    for name, value in used.items():
        check_value(name, value, expr)
    arrays = {n: v for n, v in used.items() if hasattr(v, "ndim") and not np.isscalar(v)}
    local_dict = used | {name: Symbol(name) for name in arrays}
    transformations = transformations or standard_transformations
    names = dict(allowed_names())
    try:
        code = stringify_expr(source, dict(local_dict), names, transformations)
        check_syntax(code, expr, used)
        parsed = parse_expr(
            source,
            local_dict=local_dict,
            global_dict=names,
            transformations=transformations,
            evaluate=evaluate and not arrays,
        )
    except TransformError:
        raise
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
    except (TypeError, ValueError, OverflowError) as error:
        raise TransformError(f"{expr!r} is {parsed}, which cannot be {dtype}.") from error


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
