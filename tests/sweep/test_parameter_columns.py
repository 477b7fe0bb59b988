"""Columns of parameters."""

from __future__ import annotations

from typing import Any

import pytest

from paraverse.sweep.parameter_columns import make_columns


@pytest.mark.parametrize(
    ("raw", "values"),
    [
        ([0.3, 0.1 + 0.2, 0.4], (0.3, 0.4)),
        (["0.1", "0.2", "10"], (0.1, 0.2, 10)),
        (["0.1", 0.1, 0.2], (0.1, 0.2)),
        (["1.1", "1.10"], ("1.1", "1.10")),
        (["1", "a"], ("1", "a")),
        ([True, False], (False, True)),
        (["x10", "x9", 3, 2.5], (2.5, 3, "x9", "x10")),
        ([[1, 2], [1, 2], [3]], ([1, 2], [3])),
        ([10**20, 10**20 + 1], (10**20, 10**20 + 1)),
        ([1, 1.0], (1,)),
    ],
)
def test_make_columns__distinct_values(raw: list[Any], values: tuple[Any, ...]) -> None:
    (column,) = make_columns([{("x",): value} for value in raw])
    assert column.values == values
    assert len(column.codes) == len(raw)


def test_make_columns__missing_and_nan() -> None:
    (column,) = make_columns([{("x",): 1.0}, {}, {("x",): float("nan")}, {("x",): float("nan")}])
    assert column.codes == (0, -1, 1, 1)
    assert not column.is_complete
    assert column.varies
