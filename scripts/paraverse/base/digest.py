"""Digests of values, and lines that state what a result depends on."""

from __future__ import annotations

import datetime
import hashlib
import keyword
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

_PLAIN = (str, bytes, bool, int, float, complex, datetime.date, slice, range, type(None))
_EXACTLY_PLAIN = frozenset(_PLAIN)


def digest(value: Any, length: int = 8) -> str:
    """Return hexadecimal digits that change whenever the value does.

    Parameters
    ----------
    value
        Mappings, sequences, sets, scalars and dataclasses, nested to any depth. The order of
        mappings and sequences matters, as operations and plot functions may depend on it, but that
        of sets does not; 1, 1.0 and "1" differ. Fields of dataclasses with ``compare=False`` are
        ignored.
    length
        Number of digits, at most 64.

    Returns
    -------
    str
        Digits of a BLAKE2b hash.

    Raises
    ------
    TypeError
        If the value contains objects of other types.

    Examples
    --------
    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    False
    """
    return hashlib.blake2b(_canonical(value).encode(), digest_size=32).hexdigest()[:length]


def digest_order(value: Any) -> str:
    """Return hexadecimal digits that change with the order of keys, but not with values.

    Parameters
    ----------
    value
        Nested mappings and lists.

    Returns
    -------
    str
        Eight digits. Snakemake compares the lines of `format_leaves` regardless of their order.

    Examples
    --------
    >>> digest_order({"a": 1, "b": 2}) == digest_order({"b": 1, "a": 2})
    False
    """
    return digest(_key_order(value))


def _key_order(value: Any) -> Any:
    if isinstance(value, Mapping):
        return [[str(key), _key_order(item)] for key, item in value.items()]
    return [_key_order(item) for item in value] if isinstance(value, list | tuple) else None


def format_leaves(value: Any, prefix: str = "") -> Iterator[str]:
    """Iterate over the leaves of nested values as lines such as ``x.y[0] = 1.5``.

    Parameters
    ----------
    value
        Nested mappings, lists and tuples of values.
    prefix
        A name to begin each line with.

    Yields
    ------
    str
        A line for each leaf, and for each empty mapping or sequence. Different values give
        different lines. Braces are escaped, as Snakemake would take them for wildcards.

    Examples
    --------
    >>> list(format_leaves({"title": "A", "limits": [0, None]}, "plot"))
    ["plot.title = 'A'", 'plot.limits[0] = 0', 'plot.limits[1] = None']
    """
    if isinstance(value, Mapping) and value:
        for key, item in value.items():
            yield from format_leaves(item, f"{prefix}.{_name(key)}" if prefix else _name(key))
    elif isinstance(value, list | tuple) and value:
        for index, item in enumerate(value):
            yield from format_leaves(item, f"{prefix}[{index}]")
    else:
        yield f"{prefix} = {value!r}".replace("{", r"\x7b").replace("}", r"\x7d")


def _name(key: Any) -> str:
    # The keys 1 and "1" must differ, and so must "a.b" and "b" inside of "a"
    is_name = isinstance(key, str) and key.isidentifier() and not keyword.iskeyword(key)
    return key if is_name else repr(key)


def _canonical(value: Any) -> str:
    # Plans have many values, and asking whether something is a Mapping takes longer than the rest
    kind = type(value)
    if kind in _EXACTLY_PLAIN:
        return repr(value)
    if kind is list or kind is tuple or isinstance(value, list | tuple):
        return f"[{','.join(map(_canonical, value))}]"
    if isinstance(value, Mapping):
        items = ((_canonical(k), _canonical(v)) for k, v in value.items())
        return f"{{{','.join(f'{k}:{v}' for k, v in items)}}}"
    if isinstance(value, set | frozenset):
        return f"<{','.join(sorted(map(_canonical, value)))}>"
    if is_dataclass(value) and not isinstance(value, type):
        named = {f.name: getattr(value, f.name) for f in fields(value) if f.compare}
        return f"{type(value).__name__}{_canonical(named)}"
    if isinstance(value, _PLAIN):
        return repr(value)
    raise TypeError(f"a {type(value).__name__} has no digest")
