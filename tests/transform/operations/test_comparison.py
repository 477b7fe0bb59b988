"""Comparisons work on values and on the elements of arrays."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from paraverse.errors import TransformError
from paraverse.transform.registry import resolve

numbers = st.integers(-3, 3)


@given(st.lists(numbers, max_size=5), st.tuples(numbers, numbers), st.lists(numbers, max_size=3))
def test_membership__is_that_of_each_element(
    values: list[int], interval: tuple[int, int], some: list[int]
) -> None:
    lower, upper = interval
    array = xr.DataArray(np.array(values, dtype=int), dims="x", attrs={"units": "m"})
    expected = {
        "in interval": [lower <= v <= upper for v in values],
        "not in interval": [not lower <= v <= upper for v in values],
        "in": [v in some for v in values],
        "not in": [v not in some for v in values],
    }
    for name, truth in expected.items():
        argument = some if name.endswith("in") else interval
        result = resolve(name)(array, argument)
        assert result.dims == ("x",)
        assert result.values.tolist() == truth
        assert resolve(name)(array.values, argument).tolist() == truth
        assert [resolve(name)(value, argument) for value in values] == truth


@pytest.fixture
def energy() -> xr.DataArray:
    return xr.DataArray([1, 2, 3], dims="time", coords={"time": [5, 6, 7]}, name="energy")


@pytest.mark.parametrize(
    ("operator", "value", "truth"),
    [(">", 1, [0, 1, 1]), ("in", [1, 3], [1, 0, 1]), ("not in interval", [2, 9], [1, 0, 0])],
)
def test_create_mask__says_in_its_name_what_it_is(
    energy: xr.DataArray, operator: str, value: object, truth: list[int]
) -> None:
    mask = resolve("create_mask")(energy, operator, value)
    name = f"energy (masked by '{operator} {value}')"
    xr.testing.assert_identical(mask, energy.copy(data=np.array(truth, bool)).rename(name))
    assert resolve("create_mask")(energy.rename(None), operator, value).name is None


def test_where__keeps_name_and_labels(energy: xr.DataArray) -> None:
    result = resolve("where")(energy, "in interval", [2, 2])
    xr.testing.assert_identical(result, energy.where(energy == 2))
    xr.testing.assert_identical(resolve("where")(energy, ">", 2, drop=True), energy[2:] * 1.0)


@pytest.mark.parametrize("operator", ["=<", "contains"])
def test_create_mask__lists_the_comparisons(energy: xr.DataArray, operator: str) -> None:
    with pytest.raises(TransformError, match=f"{operator!r} is not a comparison.*"):
        resolve("create_mask")(energy, operator, 1)
