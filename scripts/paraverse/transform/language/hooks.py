"""Hooks: changes to the arguments of an operation when the configuration is read."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

from paraverse.yaml_io.placeholders import Previous, Tag

Args = tuple[Any, ...]
Kwargs = dict[str, Any]
Hook = Callable[[Args, Kwargs], tuple[Args, Kwargs]]

_STRING = re.compile("'[^']*'" + '|"[^"]*"')
# Not after a digit or a dot, as in 1e5 and .real; not a function, not a keyword argument
_SYMBOL = re.compile(r"(?<![\w.])[^\W\d]\w*(?!\w|\s*\(|\s*=(?!=))")

CONSTANTS = ("Catalan", "E", "EulerGamma", "False", "GoldenRatio", "I", "True", "nan", "oo", "pi")
"""Names in an expression that are values, not symbols."""


def resolve_symbols(args: Args, kwargs: Kwargs) -> tuple[Args, Kwargs]:
    """Interpret the symbols of an expression as tags.

    Parameters
    ----------
    args
        The expression, possibly preceded by the result of the previous node, which is ignored.
    kwargs
        Keyword arguments of the operation. Symbols in ``symbols`` are left as they are;
        ``prev`` and ``previous_result`` stand for the result of the previous node.

    Returns
    -------
    args : tuple
        The expression.
    kwargs : dict
        The keyword arguments, with a value for each symbol in ``symbols``.

    Raises
    ------
    ValueError
        If there is no expression, or if it cannot be read.

    Examples
    --------
    >>> resolve_symbols(("2*a + sin(pi*b)",), {"symbols": {"b": 3}})
    (('2*a + sin(pi*b)',), {'symbols': {'b': 3, 'a': !dag_tag a}})
    """
    expression = args[-1] if len(args) in (1, 2) else None
    symbols = kwargs.get("symbols") or {}
    if not isinstance(expression, str) or not isinstance(symbols, dict):
        raise ValueError(
            "Takes one string, such as `expression: a**2 + b`, and a mapping `symbols`. "
            "With `ignore_hooks: true` the arguments stay as they are."
        )
    if not kwargs.get("transformations"):  # with these, sympy reads more than Python's syntax
        try:
            ast.parse(expression.replace("!", "").strip(), mode="eval")
        except SyntaxError as error:
            raise ValueError(f"{expression!r} is not an expression: {error.msg}.") from None
    values: Kwargs = dict(symbols)
    for name in _SYMBOL.findall(_STRING.sub("''", expression)):
        if name not in (*values, *CONSTANTS):
            values[name] = Previous() if name in ("prev", "previous_result") else Tag(name)
    return (expression,), {**kwargs, "symbols": values}


HOOKS: dict[str, Hook] = {"expression": resolve_symbols}
"""The hook of each operation that has one."""
