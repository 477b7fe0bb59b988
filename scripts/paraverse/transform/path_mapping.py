"""Mappings in mappings, addressed by paths."""

from __future__ import annotations

from typing import Any

from paraverse.errors import TransformError, suggest


class Tree(dict[str, Any]):
    """A dictionary in which ``tree["a/b"]`` is ``tree["a"]["b"]``."""

    def __missing__(self, path: str) -> Any:
        first, _, rest = str(path).partition("/")
        if not rest or first not in self:
            raise TransformError(f"There is no {path!r} in the data. {suggest(path, self)}")
        return self[first][rest]


def addressed_by_paths(data: Any) -> Any:
    """Make mappings in mappings a `Tree`; anything else stays as it is.

    Examples
    --------
    >>> addressed_by_paths({"a": {"b": {"c": 1}}})["a/b/c"]
    1
    """
    if type(data) is not dict:
        return data
    return Tree({str(name): addressed_by_paths(value) for name, value in data.items()})


def plain(value: Any) -> Any:
    """Make a `Tree` mappings in mappings again; anything else stays as it is."""
    if not isinstance(value, Tree):
        return value
    return {name: plain(member) for name, member in value.items()}
