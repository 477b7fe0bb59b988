"""What an operation does to its arguments when the configuration is read."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

from paraverse.yaml_io.placeholders import Previous, Tag

Args = tuple[Any, ...]
Kwargs = dict[str, Any]
Hook = Callable[[Args, Kwargs], tuple[Args, Kwargs]]

_TEXT = re.compile("'[^']*'" + '|"[^"]*"')
# Not behind a digit or a dot, as in 1e5 and .real; not a function, not a keyword
_SYMBOL = re.compile(r"(?<![\w.])[^\W\d]\w*(?!\w|\s*\(|\s*=(?!=))")

CONSTANTS = ("Catalan", "E", "EulerGamma", "False", "GoldenRatio", "I", "True", "nan", "oo", "pi")
"""Names in an expression that are values."""


def expression(args: Args, kwargs: Kwargs) -> tuple[Args, Kwargs]:
    """Take the symbols of an expression for tags.

    Parameters
    ----------
    args
        The expression, or the previous result, which is not used, and the expression.
    kwargs
        Symbols in ``symbols`` stay as they are. ``prev`` and ``previous_result`` are the
        previous result.

    Raises
    ------
    ValueError
        If there is no expression, or if it cannot be read.

    Examples
    --------
    >>> expression(("2*a + sin(pi*b)",), {"symbols": {"b": 3}})
    (('2*a + sin(pi*b)',), {'symbols': {'b': 3, 'a': !dag_tag a}})
    """
    text = args[-1] if len(args) in (1, 2) else None
    symbols = kwargs.get("symbols") or {}
    if not isinstance(text, str) or not isinstance(symbols, dict):
        raise ValueError(
            "Takes one text, such as `expression: a**2 + b`, and a mapping `symbols`. "
            "With `ignore_hooks: true` the arguments stay as they are."
        )
    if not kwargs.get("transformations"):  # those read what is not in Python's syntax
        try:
            ast.parse(text.replace("!", "").strip(), mode="eval")
        except SyntaxError as error:
            raise ValueError(f"{text!r} is not an expression: {error.msg}.") from None
    found: Kwargs = dict(symbols)
    for name in _SYMBOL.findall(_TEXT.sub("''", text)):
        if name not in (*found, *CONSTANTS):
            found[name] = Previous() if name in ("prev", "previous_result") else Tag(name)
    return (text,), {**kwargs, "symbols": found}


HOOKS: dict[str, Hook] = {"expression": expression}
"""For the name of an operation, what its arguments become."""
