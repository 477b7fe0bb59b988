"""The parameters of universes as a table: a column for each parameter, a row for each universe."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from paraverse.base.natural import natural_key
from paraverse.sweep.all_parameters import Keys
from paraverse.sweep.axis import agree, hashable
from paraverse.sweep.own_values import parse_scalar

MISSING = -1
"""Stands for a value that a universe does not have."""

Codes = tuple[int, ...]
"""For each row, a number that is the same where the values are."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """The values of a parameter in all universes.

    Attributes
    ----------
    keys
        The keys that lead to the parameter.
    values
        The distinct values, sorted. Those that differ only by rounding are one value.
    codes
        The index of the value of each universe; `MISSING` where it has none.
    """

    keys: Keys
    values: tuple[Any, ...]
    codes: Codes

    @property
    def path(self) -> str:
        """The keys in one string."""
        return ".".join(self.keys)

    @property
    def is_number(self) -> bool:
        """True if all values are numbers, and not Booleans."""
        return all(isinstance(v, int | float) and not isinstance(v, bool) for v in self.values)

    @property
    def is_text(self) -> bool:
        """True if all values are text."""
        return all(isinstance(value, str) for value in self.values)

    @property
    def is_complete(self) -> bool:
        """True if all universes have a value."""
        return MISSING not in self.codes

    @property
    def is_unique(self) -> bool:
        """True if each universe has another value."""
        return len(set(self.codes)) == len(self.codes)

    @property
    def varies(self) -> bool:
        """True if universes differ in the value, or in having one."""
        return len(set(self.codes)) > 1

    @cached_property
    def partition(self) -> Codes:
        """The rows with equal values, numbered in the order in which they first occur."""
        return number_groups(self.codes)


def make_columns(rows: Sequence[Mapping[Keys, Any]]) -> list[Column]:
    """Arrange the parameters of universes in columns.

    Parameters
    ----------
    rows
        The parameters of each universe.

    Returns
    -------
    list of Column
        The columns in the order in which the universes have the parameters.
    """
    order = dict.fromkeys(keys for row in rows for keys in row)
    return [_make_column(keys, [row.get(keys) for row in rows]) for keys in order]


def combine_codes(columns: Iterable[Column], count: int) -> Codes:
    """Number the rows by their values in several columns together.

    Parameters
    ----------
    columns
        The columns.
    count
        The number of rows.

    Returns
    -------
    tuple of int
        The same number for rows that are equal in all columns, from 0 in the order in which they
        first occur.
    """
    codes = [column.codes for column in columns]
    return number_groups(list(zip(*codes, strict=True))) if codes else (0,) * count


def number_groups(values: Sequence[Any]) -> Codes:
    """Number equal values from 0 in the order in which they first occur.

    Examples
    --------
    >>> number_groups(["b", "a", "b"])
    (0, 1, 0)
    """
    numbers: dict[Any, int] = {}
    return tuple(numbers.setdefault(value, len(numbers)) for value in values)


def is_function(codes: Codes, of: Codes) -> bool:
    """Tell whether rows that are equal in one way are also equal in another.

    Parameters
    ----------
    codes
        Numbers of the rows.
    of
        Other numbers of the rows.

    Returns
    -------
    bool
        True if rows with the same number in `of` have the same number in `codes`.

    Examples
    --------
    >>> is_function((0, 0, 1), of=(0, 1, 2)), is_function((0, 1, 2), of=(0, 0, 1))
    (True, False)
    """
    first: dict[int, int] = {}
    return all(first.setdefault(o, code) == code for o, code in zip(of, codes, strict=True))


def _make_column(keys: Keys, raw: Sequence[Any]) -> Column:
    raw = _numbers_in_text(raw)
    by_key = {hashable(value): value for value in raw if value is not None}
    groups = _group_values(by_key.values())
    numbers = {hashable(value): number for number, group in enumerate(groups) for value in group}
    codes = (MISSING if value is None else numbers[hashable(value)] for value in raw)
    # The shortest number is the one that was meant: 0.3 rather than 0.30000000000000004
    values = tuple(min(group, key=lambda value: len(repr(value))) for group in groups)
    return Column(keys=keys, values=values, codes=tuple(codes))


def _numbers_in_text(values: Sequence[Any]) -> Sequence[Any]:
    """Convert text to numbers if all text stands for numbers, and differs where the numbers do."""
    text = {value for value in values if isinstance(value, str)}
    numbers = {value: parse_scalar(value) for value in text}
    if not text or not all(_is_number(number) for number in numbers.values()):
        return values
    others = {value for value in values if value is not None and not isinstance(value, str)}
    if not others and len(set(numbers.values())) < len(text):
        return values  # such as the versions 1.1 and 1.10
    return [numbers[value] if isinstance(value, str) else value for value in values]


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and not math.isnan(value)


def _group_values(values: Iterable[Any]) -> list[list[Any]]:
    """Sort distinct values, and put those together that differ only by rounding."""
    groups: list[list[Any]] = []
    for value in sorted(values, key=_sort_key):
        is_float = isinstance(value, float) or (groups and isinstance(groups[-1][-1], float))
        if is_float and groups and _is_number(groups[-1][-1]) and agree(groups[-1][-1], value):
            groups[-1].append(value)
        else:
            groups.append([value])
    return groups


def _sort_key(value: Any) -> tuple[Any, ...]:
    if isinstance(value, bool | int | float):
        return (1, 0) if value != value else (0, value)
    return (2, natural_key(value)) if isinstance(value, str) else (3, repr(value))
