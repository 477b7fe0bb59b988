"""Values of tags come out of the file as they went in."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from paraverse.load import members as tree
from paraverse.results.file import read_results, write_results
from paraverse.store.groups.conversion import to_variable
from paraverse.store.groups.graph import GraphGroup
from paraverse.store.universe import Universe
from support.results import LABELED_ARRAY, assert_identical, write_and_read
from support.trees import DTYPES, assert_same, values

NOT_OF_XARRAY = ["M8", "M8[D]", "M8[Y]", "M8[25s]", "m8[D]"]


@pytest.mark.parametrize("shape", [(), (4,), (2, 0)], ids=str)
@pytest.mark.parametrize(
    "dtype", [dtype for dtype in DTYPES if dtype not in NOT_OF_XARRAY], ids=str
)
def test_read_results__each_type(tmp_path: Path, dtype: Any, shape: tuple[int, ...]) -> None:
    raw = values(dtype, shape)
    dims = [f"d{axis}" for axis in range(raw.ndim)]
    variable = to_variable(dims, raw)
    array = xr.DataArray(variable, dims=dims, coords={"c": variable}, name="x")
    tags = {"array": array, "dataset": array.to_dataset(), "raw": raw}
    tags |= {"scalar": raw[()]} if shape == () and raw.dtype != object else {}
    result = write_and_read(tmp_path, tags)
    for one in (result["array"], result["dataset"]["x"], result["array"].coords["c"]):
        assert_same(one.values, array.values)  # xarray changes some types
    for name in tags.keys() & {"raw", "scalar"}:
        assert_same(result[name], tags[name])
    lazily = read_results(tmp_path / "results.nc", max_bytes=0)
    assert_same(lazily["array"].values, result["array"].values)
    write_results(tmp_path / "again.nc", lazily)
    assert (tmp_path / "again.nc").read_bytes() == (tmp_path / "results.nc").read_bytes()


@pytest.mark.parametrize(
    "labels",
    [
        np.array([0.5, 1.5]),
        np.array([3, 1], "u1"),
        np.array(["b", "a"]),
        np.array(["ä", "a"], object),
        np.array([b"ab", b"c"]),
        np.array(["2001-01-01", "2002-01-01"], "M8[ns]"),
        np.array([1, 2], "m8[s]"),
        np.array([True, False]),
    ],
    ids=lambda labels: labels.dtype.str,
)
def test_read_results__labels_of_each_type(tmp_path: Path, labels: np.ndarray) -> None:
    array = xr.DataArray([1, 2], {"x": labels}, "x", name="energy")
    assert_identical(write_and_read(tmp_path, {"data": array})["data"], array)
    with xr.open_dataset(tmp_path / "results.nc", group="data") as opened:
        np.testing.assert_array_equal(opened["data"].coords["x"].values, labels)


@pytest.mark.parametrize("name", [None, "energy", "data", "seed", "a name with spaces", 3])
@pytest.mark.parametrize("tag", ["data", "seed", "label", "n"])
def test_read_results__keeps_the_name(tmp_path: Path, name: Any, tag: str) -> None:
    array = LABELED_ARRAY.rename(name)
    assert_identical(write_and_read(tmp_path, {tag: array})[tag], array)


@pytest.mark.parametrize("tag", ["a b", "größe", "mean-energy", "0", "a/b", ".data", "time"])
def test_read_results__names_of_tags(tmp_path: Path, tag: str) -> None:
    unlabelled = xr.DataArray([1.0, 2.0], dims="time", name="energy")
    tags = {tag: LABELED_ARRAY, "a_b": 3, f"{tag}2": unlabelled}
    result = write_and_read(tmp_path, tags)
    assert list(result) == list(tags)
    assert_identical(result[tag], LABELED_ARRAY)
    assert_identical(result[f"{tag}2"], unlabelled)


@pytest.mark.parametrize(
    "attrs",
    [
        {"units": "seconds"},
        {"units": "days since 2000-01-01", "calendar": "noleap"},
        {"scale_factor": 2.0, "add_offset": 1.0},
        {"missing_value": 1.0, "_FillValue": 1.0, "valid_range": np.array([5.0, 6.0])},
        {"coordinates": "seed time", "dtype": "bool", "NAME": "x"},
        {"flag": True, "note": "", "mapping": {"a": [1, None]}, "big": 2**70},
    ],
    ids=str,
)
def test_read_results__attributes_do_not_change_values(
    tmp_path: Path, attrs: dict[str, Any]
) -> None:
    array = xr.DataArray([1.0, 2.0], dims="x", name="energy", attrs=attrs)
    assert_identical(write_and_read(tmp_path, {"data": array})["data"], array)
    with xr.open_dataset(tmp_path / "results.nc", group="data") as opened:
        assert opened["data"].values.tolist() == [1, 2]


@pytest.mark.parametrize(
    "dataset",
    [
        xr.Dataset(),
        LABELED_ARRAY.to_dataset(),
        xr.Dataset(coords={"x": [1, 2], "y": ("x", ["a", "b"])}),
        xr.Dataset(
            {"data": ("x", [1, 2]), "flag": ("x", [True, False]), "one": 3.0, "y": ("y", ["a"])},
            coords={"x": [0.1, 0.2], "alone": ("z", [1, 2, 3]), "at": 5},
            attrs={"title": "Walks", "counts": np.arange(2)},
        ),
    ],
)
def test_read_results__dataset(tmp_path: Path, dataset: xr.Dataset) -> None:
    result = write_and_read(tmp_path, {"data": dataset})["data"]
    xr.testing.assert_identical(result, dataset)
    assert {n: v.dtype for n, v in result.items()} == {n: v.dtype for n, v in dataset.items()}
    with xr.open_dataset(tmp_path / "results.nc", group="data") as opened:
        xr.testing.assert_equal(opened, dataset)


@pytest.mark.parametrize(
    "value",
    [
        *(3, 2**70, -1.5, float("inf"), True, None, "text with {braces} and ü", "", "a\0b"),
        *(b"bytes", 1 + 2j, datetime.date(2001, 1, 1), np.str_("word"), np.float32("nan")),
        *([], {}, (), [1, [2.5, "x", None]], {"a": {"b": (1, 2)}, 3: "d"}),
        {"mean": np.float32(1.5), "counts": np.arange(3), "a/b": [np.array(["x"]), 1]},
    ],
    ids=repr,
)
def test_read_results__values_of_python(tmp_path: Path, value: Any) -> None:
    assert_same(write_and_read(tmp_path, {"data": value})["data"], value)


def test_read_results__arrays_with_labels_in_lists_and_mappings(tmp_path: Path) -> None:
    value = {"walks": [LABELED_ARRAY, LABELED_ARRAY[:1]], "all": LABELED_ARRAY.to_dataset(), "n": 2}
    result = write_and_read(tmp_path, {"data": value})["data"]
    assert_identical(result["walks"][0], LABELED_ARRAY)
    assert_identical(result["walks"][1], LABELED_ARRAY[:1])
    xr.testing.assert_identical(result["all"], value["all"])
    assert result["n"] == 2


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"a": [1, 2], "b/c": ["x", "ü"], 3: [0.5, np.nan]}),
        pd.DataFrame({"a": [1.5]}, index=pd.Index(["r"], name="row")).rename_axis(columns="kind"),
        pd.DataFrame({("a", "x"): [1, 2], ("a", "y"): [True, False]}),
        pd.DataFrame({"n": [1, 2]}, index=pd.MultiIndex.from_product([["a"], [1, 2]])),
        pd.DataFrame({"when": pd.date_range("2001-01-01", periods=3)}),
        pd.DataFrame(),
        pd.DataFrame([[1, 2]], columns=["a", "a"]),
    ],
)
def test_read_results__tables(tmp_path: Path, table: pd.DataFrame) -> None:
    table.attrs["source"] = "a"
    series = pd.Series(np.arange(len(table)), table.index, name=("a", 1))
    result = write_and_read(tmp_path, {"data": table, "series": series})
    empty = table.empty
    pd.testing.assert_frame_equal(
        result["data"], table, check_index_type=False, check_column_type=not empty
    )
    assert result["data"].attrs == table.attrs
    pd.testing.assert_series_equal(result["series"], series, check_index_type=False)


def test_read_results__groups_of_the_data_tree(tmp_path: Path) -> None:
    members: tree.Tree = {
        "net": tree.GroupMember("GraphGroup", {"directed": True, "parallel": False}),
        "net/nodes": tree.Array(np.array([4, 7]), attrs={"units": "1"}),
        "net/edges": tree.Array(np.array([[4], [7]])),
        "net/note": tree.Text("a: 1", "yaml"),
        "walks/x": tree.Array(np.arange(2.0), dims=("time",)),
    }
    universe = Universe(members, "sim_1", {"seed": 3})
    result = write_and_read(
        tmp_path, {"net": universe["net"], "all": universe, "w": universe["walks"]}
    )
    assert isinstance(result["net"], GraphGroup)
    assert list(result["net"].create_graph().edges) == [(4, 7)]
    assert (result["net"].attrs, result["net"]["note/a"]) == (
        {"directed": True, "parallel": False},
        1,
    )
    assert (result["all"].id, result["all"].parameters) == ("sim_1", {"seed": 3})
    for path in ("net/nodes", "net/edges", "walks/x"):
        xr.testing.assert_identical(result["all"][path], universe[path])
    xr.testing.assert_identical(result["w"]["x"], universe["walks/x"])
