"""Objects become elements of arrays, and arrays of arrays become one."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from paraverse.errors import TransformError
from paraverse.transform.registry import resolve

LABELS = st.tuples(st.integers(0, 3), st.sampled_from("abc"))


@given(st.integers(1, 3), st.integers(1, 3), st.sampled_from(["C", "F"]))
def test_populate_ndarray__fills_in_order(
    rows: int, columns: int, order: Literal["C", "F"]
) -> None:
    values = list(range(rows * columns))
    result = resolve("populate_ndarray")(values, (rows, columns), order=order)
    assert result.dtype == float
    np.testing.assert_array_equal(result, np.reshape(values, (rows, columns), order=order))


def test_populate_ndarray__takes_objects_and_leaves_out_alone() -> None:
    like = np.zeros((2, 2), dtype=object, order="F")
    result = resolve("populate_ndarray")(([], [1], [1, 2], "abc"), out=like, ufunc=list)
    assert result.tolist() == [[[], [1, 2]], [[1], ["a", "b", "c"]]]
    assert like.tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [({}, "needs the `shape`"), ({"shape": (2, 2)}, r"3 objects do not fill .* shape \(2, 2\)")],
)
def test_populate_ndarray__says_what_does_not_fit(kwargs: dict[str, Any], message: str) -> None:
    with pytest.raises(TransformError, match=message):
        resolve("populate_ndarray")([1, 2, 3], **kwargs)


@given(st.dictionaries(LABELS, st.integers(), min_size=1))
def test_build_object_array__has_each_object_at_its_label(
    objects: dict[tuple[int, str], int],
) -> None:
    array = resolve("build_object_array")(objects, dims=["n", "kind"])
    assert array.dtype == object
    for n in array.n.values:
        for kind in array.kind.values:
            result = array.sel(n=n, kind=kind).item()
            assert result == objects.get((n, kind)) or (
                (n, kind) not in objects and result != result
            )
    assert array.n.values.tolist() == sorted({n for n, _ in objects})
    filled = resolve("build_object_array")(objects, dims=["n", "kind"], fillna="none")
    assert (filled == "none").sum() == array.size - len(objects)


def test_build_object_array__says_which_label_does_not_fit() -> None:
    with pytest.raises(TransformError, match=r"label \(0,\) is not one of dimensions \('a', 'b'\)"):
        resolve("build_object_array")([1, 2], dims=["a", "b"])


def arrays_of(*arrays: Any) -> xr.DataArray:
    values = np.empty(len(arrays), dtype=object)
    values[:] = arrays
    return xr.DataArray(values, dims="seed", coords={"seed": [7, 3, 5][: len(arrays)], "run": 1})


def test_expand_object_array__labels_the_dimensions_inside() -> None:
    outer = arrays_of(np.arange(4, dtype="i2"), [1, 2, 3, 4])
    result = resolve("expand_object_array")(
        outer, shape=(2, 2), dims=["x", "y"], coords={"x": "trivial", "y": ["a", "b"]}, astype="i2"
    )
    xr.testing.assert_identical(
        result,
        xr.DataArray(
            np.array([[[0, 1], [2, 3]], [[1, 2], [3, 4]]], dtype="i2"),
            dims=("seed", "x", "y"),
            coords={"seed": [7, 3], "x": [0, 1], "y": ["a", "b"], "run": 1},
            name="data",
        ),
    )
    assert result.dtype == "i2"


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [
        ({}, r"element \(1,\) has shape \(3,\), not \(2,\)"),
        ({"dims": ["a", "b"]}, "2 names .* for the 1 dimensions inside"),
        ({"coords": {"x": [1, 2]}}, "Coordinates of .'x'. for the dimensions .'inner_dim_0'."),
        ({"combination_method": "add"}, "'add' is not 'concat' or 'merge'"),
    ],
)
def test_expand_object_array__says_what_does_not_fit(kwargs: dict[str, Any], message: str) -> None:
    with pytest.raises(TransformError, match=message):
        resolve("expand_object_array")(arrays_of([1, 2], [1, 2, 3], [3, 4]), **kwargs)


@pytest.mark.parametrize(
    "kwargs", [{"allow_reshaping_failure": True}, {"combination_method": "merge"}]
)
def test_expand_object_array__can_leave_gaps(kwargs: dict[str, Any]) -> None:
    result = resolve("expand_object_array")(arrays_of([1, 2], [1, 2, 3], [3, 4]), **kwargs)
    np.testing.assert_array_equal(result, [[1, 2], [np.nan, np.nan], [3, 4]])
    assert result.seed.values.tolist() == [7, 3, 5]
