"""Nested dictionaries with items at paths."""

from __future__ import annotations

from typing import Any

from paraverse.errors import TransformError, suggest


class PathMapping(dict[str, Any]):
    """A dictionary in which ``mapping["a/b"]`` is ``mapping["a"]["b"]``."""

    def __missing__(self, path: str) -> Any:
        first, _, rest = str(path).partition("/")
        if not rest or first not in self:
            raise TransformError(f"There is no {path!r} in the data. {suggest(path, self)}")
        return self[first][rest]


def to_path_mapping(data: Any) -> Any:
    """Turn nested dictionaries into nested `PathMapping`.

    Parameters
    ----------
    data
        Anything.

    Returns
    -------
    object
        A `PathMapping` with string keys if `data` is a dictionary, else `data` itself.

    Examples
    --------
    >>> to_path_mapping({"a": {"b": {"c": 1}}})["a/b/c"]
    1
    """
    if type(data) is not dict:
        return data
    return PathMapping({str(name): to_path_mapping(value) for name, value in data.items()})


def from_path_mapping(value: Any) -> Any:
    """Turn nested `PathMapping` into nested dictionaries.

    Parameters
    ----------
    value
        Anything.

    Returns
    -------
    object
        A dictionary if `value` is a `PathMapping`, else `value` itself.
    """
    if not isinstance(value, PathMapping):
        return value
    return {name: from_path_mapping(member) for name, member in value.items()}
