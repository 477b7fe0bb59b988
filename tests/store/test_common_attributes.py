"""Attributes that all universes have, and those that differ."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from paraverse.store.common_attributes import CommonAttributes


def compare(*attributes: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    common = CommonAttributes()
    for number, attrs in enumerate(attributes):
        common.add(attrs, f"u{number}")
    return common.common, list(common.differences())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("m", "m"),
        (1, np.int64(1)),
        (np.nan, float("nan")),
        (np.array([1.0, np.nan]), np.array([1.0, np.nan])),
        (np.array(["a", "b"], dtype=object), np.array(["a", "b"])),
        ([1, [2]], [1, [2]]),
    ],
)
def test_add__equal_values_are_common(one: Any, other: Any) -> None:
    common, differences = compare({"a": one}, {"a": other}, {"a": one})
    assert list(common) == ["a"]
    assert differences == []


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ("m", "mm", "'m' in u0, 'mm' in u1"),
        ("1", 1, "'1' in u0, 1 in u1"),
        (np.array([1, 2]), np.array([1, 3]), "array([1, 2]) in u0, array([1, 3]) in u1"),
        (np.array([1, 2]), 1, "array([1, 2]) in u0, 1 in u1"),
        ("x" * 100, "", f"'{'x' * 58}… in u0, '' in u1"),
    ],
)
def test_add__different_values_are_left_out(one: Any, other: Any, message: str) -> None:
    common, differences = compare({"a": one, "b": 1}, {"a": other, "b": 1}, {"a": one, "b": 1})
    assert common == {"b": 1}
    assert differences == [("a", message)]


def test_add__what_a_universe_lacks_differs() -> None:
    assert compare({"a": 1}, {}) == ({}, [("a", "1 in u0, none in u1")])
    assert compare({}, {"a": 1}, {"a": 1}) == ({}, [("a", "none in u0, 1 in u1")])
