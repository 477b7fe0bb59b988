"""Labels are compared and joined by coordinates."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import TransformError
from paraverse.transform.combine.alignment import (
    align,
    has_same_labels,
    join_labels,
    without_values,
)


def labelled(labels: list[int], dim: str = "x") -> xr.DataArray:
    values = 1.0 + np.arange(len(labels))
    return xr.DataArray(values, {dim: labels}, [dim], "a", {"units": "J"})


def test_without_values__has_the_labels_and_no_memory() -> None:
    array = labelled([1, 2, 3])
    empty = without_values(array)
    xr.testing.assert_identical(empty, array.copy(data=np.zeros(3)))
    assert empty.values.base is not None
    assert empty.values.strides == (0,)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (labelled([1, 2]) * 5, True),
        (labelled([1, 3]), False),
        (labelled([1, 2, 3]), False),
        (labelled([1, 2], "y"), False),
        (labelled([1, 2]).drop_vars("x"), False),
    ],
)
def test_has_same_labels__compares_all_but_values(other: xr.DataArray, same: bool) -> None:
    assert has_same_labels(labelled([1, 2]), other) is same


def test_join_labels__is_the_union_of_coordinates() -> None:
    joined = join_labels("a", labelled([1, 3]), labelled([2, 3]))
    assert joined.x.values.tolist() == [1, 2, 3]
    assert joined.attrs == {"units": "J"}
    aligned = align(labelled([1, 3]), joined)
    np.testing.assert_array_equal(aligned, [1, np.nan, 2])


@pytest.mark.parametrize("other", [labelled([1, 2, 3]).drop_vars("x"), labelled([1, 2], "y")])
def test_join_labels__needs_coordinates_of_the_same_dimensions(other: xr.DataArray) -> None:
    one = labelled([1, 2]).drop_vars("x") if "x" in other.dims else labelled([1, 2])
    with pytest.raises(TransformError, match="'a' has different shapes in different universes"):
        join_labels("a", one, other)
