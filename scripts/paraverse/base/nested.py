"""Nested dictionaries: merging one into another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def merge_nested(base: Mapping[Any, Any], update: Mapping[Any, Any]) -> dict[Any, Any]:
    """Merge a nested dictionary into another one, without modifying either.

    Parameters
    ----------
    base
        The dictionary to start from.
    update
        Values that are added or take precedence. Only dictionaries are merged with each other, as
        other mappings may be data, such as datasets; any other value replaces the one in `base`.

    Returns
    -------
    dict
        A new dictionary. The nested dictionaries that `update` contains are copied; all other
        values are shared with the arguments.

    Examples
    --------
    >>> merge_nested({"x": {"a": 1, "b": 2}}, {"x": {"b": 3}, "y": 4})
    {'x': {'a': 1, 'b': 3}, 'y': 4}
    """
    result = dict(base)
    for key, value in update.items():
        previous = result.get(key)
        if isinstance(value, dict):
            result[key] = merge_nested(previous if isinstance(previous, dict) else {}, value)
        else:
            result[key] = value
    return result
