"""Values of swept parameters: which of them are the same, and where a value is on its dimension."""

from __future__ import annotations

import bisect
import datetime
import itertools
import math
import numbers
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

_DIGITS = 12
"""Decimal numbers that agree in so many digits are the same but for rounding."""

_MAX_LENGTH = 80
"""Longest value in a message, in characters."""


def hashable(value: Any) -> Any:
    """Convert the value of a parameter so that it can be looked up in a dictionary.

    Parameters
    ----------
    value
        The value, of any type.

    Returns
    -------
    object
        A hashable value that is equal for equal values. As in paramspace, 1, 1.0 and True are
        equal, and text differs from everything else. A list equals a tuple with the same items,
        the order of a mapping does not matter, and NaN equals NaN.

    Examples
    --------
    >>> hashable(1) == hashable(1.0), hashable(1) == hashable("1")
    (True, False)
    >>> hashable([0.1, {"b": 1, "c": None}]) == hashable((0.1, {"c": None, "b": 1}))
    True
    """
    if isinstance(value, int | str):  # most values, and sweeps can have many
        return value
    if isinstance(value, float):
        return ("nan",) if math.isnan(value) else value
    if hasattr(value, "tolist"):  # an array or a scalar of NumPy
        return hashable(value.tolist())
    if isinstance(value, Mapping):
        return ("mapping", frozenset((hashable(k), hashable(v)) for k, v in value.items()))
    if isinstance(value, list | tuple):
        return ("list", tuple(map(hashable, value)))
    if value is None or isinstance(value, bytes | numbers.Number | datetime.date):
        return value
    return (type(value).__name__, repr(value))


def agree(one: Any, other: Any) -> bool:
    """Tell whether two values are the same, or differ only because decimal numbers were rounded.

    Parameters
    ----------
    one, other
        Values of a parameter.

    Returns
    -------
    bool
        True if they are equal, or if one is a floating-point number and both are the same to
        twelve digits. Lists and mappings agree if all their items do.

    Examples
    --------
    >>> agree(0.1 + 0.2, 0.3), agree(0.3, 0.30000000001), agree(1, "1"), agree([0.1 + 0.2], [0.3])
    (True, False, False, True)
    """
    if hashable(one) == hashable(other):
        return True
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(agree, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(agree(one[key], other[key]) for key in one)
    if not isinstance(one, float) and not isinstance(other, float):
        return False  # integers are exact
    number, other_number = _to_float(one), _to_float(other)
    if number is None or other_number is None:
        return False
    return _agree_in_digits(number, other_number)


def find_agreeing(values: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Find values of a dimension that are the same but for rounding.

    Parameters
    ----------
    values
        The values of the dimension.

    Yields
    ------
    tuple
        Two values that agree.
    """
    ordered = sorted(
        (number, index) for index, v in enumerate(values) if (number := _to_float(v)) is not None
    )
    for (_, i), (_, j) in itertools.pairwise(ordered):
        if agree(values[i], values[j]):
            yield values[min(i, j)], values[max(i, j)]
    seen: dict[Any, Any] = {}
    for value in values:
        if _to_float(value) is None:
            key = hashable(_round(value))
            if key in seen:
                yield seen[key], value
            seen.setdefault(key, value)


class Axis:
    """The values of a dimension, in which values of universes can be found.

    Parameters
    ----------
    values
        The values of the dimension.

    Attributes
    ----------
    values
        The argument of the same name.
    """

    def __init__(self, values: Sequence[Any]) -> None:
        self.values = values
        self._indices = {hashable(value): index for index, value in enumerate(values)}

    def find(self, value: Any) -> int | None:
        """Find the value of the dimension that a value agrees with.

        Parameters
        ----------
        value
            The value of a universe.

        Returns
        -------
        int or None
            The index of the equal value; if there is none, of the nearest one that agrees with it;
            None if there is none either.

        Examples
        --------
        >>> axis = Axis((0.3, 0.5))
        >>> axis.find(0.1 + 0.2), axis.find(0.4), axis.find("0.3")
        (0, None, None)
        """
        index = self._indices.get(hashable(value))
        if index is None:
            index = self.nearest(value)
            if index is None or not agree(value, self.values[index]):
                index = next((i for i in self._nested if agree(value, self.values[i])), None)
        return index

    def nearest(self, value: Any) -> int | None:
        """Return the index of the nearest number.

        Parameters
        ----------
        value
            Any value.

        Returns
        -------
        int or None
            The index; None if the value is not a number, or if the dimension has no numbers.
        """
        number = _to_float(value)
        if number is None or not self._numbers:
            return None
        position = bisect.bisect_left(self._numbers, (number, -1))
        around = self._numbers[max(position - 1, 0) : position + 1]
        return min(around, key=lambda pair: abs(pair[0] - number))[1]

    @cached_property
    def _numbers(self) -> list[tuple[float, int]]:
        pairs = ((_to_float(value), index) for index, value in enumerate(self.values))
        return sorted((number, index) for number, index in pairs if number is not None)

    @cached_property
    def _nested(self) -> list[int]:
        return [
            index
            for index, value in enumerate(self.values)
            if isinstance(value, list | tuple | Mapping)
        ]


def format_value(value: Any) -> str:
    """Return a value as messages show it: text in quotes, and long values in part.

    Parameters
    ----------
    value
        The value of a parameter.

    Returns
    -------
    str
        The value in the notation of Python, at most about 80 characters.
    """
    text = repr(value)
    return text if len(text) <= _MAX_LENGTH else f"{text[:_MAX_LENGTH]}…"


def format_point(names: Iterable[str], values: Iterable[Any]) -> str:
    """Return a point of the parameter space as messages show it.

    Parameters
    ----------
    names
        The names of the dimensions.
    values
        The value of each dimension.

    Returns
    -------
    str
        The values with their names.

    Examples
    --------
    >>> format_point(["size", "kind"], [0.1, "1"])
    "size=0.1, kind='1'"
    """
    pairs = zip(names, values, strict=True)
    return ", ".join(f"{name}={format_value(value)}" for name, value in pairs)


def _to_float(value: Any) -> float | None:
    """Return a real number, which may be one of NumPy, as a float; None for everything else."""
    if isinstance(value, numbers.Real):
        try:
            number = float(value)
        except OverflowError:  # an integer above 1e308
            return None
        return None if math.isnan(number) else number
    return None


def _agree_in_digits(one: float, other: float) -> bool:
    # Numbers that differ by one unit in the last place may be rounded to different digits
    is_close = math.isclose(one, other, rel_tol=10.0**-_DIGITS)
    return is_close or f"{one:.{_DIGITS}g}" == f"{other:.{_DIGITS}g}"


def _round(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _round(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_round(item) for item in value]
    return float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value
