"""Values are counted along dimensions."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from paraverse.errors import TransformError
from paraverse.transform.registry import resolve

SHAPES = arrays.array_shapes(min_dims=2, max_dims=3, max_side=3)
VALUES = st.sampled_from([0.0, 1.5, -2.0, np.nan])


@given(arrays.arrays(float, SHAPES, elements=VALUES), st.data())
def test_count_unique__counts_along_dimensions(values: np.ndarray, data: st.DataObject) -> None:
    dims = ["x", "y", "z"][: values.ndim]
    array = xr.DataArray(values, dims=dims)
    along = data.draw(st.lists(st.sampled_from(dims), unique=True))
    counts = resolve("count_unique")(array, along)
    others = [dim for dim in dims if along and dim not in along]
    assert counts.dims == ("unique", *others)
    assert counts.dtype == int
    assert counts.unique.values.tolist() == sorted(set(values[~np.isnan(values)].tolist()))
    for index in np.ndindex(*(array.sizes[dim] for dim in others)):
        at = dict(zip(others, index, strict=True))
        counts_of_values = Counter(v for v in array.isel(at).values.ravel().tolist() if v == v)
        result = counts.isel(at)
        assert {
            v: n for v, n in zip(result.unique.values, result.values, strict=True) if n
        } == counts_of_values


def test_count_unique__keeps_the_labels_of_what_remains() -> None:
    array = xr.DataArray(
        [["a", "b"], ["b", "b"]], dims=("x", "y"), coords={"x": [5, 6], "run": 1}, name="kind"
    )
    xr.testing.assert_identical(
        resolve("count_unique")(array, "y"),
        xr.DataArray(
            [[1, 0], [1, 2]],
            dims=("unique", "x"),
            coords={"unique": ["a", "b"], "x": [5, 6], "run": 1},
            name="kind (unique counts)",
        ),
    )
    with pytest.raises(TransformError, match=r"no dimension 'z' in \('x', 'y'\)"):
        resolve("count_unique")(array, ["z"])
