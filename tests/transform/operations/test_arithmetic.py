"""Arithmetic keeps labels and types."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from paraverse.transform.registry import resolve

VALUES = arrays.arrays(float, st.integers(1, 6), elements=st.integers(-9, 9))


@given(VALUES)
def test_elementwise_operations__are_those_of_each_element(values: np.ndarray) -> None:
    array = xr.DataArray(values, {"x": range(len(values))}, ["x"], "a")
    expected = {"increment": values + 1, "decrement": values - 1, "cubed": values**3}
    expected |= {"squared": values**2, "cumulate": np.cumsum(values)}
    for name, result in expected.items():
        xr.testing.assert_identical(resolve(name)(array), array.copy(data=result))


def test_sqrt3__is_nan_for_negative_numbers() -> None:
    roots = resolve("sqrt3")(np.array([8.0, 0.0]))
    np.testing.assert_allclose(roots, [2, 0])
    with np.errstate(invalid="ignore"):
        assert np.isnan(resolve("sqrt3")(np.array([-8.0])))


def test_normalizations__divide_by_all_elements() -> None:
    values = np.array([[1.0, 3.0], [0.0, 4.0]])
    assert resolve("normalize_to_sum")(values).tolist() == [[0.125, 0.375], [0, 0.5]]
    assert resolve("normalize_to_max")(values).tolist() == [[0.25, 0.75], [0, 1]]


@given(VALUES)
def test_cumulate_complementary__sums_from_the_end(values: np.ndarray) -> None:
    sums = resolve("cumulate_complementary")(values)
    assert sums.tolist() == pytest.approx([values[n:].sum() for n in range(len(values))])
