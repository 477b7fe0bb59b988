"""Integers that floating-point numbers cannot hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraverse.transform.combine.precision import (
    count_changed,
    exact_dtype,
    may_change,
)

F8 = np.dtype("f8")


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_count_changed__counts_integers_that_floats_do_not_hold(numbers: list[int]) -> None:
    assert count_changed(np.array(numbers, "i8"), F8) == sum(int(float(n)) != n for n in numbers)


@given(st.lists(st.integers(2**53, 2**64 - 1)))
def test_count_changed__also_without_sign(numbers: list[int]) -> None:
    assert count_changed(np.array(numbers, "u8"), F8) == sum(int(float(n)) != n for n in numbers)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("i8", "f8", True), ("u8", "c16", True), ("i4", "f8", False), ("i8", "O", False)],
)
def test_may_change__concerns_integers_of_64_bits(one: str, other: str, expected: bool) -> None:
    assert may_change(np.dtype(one), np.dtype(other)) is expected


@pytest.mark.parametrize(
    ("arrays", "dtype"),
    [
        ([np.array([1], "u8"), np.array([-1], "i8")], "i8"),
        ([np.array([2**63], "u8"), np.array([1], "i4")], "u8"),
        ([np.array([2**63], "u8"), np.array([-1], "i8")], "f8"),
        ([np.array([1], "u8"), np.array([True])], "u8"),
        ([np.array([1], "i8"), np.array([0.5], "f4")], "f8"),
        ([np.array(["2000"], "M8[s]"), np.array(["2000", "NaT"], "M8[ns]")], "M8[ns]"),
        ([np.array(["0001"], "M8[s]"), np.array(["2000"], "M8[ns]")], "M8[s]"),
        ([np.array(["a"]), np.array([1])], "O"),
    ],
)
def test_exact_dtype__holds_all_values(arrays: list[np.ndarray], dtype: str) -> None:
    found = exact_dtype({array.dtype for array in arrays}, lambda: arrays)
    assert found == dtype
    if dtype not in ("O", "f8"):
        for array in arrays:
            assert array.astype(found).astype(array.dtype).tolist() == array.tolist()


def test_exact_dtype__of_dates_that_no_unit_holds() -> None:
    arrays = [np.array(["0001"], "M8[s]"), np.array(["2000-01-01T00:00:00.000000001"], "M8[ns]")]
    with pytest.raises(TypeError, match="exceed the range"):
        exact_dtype({array.dtype for array in arrays}, lambda: arrays)
