"""Plain Python values of parameters that were read from files in binary formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_MAX_ITEMS = 64
"""Longest list that is taken for the value of a parameter."""


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Convert NumPy scalars and small arrays to numbers, text and lists.

    Parameters
    ----------
    values
        Values by name, such as the attributes of a file.

    Returns
    -------
    dict
        The same values as `bool`, `int`, `float`, `complex`, `str`, or lists of these. Numbers of
        single precision become the decimal numbers that they were rounded from. Arrays with more
        than 64 elements and values of other types are left out.

    Examples
    --------
    >>> import numpy as np
    >>> plain_values({"a": np.float32(0.1), "b": np.array([1, 2]), "c": b"x", "d": np.zeros(99)})
    {'a': 0.1, 'b': [1, 2], 'c': 'x'}
    """
    plain = {name: _plain(value) for name, value in values.items()}
    return {name: value for name, value in plain.items() if _is_parameter(value)}


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):  # an array or a scalar of NumPy
        if value.size > _MAX_ITEMS or value.dtype.names or value.dtype.kind in "mMV":
            return _NO_PARAMETER
        is_short_float = value.dtype.kind == "f" and value.dtype.itemsize < 8
        value = value.astype(str).astype(float).tolist() if is_short_float else value.tolist()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


_NO_PARAMETER = object()


def _is_parameter(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(_is_parameter, value))
    return value is None or isinstance(value, bool | int | float | complex | str)
