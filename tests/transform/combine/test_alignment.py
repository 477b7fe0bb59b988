"""Indexes are compared and joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import TransformError
from paraverse.jobs.transform import CombinedField
from paraverse.transform.combine.alignment import (
    align,
    has_same_indexes,
    indexes_of,
    join_indexes,
    other_coords,
    without_values,
)
from support.combined_fields import build_field

FIELD = replace(build_field({}, (2,)), path="a")


def labelled(labels: Sequence[Any], dim: str = "x") -> xr.DataArray:
    values = 1.0 + np.arange(len(labels))
    return xr.DataArray(values, {dim: list(labels)}, [dim], "a", {"units": "J"})


def join(*arrays: xr.DataArray, field: CombinedField = FIELD) -> xr.DataArray:
    universes = [f"u{number}" for number in range(len(arrays))]
    return join_indexes(field, universes, [indexes_of(array) for array in arrays])


def test_without_values__has_the_labels_and_no_memory() -> None:
    array = labelled([1, 2, 3])
    empty = without_values(array)
    xr.testing.assert_identical(empty, array.copy(data=np.zeros(3)))
    assert empty.values.base is not None
    assert empty.values.strides == (0,)


def test_indexes_of__and_other_coords_are_all_coordinates() -> None:
    array = labelled([1, 2]).assign_coords(t=3, name=("x", ["a", "b"]))
    assert list(indexes_of(array).coords) == ["x"]
    assert list(other_coords(array)) == ["t", "name"]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (labelled([1, 2]) * 5, True),
        (labelled([1, 2]).assign_coords(t=3), True),
        (labelled([1, 3]), False),
        (labelled([1, 2, 3]), False),
        (labelled([1, 2], "y"), False),
        (labelled([1, 2]).drop_vars("x"), False),
    ],
)
def test_has_same_indexes__compares_dimensions_and_indexes(other: xr.DataArray, same: bool) -> None:
    assert has_same_indexes(labelled([1, 2]), other) is same


def test_join_indexes__is_the_union_by_default() -> None:
    joined = join(labelled([1, 3]), labelled([2, 3]))
    assert joined.x.values.tolist() == [1, 2, 3]
    aligned = align(labelled([1, 3]), joined, nearest=False)
    np.testing.assert_array_equal(aligned, [1, np.nan, 2])


def test_join_indexes__inner_is_the_intersection() -> None:
    inner = replace(FIELD, join="inner")
    joined = join(labelled([1, 3]), labelled([2, 3]), field=inner)
    assert joined.x.values.tolist() == [3]
    np.testing.assert_array_equal(align(labelled([1, 3]), joined, nearest=False), [2])
    with pytest.raises(TransformError, match="no value of the coordinate 'x' in common"):
        join(labelled([1]), labelled([2]), field=inner)


def test_join_indexes__exact_allows_no_difference() -> None:
    exact = replace(FIELD, join="exact")
    assert join(labelled([1, 3]), labelled([1, 3]), field=exact).x.values.tolist() == [1, 3]
    with pytest.raises(TransformError, match="'x' differs between the universes u0 and u1"):
        join(labelled([1, 3]), labelled([1, 4]), field=exact)


def test_join_indexes__keeps_the_order_of_dimensions_and_multi_indexes() -> None:
    one = xr.DataArray(np.zeros((2, 2)), {"x": [0, 1], "y": ["a", "b"]}, ["x", "y"])
    joined = join(one, one.isel(x=[1, 0]).transpose("y", "x"))
    assert joined.dims == ("x", "y")
    stacked = one.stack(point=["x", "y"])
    assert join(stacked, stacked.isel(point=[0, 3])).indexes["point"].nlevels == 2


@pytest.mark.parametrize("other", [labelled([1, 2, 3]).drop_vars("x"), labelled([1, 2], "y")])
def test_join_indexes__needs_coordinates_of_the_same_dimensions(other: xr.DataArray) -> None:
    one = labelled([1, 2]).drop_vars("x") if "x" in other.dims else labelled([1, 2])
    with pytest.raises(TransformError, match="'a' has different shapes in different universes"):
        join(one, other)


def test_join_indexes__names_a_universe_with_repeated_labels() -> None:
    with pytest.raises(TransformError, match=r"'x' .* repeated values in u1"):
        join(labelled([1, 2]), labelled([3, 3]))
