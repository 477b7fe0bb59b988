"""Selecting and orienting the data of a graph."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from paraverse.errors import TransformError
from paraverse.store.groups.graph_data import (
    find_flag,
    orient_edges,
    scalar_coords,
    select_data,
)

ARRAY = xr.DataArray(
    np.arange(6).reshape(3, 1, 2), {"time": [0, 5, 10]}, dims=("time", "kind", "node")
)


def test_select_data__by_label_and_by_position() -> None:
    by_label = select_data(ARRAY, at_time=5)
    assert by_label.dims == ("node",)
    assert by_label.values.tolist() == [2, 3]
    xr.testing.assert_identical(select_data(ARRAY, at_time_idx=1), by_label)
    xr.testing.assert_identical(select_data(ARRAY, sel={"time": 5}), by_label)
    assert scalar_coords(by_label) == {"time": 5}


def test_select_data__dimensions_that_the_data_lack_are_ignored() -> None:
    array = ARRAY.isel(time=0, drop=True)
    assert select_data(array, sel={"time": 3, "x": 1}, isel={"y": 0}).values.tolist() == [0, 1]


def test_select_data__keeps_dimensions_of_length_one_if_told() -> None:
    assert select_data(ARRAY, at_time=0, keep_dim=["kind"]).dims == ("kind", "node")
    assert select_data([7]).values.tolist() == [7]  # one dimension always stays


def test_select_data__label_and_position() -> None:
    with pytest.raises(TransformError, match="Select along time by label or by position"):
        select_data(ARRAY, at_time=0, isel={"time": 0})


@given(st.integers(5, 9), st.booleans(), st.booleans())
def test_orient_edges__infers_the_orientation(count: int, transposed: bool, keys: bool) -> None:
    edges = np.arange(count * (3 if keys else 2)).reshape(count, -1)
    array = xr.DataArray(edges.T if transposed else edges)
    result = orient_edges(array, transposed=None, parallel=keys)
    assert result is not None
    assert result.values.tolist() == edges.tolist()


def test_orient_edges__ambiguous_shape_is_taken_as_it_is() -> None:
    array = xr.DataArray([[0, 1], [2, 3]])
    for transposed, expected in ((None, [[0, 1], [2, 3]]), (True, [[0, 2], [1, 3]])):
        result = orient_edges(array, transposed=transposed, parallel=False)
        assert result is not None
        assert result.values.tolist() == expected


def test_orient_edges__single_edge_and_missing_edges() -> None:
    single = orient_edges(xr.DataArray([3, 4]), transposed=None, parallel=False)
    assert single is not None
    assert single.values.tolist() == [[3, 4]]
    edges = xr.DataArray([[0, 1], [np.nan, np.nan], [1, 2]])
    present = orient_edges(edges, transposed=False, parallel=False)
    assert present is not None
    assert present.values.tolist() == [[0, 1], [1, 2]]


def test_orient_edges__too_many_dimensions() -> None:
    assert orient_edges(xr.DataArray(np.zeros((2, 2, 2))), transposed=None, parallel=False) is None


@pytest.mark.parametrize(
    ("attrs", "flag"),
    [({}, None), ({"b": np.array([0])}, False), ({"a": True, "b": False}, True)],
    ids=str,
)
def test_find_flag__first_attribute_counts(attrs: dict[str, Any], flag: bool | None) -> None:
    assert find_flag(attrs, ("a", "b")) is flag
