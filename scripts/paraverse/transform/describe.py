"""Short descriptions of values, for messages and drawings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_MAX_CHARACTERS = 60
_MAX_ITEMS = 4


def describe(value: Any) -> str:
    """Describe a value in one line.

    Parameters
    ----------
    value
        Anything.

    Returns
    -------
    str
        The description. Scalars and strings look as Python writes them; arrays are described by
        their type, shape and dtype, containers by their first items, other objects by their type.

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
    if shape == () and sizes is None and hasattr(value, "item"):  # a numpy scalar
        value = value.item()
    if value is None or isinstance(value, str | bytes | bool | int | float | complex | slice):
        return _shorten(repr(value))
    kind = type(value).__name__
    if isinstance(sizes, Mapping):  # an xarray object
        lengths = ", ".join(f"{name}: {size}" for name, size in sizes.items())
        dtype = getattr(value, "dtype", None)
        return f"{kind} ({lengths})" + (f" {dtype}" if dtype is not None else "")
    if isinstance(shape, tuple) and hasattr(value, "dtype"):
        return f"{kind} {shape} {value.dtype}"
    if type(value) is dict:
        return _join([f"{key!r}: {describe(item)}" for key, item in value.items()], "{}")
    if type(value) is list:
        return _join([describe(item) for item in value[: _MAX_ITEMS + 1]], "[]", len(value))
    if type(value) is tuple:
        return _join([describe(item) for item in value[: _MAX_ITEMS + 1]], "()", len(value))
    return kind


def describe_call(args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """Describe the arguments of a call in one line.

    Parameters
    ----------
    args, kwargs
        The arguments.

    Returns
    -------
    str
        The arguments as they are written in a call, or "none".

    Examples
    --------
    >>> describe_call([1, "a"], {"axis": 0})
    "1, 'a', axis=0"
    """
    keywords = (f"{name}={describe(value)}" for name, value in kwargs.items())
    return ", ".join([*map(describe, args), *keywords]) or "none"


def _join(items: Sequence[str], brackets: str, count: int | None = None) -> str:
    count = len(items) if count is None else count
    first = list(items[:_MAX_ITEMS])
    if count > _MAX_ITEMS:
        first.append(f"… {count} in all")
    return f"{brackets[0]}{', '.join(first)}{brackets[1]}"


def _shorten(line: str) -> str:
    return line if len(line) <= _MAX_CHARACTERS else f"{line[: _MAX_CHARACTERS - 1]}…"
