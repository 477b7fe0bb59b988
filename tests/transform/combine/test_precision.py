"""Integers that floating-point numbers cannot hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraverse.transform.combine.precision import (
    count_changed,
    integer_dtype,
    may_change,
    mixes_signs,
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
    ("dtypes", "expected"),
    [("u8 i8", True), ("u8 i1 ?", True), ("u8 ?", False), ("u4 i8", False), ("u8 i8 f8", False)],
)
def test_mixes_signs__of_types_without_a_common_integer(dtypes: str, expected: bool) -> None:
    assert mixes_signs({np.dtype(name) for name in dtypes.split()}) is expected


def test_integer_dtype__holds_the_range() -> None:
    assert integer_dtype(-1, 5) == "i8"
    assert integer_dtype(0, 2**63) == "u8"
    assert integer_dtype(-1, 2**63) == "f8"
