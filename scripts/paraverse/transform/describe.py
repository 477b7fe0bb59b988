"""Values in a few words, for messages and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_LONGEST = 60
_MOST = 4


def describe(value: Any) -> str:
    """Say what a value is: plain ones as they are, arrays by their sizes and type.

    Examples
    --------
    >>> describe({"a": [1, 2.5], "b": "text"})
    "{'a': [1, 2.5], 'b': 'text'}"
    >>> import numpy as np
    >>> describe(np.zeros((3, 2)))
    'ndarray (3, 2) float64'
    """
    sizes = getattr(value, "sizes", None)
    shape = getattr(value, "shape", None)
    if shape == () and sizes is None and hasattr(value, "item"):  # a number of numpy
        value = value.item()
    if value is None or isinstance(value, str | bytes | bool | int | float | complex | slice):
        return _cut(repr(value))
    kind = type(value).__name__
    if isinstance(sizes, Mapping):  # of xarray
        named = ", ".join(f"{name}: {size}" for name, size in sizes.items())
        dtype = getattr(value, "dtype", None)
        return f"{kind} ({named})" + (f" {dtype}" if dtype is not None else "")
    if isinstance(shape, tuple) and hasattr(value, "dtype"):
        return f"{kind} {shape} {value.dtype}"
    if type(value) is dict:
        return _listed([f"{key!r}: {describe(item)}" for key, item in value.items()], "{}")
    if type(value) is list:
        return _listed([describe(item) for item in value[: _MOST + 1]], "[]", len(value))
    if type(value) is tuple:
        return _listed([describe(item) for item in value[: _MOST + 1]], "()", len(value))
    return kind


def describe_call(args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """Say with which arguments something was called.

    Examples
    --------
    >>> describe_call([1, "a"], {"axis": 0})
    "1, 'a', axis=0"
    """
    named = (f"{name}={describe(value)}" for name, value in kwargs.items())
    return ", ".join([*map(describe, args), *named]) or "none"


def _listed(items: Sequence[str], brackets: str, count: int | None = None) -> str:
    count = len(items) if count is None else count
    shown = list(items[:_MOST])
    if count > _MOST:
        shown.append(f"… {count} in all")
    return f"{brackets[0]}{', '.join(shown)}{brackets[1]}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
