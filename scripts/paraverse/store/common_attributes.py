"""Attributes of many universes: those that are the same, and those that differ."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

UNITS = ("units", "unit")
"""Attributes without which values cannot be compared, in lower case."""

_MISSING = object()


class CommonAttributes:
    """The attributes that all universes have, with equal values.

    Attributes
    ----------
    common
        These attributes.
    """

    def __init__(self) -> None:
        self.common: dict[str, Any] = {}
        self._first: Mapping[str, Any] | None = None
        self._first_universe = ""
        self._different: dict[str, tuple[Any, str]] = {}

    def add(self, attrs: Mapping[Any, Any], universe: str) -> None:
        """Compare the attributes of a universe with those of the others.

        Parameters
        ----------
        attrs
            The attributes.
        universe
            The name of the universe.
        """
        if self._first is None:
            self._first, self._first_universe = attrs, universe
            self.common = dict(attrs)
            return
        if attrs is self._first or not (attrs or self._first):
            return
        for name in dict.fromkeys([*self.common, *attrs]):
            if name in self._different:
                continue
            value = attrs.get(name, _MISSING)
            if not _is_same(self._first.get(name, _MISSING), value):
                self._different[name] = value, universe
                self.common.pop(name, None)

    def differences(self) -> Iterator[tuple[str, str]]:
        """Iterate over the attributes that differ.

        Yields
        ------
        str, str
            The name of an attribute, and a description of two values with their universes.
        """
        for name, (value, universe) in self._different.items():
            first = (self._first or {}).get(name, _MISSING)
            pairs = [(first, self._first_universe), (value, universe)]
            yield str(name), ", ".join(f"{_describe(value)} in {at}" for value, at in pairs)


def _is_same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    if one is _MISSING or other is _MISSING:
        return False
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    try:
        if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
            arrays = np.asarray(one), np.asarray(other)
            has_nan = all(array.dtype.kind in "fc" for array in arrays)
            return np.array_equal(*arrays, equal_nan=has_nan)
        return bool(one == other)
    except (TypeError, ValueError):  # values that cannot be compared, such as nested arrays
        return repr(one) == repr(other)


def _describe(value: Any) -> str:
    if value is _MISSING:
        return "none"
    text = repr(value.item() if isinstance(value, np.generic) else value)
    return text if len(text) <= 60 else f"{text[:59]}…"
