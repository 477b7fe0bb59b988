"""Operations that return items and attributes, or copies in which these are changed."""

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
    """Return an item.

    Parameters
    ----------
    data
        Any object with items, such as the data tree.
    key
        The key or index; for the data tree, a path such as ``data/random_walk``.

    Returns
    -------
    object
        ``data[key]``.
    """
    return data[key]


@operation("getattr")
def attribute(data: Any, name: str, /, *default: Any) -> Any:
    """Return an attribute.

    Parameters
    ----------
    data
        Anything.
    name
        Name of the attribute. The ``data`` of a numpy array is the array itself, as in dantro's
        containers.
    default
        The result if there is no such attribute; without a default, an error is raised.

    Returns
    -------
    object
        ``data.name``.
    """
    import numpy as np

    return (
        data if name == "data" and isinstance(data, np.ndarray) else getattr(data, name, *default)
    )


@operation(".data")
def data_of(data: Any) -> Any:
    """Return the array in an object.

    Parameters
    ----------
    data
        Any object with an attribute ``data``; a numpy array is returned unchanged.

    Returns
    -------
    object
        ``data.data``; see `attribute`.
    """
    return attribute(data, "data")


@operation("recursive_getitem")
def recursive_getitem(obj: Any, keys: Sequence[Any]) -> Any:
    """Return an item of an item, at any depth.

    Parameters
    ----------
    obj
        Anything with items.
    keys
        A key or index for each level.

    Returns
    -------
    object
        ``obj[keys[0]][keys[1]]…``.

    Raises
    ------
    TransformError
        If there is no such item; the message names the key.
    """
    item = obj
    for depth, key in enumerate(keys):
        try:
            item = item[key]
        except (KeyError, IndexError, TypeError) as error:
            way = " → ".join(map(repr, keys[: depth + 1]))
            hint = suggest(key, item) if isinstance(item, Mapping) else str(error)
            raise TransformError(f"There is no item {way}. {hint}") from error
    return item


@operation("setitem")
def setitem(data: Any, key: Any, value: Any) -> Any:
    """Set an item in a copy of an object.

    Parameters
    ----------
    data
        Any object with items and a method ``copy``.
    key
        The key or index.
    value
        The new item.

    Returns
    -------
    object
        A copy of `data` with ``data[key] = value``.
    """
    changed = data.copy()
    changed[key] = value
    return changed


@operation("setattr")
def set_attribute(data: Any, name: str, value: Any) -> Any:
    """Set an attribute in a copy of an object.

    Parameters
    ----------
    data
        Anything that can be copied.
    name
        Name of the attribute.
    value
        The new value.

    Returns
    -------
    object
        A shallow copy of `data` with ``data.name = value``.
    """
    changed = copy.copy(data)
    setattr(changed, name, value)
    return changed


@operation("callattr")
def callattr(data: Any, attr: str, /, *args: Any, **kwargs: Any) -> Any:
    """Call a method.

    Parameters
    ----------
    data
        Anything.
    attr
        Name of the method.
    args, kwargs
        Arguments of the method.

    Returns
    -------
    object
        ``data.attr(*args, **kwargs)``.
    """
    return getattr(data, attr)(*args, **kwargs)


def _call_on_copy(method: str, data: Any, /, *args: Any, **kwargs: Any) -> Any:
    changed = data.copy()
    getattr(changed, method)(*args, **kwargs)
    return changed


# These methods change arrays and lists in place, but other nodes may use the same object
register_table({f".{name}": functools.partial(_call_on_copy, name) for name in ("fill", "sort")})
