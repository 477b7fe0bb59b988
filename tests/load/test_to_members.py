"""Values that loaders return become members of the tree."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.members import GroupMember, Text
from paraverse.load.to_members import to_members
from support.reports import ignore_report


def members(value: Any, reports: list[str] | None = None) -> Any:
    report = ignore_report if reports is None else reports.append
    return to_members(value, FieldFilter(), report)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, np.array(3)),
        (2.5, np.array(2.5)),
        (1j, np.array(1j)),
        (True, np.array(True)),
        (np.float32(1), np.array(1, "f4")),
        ([1, 2.5], np.array([1, 2.5])),
        ((1, 2), np.array([1, 2])),
        ([], np.zeros(0)),
        (["a", "bc"], np.array(["a", "bc"])),
        (b"ab", np.array(b"ab")),
        (np.arange(3, dtype=">i2"), np.arange(3, dtype=">i2")),
        (np.array([1, "a"], object)[:1], np.array([1])),
        (np.array(["a", "bc"], object), np.array(["a", "bc"], object)),
        (np.array([True, False], object), np.array([True, False])),
        (np.array(["a"], np.dtypes.StringDType()), np.array(["a"], object)),
        (np.zeros(2, [("a", "i4")]), np.zeros(2, [("a", "i4")])),
        (np.array("2020-01-01", "M8[D]"), np.array("2020-01-01", "M8[D]")),
        (np.ma.array([1, 2], mask=False), np.array([1, 2])),
    ],
)
def test_to_members__numbers_and_arrays(value: Any, expected: np.ndarray) -> None:
    result = members(value)
    assert type(result.values) is np.ndarray
    assert result.values.dtype == expected.dtype
    np.testing.assert_array_equal(result.values, expected)


@pytest.mark.parametrize(
    ("value", "member"),
    [
        ("a text", Text("a text")),
        (Path("a/b"), Text("a/b", "path")),
        (Text("{}", "json"), Text("{}", "json")),
        (GroupMember("GraphGroup"), GroupMember("GraphGroup")),
    ],
)
def test_to_members__strings_paths_and_members(value: Any, member: Any) -> None:
    assert members(value) == member


@pytest.mark.parametrize(
    "value",
    [
        None, {1, 2}, object(), len, [[1], [2, 3]], [1, None], np.array([{}], object), [Decimal(1)],
        datetime.date(2020, 1, 1), np.zeros(1, [("a", object)]), np.zeros(1, "V3"), 2**70,
        np.ma.array([1, 2], mask=[True, False]), iter([]), xr.Variable("x", [None]),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_to_members__refuses_what_cannot_be_stored(value: Any) -> None:
    with pytest.raises((LoadError, ValueError)):
        members(value)
    reports: list[str] = []
    assert sorted(members({"fine": 1, "not": value}, reports)) == ["", "fine"]
    assert len(reports) == 1
    assert reports[0].startswith("not: ")


def test_to_members__mappings_become_groups() -> None:
    result = members({"a/b": {"c": 1, 5: "five"}, "d": {}, "a/e": GroupMember("GraphGroup")})
    assert list(result) == ["", "a", "a/b", "a/b/c", "a/b/5", "d", "a/e"]
    assert result["a"] == result["d"] == result[""] == GroupMember()
    assert result["a/e"].kind == "GraphGroup"
    assert result["a/b/5"] == Text("five")


@pytest.mark.parametrize("path", ["../a", "a//b", "/a", "a/", ".", "a/./b"])
def test_to_members__refuses_keys_that_are_not_paths(path: str) -> None:
    reports: list[str] = []
    assert list(members({path: 1}, reports)) == [""]
    assert reports == [f"{path}: is not a valid path"]


def test_to_members__objects_of_xarray_and_pandas_anywhere() -> None:
    result = members({"a": xr.Dataset({"v": ("x", [1, 2])}), "t": pd.DataFrame({"c": [1]})})
    assert result["a"].kind == "Dataset"
    assert result["a/v"].dims == ("x",)
    assert result["t"].kind == "Table"
    assert result["t/c"].values.tolist() == [1]


def test_to_members__selects_fields() -> None:
    values = {"a": {"x": 1, "y": 2}, "b": 3, "c": {"z": 4}}
    tree = to_members(values, FieldFilter(("a/x",)), ignore_report)
    assert isinstance(tree, dict)
    assert list(tree) == ["", "a", "a/x"]
