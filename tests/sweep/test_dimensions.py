"""Dimensions of a sweep; whole sweeps are tested with `paraverse.sweep.inferred_space`."""

from __future__ import annotations

from typing import Any

from paraverse.sweep.dimensions import find_dimensions, find_dims, use_dimensions
from paraverse.sweep.parameter_columns import make_columns


def columns(**values: list[Any]) -> list[Any]:
    rows = zip(*values.values(), strict=True)
    return make_columns([{(n,): v for n, v in zip(values, row, strict=True)} for row in rows])


def test_find_dimensions__are_independent() -> None:
    table = columns(a=[1, 1, 2, 2], b=[1, 2, 1, 2], c=[3, 3, 4, 4])
    dimensions = find_dimensions(table, 4)
    assert [d.column.path for d in dimensions if d.column] == ["a", "b"]
    assert find_dims(table[2], dimensions) == [dimensions[0]]


def test_find_dimensions__bijections_that_do_not_rise_together_are_points() -> None:
    (dimension,) = find_dimensions(columns(a=[1, 2, 3], b=[2, 3, 1]), 3)
    assert (dimension.name, dimension.column, dimension.size) == ("point", None, 3)


def test_find_dims__none_where_universes_at_a_point_differ() -> None:
    table = columns(a=[1, 1, 2], b=[1, 2, 3])
    (dimension,) = use_dimensions(table, table[:1], 3)
    assert find_dims(table[1], [dimension]) is None
