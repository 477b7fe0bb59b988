"""Labels that are the same up to rounding or within a tolerance."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from paraverse.errors import TransformError
from paraverse.transform.combine.nearest import find_rounded, join_nearest, snap
from support.combined_fields import build_field

GRID = np.linspace(0, 0.3, 4)
DAYS = pd.date_range("2000-01-01", periods=3)


def lines(*labels: Any) -> list[tuple[str, xr.DataArray]]:
    return [
        (f"u{number}", xr.DataArray(np.zeros(len(own)), {"x": own}, ["x"]))
        for number, own in enumerate(labels)
    ]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (GRID, GRID + 1e-14, 4),
        (GRID, GRID.astype("f4"), 3),  # 0 is the same
        (GRID * 1e6 + 0.1, (GRID * 1e6 + 0.1).astype("f4"), 4),
        (GRID[1:2], GRID[1:2] * (1 + 1e-15), 1),
        (GRID, np.arange(4) * 0.1001, 0),
        (GRID, GRID + 0.05, 0),
        (np.arange(4), np.arange(4) + 10, 0),
        (DAYS, DAYS + pd.Timedelta("1us"), 3),
        (DAYS, DAYS + pd.Timedelta("1h"), 0),
        (["a", "b"], ["a", "c"], 0),
    ],
)
def test_find_rounded__differences_of_rounding_only(one: Any, other: Any, count: int) -> None:
    indexes = [line.indexes["x"] for _, line in lines(one, other)]
    joined = indexes[0].union(indexes[1])
    rounded = find_rounded(joined, indexes)
    assert (rounded.count if rounded else 0) == count
    if rounded:
        assert rounded.example[0] in indexes[0] or rounded.example[0] in indexes[1]
        assert rounded.example[0] != rounded.example[1]


def test_find_rounded__of_dates_without_the_standard_calendar() -> None:
    one = xr.date_range("2000-01-01", periods=3, calendar="360_day", use_cftime=True)
    other = one + pd.Timedelta("1us")
    rounded = find_rounded(one.union(other), [one, other])
    assert rounded is not None
    assert rounded.count == 3


@pytest.mark.parametrize(
    ("one", "other", "tolerance", "expected"),
    [
        ([0, 0.1], [0.1 + 1e-14, 0.2], 1e-9, [0, 0.1, 0.2]),
        ([0, 1], [0.4, 2], 0.5, [0, 1, 2]),
        ([0, 1], [0.4, 2], 0.3, [0, 0.4, 1, 2]),
        ([3, 1], [1, 2], 0, [1, 2, 3]),
        (["a", "b"], ["b", "c"], 1, ["a", "b", "c"]),
        (DAYS, DAYS + pd.Timedelta("1s"), "2s", DAYS),
    ],
)
def test_join_nearest__takes_the_labels_of_the_first_universe(
    one: Any, other: Any, tolerance: Any, expected: Any
) -> None:
    field = replace(build_field({}, (2,)), join="nearest", tolerance=tolerance)
    joined = join_nearest(field, "x", lines(one, other))
    assert joined.x.values.tolist() == np.asarray(expected).tolist()


def test_join_nearest__refuses_a_tolerance_that_is_too_large_or_no_duration() -> None:
    field = replace(build_field({}, (2,)), join="nearest", tolerance=5)
    with pytest.raises(TransformError, match="'x' are the same in universe u1"):
        join_nearest(field, "x", lines([0.0], [1.0, 2.0]))
    with pytest.raises(TransformError, match="has to be a duration such as '1s'; found 5"):
        join_nearest(field, "x", lines(DAYS, DAYS[:1]))


def test_snap__replaces_labels_by_the_nearest_ones() -> None:
    array = xr.DataArray([1, 2], {"x": [0.9, 0.1]}, ["x"])
    snapped = snap(array, {"x": pd.Index([0.0, 1.0, 2.0])})
    assert snapped.x.values.tolist() == [1, 0]
