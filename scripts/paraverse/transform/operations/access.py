"""Operations that take items and attributes, and that change some in a copy."""

from __future__ import annotations

import copy
import functools
from collections.abc import Mapping, Sequence
from typing import Any

from paraverse.errors import TransformError, suggest
from paraverse.transform.registration import operation
from paraverse.transform.registry import register_table

register_table(
    {
        "[]": "getitem",
        ".": "getattr",
        ".()": "callattr",
    }
)


@operation("getitem")
def getitem(data: Any, key: Any) -> Any:
    """Return ``data[key]``; a path such as ``data/random_walk`` in the data tree."""
    return data[key]


@operation("getattr")
def attribute(data: Any, name: str, /, *default: Any) -> Any:
    """Return ``data.name``; the ``data`` of an array of numpy is the array, as of a container."""
    import numpy as np

    return (
        data if name == "data" and isinstance(data, np.ndarray) else getattr(data, name, *default)
    )


@operation(".data")
def array_of(data: Any) -> Any:
    """Return the array in something, see `attribute`."""
    return attribute(data, "data")


@operation("recursive_getitem")
def recursive_getitem(obj: Any, keys: Sequence[Any]) -> Any:
    """Return ``obj[keys[0]][keys[1]]…``.

    Raises
    ------
    TransformError
        If there is no such item; it says at which key.
    """
    found = obj
    for depth, key in enumerate(keys):
        try:
            found = found[key]
        except (KeyError, IndexError, TypeError) as error:
            way = " → ".join(map(repr, keys[: depth + 1]))
            hint = suggest(key, found) if isinstance(found, Mapping) else str(error)
            raise TransformError(f"There is no item {way}. {hint}") from error
    return found


@operation("setitem")
def setitem(data: Any, key: Any, value: Any) -> Any:
    """Return a copy of the data with ``data[key] = value``."""
    changed = data.copy()
    changed[key] = value
    return changed


@operation("setattr")
def set_attribute(data: Any, name: str, value: Any) -> Any:
    """Return a copy of the data with ``data.name = value``."""
    changed = copy.copy(data)
    setattr(changed, name, value)
    return changed


@operation("callattr")
def callattr(data: Any, attr: str, /, *args: Any, **kwargs: Any) -> Any:
    """Call the method of this name."""
    return getattr(data, attr)(*args, **kwargs)


def _changed_copy(method: str, data: Any, /, *args: Any, **kwargs: Any) -> Any:
    changed = data.copy()
    getattr(changed, method)(*args, **kwargs)
    return changed


# These methods of arrays and lists change them in place, and other nodes may use the same object
register_table({f".{name}": functools.partial(_changed_copy, name) for name in ("fill", "sort")})
