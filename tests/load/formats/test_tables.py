"""Tables, and objects of pandas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from paraverse.errors import LoadError
from paraverse.load.formats.tables import pandas_to_members
from paraverse.load.members import Array, GroupMember, Tree
from paraverse.load.report import Report
from paraverse.load.run_loader import load_file
from support.reports import ignore_report


def load(name: str, path: Path, **options: Any) -> tuple[Any, list[str]]:
    reports: list[str] = []
    return load_file(name, str(path), report=reports.append, options=options), reports


def convert_table(table: pd.DataFrame, report: Report = ignore_report) -> Tree:
    tree = pandas_to_members(table, report)
    assert isinstance(tree, dict)
    return tree


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write a table with columns of different types."""
    path = tmp_path / "table.csv"
    path.write_text("time,v [m/s],name,on\n1,0.5,a,True\n2,,,False\n")
    return path


def test_load_csv__columns_and_index(path: Path) -> None:
    loaded, reports = load("pandas_csv", path)
    assert loaded[""] == GroupMember("Table")
    assert list(loaded) == ["", "index", "time", "v [m_s]", "name", "on"]
    for name, values in {
        "index": np.array([0, 1]),
        "time": np.array([1, 2]),
        "v [m_s]": np.array([0.5, np.nan]),
        "name": np.array(["a", ""], object),
        "on": np.array([True, False]),
    }.items():
        assert loaded[name].values.dtype == values.dtype
        np.testing.assert_array_equal(loaded[name].values, values)
        assert loaded[name].dims == ("index",)
        assert list(loaded[name].coords) == ["index"]
    assert loaded["v [m_s]"].attrs == {"long_name": "v [m/s]"}
    assert reports == ["name: 1 missing strings are empty now"]


def test_load_csv__options_are_those_of_pandas(path: Path) -> None:
    loaded, _ = load("pandas_csv", path, index_col="time", usecols=["time", "on"], skiprows=[1])
    assert list(loaded) == ["", "time", "on"]
    assert loaded["on"].dims == ("time",)
    assert loaded["time"].values.tolist() == [2]


@pytest.mark.parametrize(
    ("text", "options"),
    [("", {}), ("a,b\n1\n1,2,3\n", {}), ("a\n1\n", {"spe": ";"}), ("a\n1\n", {"index_col": "b"})],
)
def test_load_csv__broken(path: Path, text: str, options: dict[str, Any]) -> None:
    path.write_text(text)
    with pytest.raises(LoadError, match=str(path)):
        load("pandas_csv", path, **options)


@pytest.mark.parametrize(
    ("reader", "text"),
    [("csv", "a,b\n1,x\n"), ("json", '[{"a": 1, "b": "x"}]'), ("fwf", "a b\n1 x\n")],
)
def test_load_table__by_reader(tmp_path: Path, reader: str, text: str) -> None:
    path = tmp_path / "table"
    path.write_text(text)
    loaded, _ = load("pandas_generic", path, reader=reader)
    assert loaded["a"].values.tolist() == [1]
    assert loaded["b"].values.tolist() == ["x"]


@pytest.mark.parametrize(
    ("reader", "message"),
    [
        ("csvs", r"has no reader 'csvs' of files. Did you mean 'csv'\?"),
        ("sql", "has no reader 'sql' of files"),
        ("pickle", "needs `allow_pickle: true`"),
        ("hdf", "needs `allow_pickle: true`"),
    ],
)
def test_load_table__readers_that_are_refused(path: Path, reader: str, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        load("pandas_generic", path, reader=reader)


def test_load_table__pickle_if_allowed(tmp_path: Path) -> None:
    pd.DataFrame({"a": [1]}).to_pickle(tmp_path / "table.pkl")
    loaded, _ = load("pandas_generic", tmp_path / "table.pkl", reader="pickle", allow_pickle=True)
    assert loaded["a"].values.tolist() == [1]


@pytest.mark.parametrize(
    ("column", "values", "reports"),
    [
        (pd.Series([1, 2], dtype="Int16"), np.array([1, 2], "i2"), 0),
        (pd.Series([1, None], dtype="Int64"), np.array([1, np.nan]), 0),
        (pd.Series([0.5, None], dtype="Float32"), np.array([0.5, np.nan], "f4"), 0),
        (pd.Series([True, False], dtype="boolean"), np.array([True, False]), 0),
        (pd.Series(["a", "b"], dtype="category"), np.array(["a", "b"], object), 0),
        (pd.Series([1, 2], dtype="category"), np.array([1, 2]), 0),
        (pd.Series(["a", None], dtype=object), np.array(["a", ""], object), 1),
        (pd.Series([1, None], dtype=object), np.array([1, np.nan]), 0),
        (pd.Series([1, 2.5], dtype=object), np.array([1, 2.5]), 0),
        (pd.Series([], dtype=object), np.array([], object), 0),
        (
            pd.Series(pd.to_datetime(["2020-01-01", None])).astype("M8[s]"),
            np.array(["2020-01-01", "NaT"], "M8[s]"),
            0,
        ),
        (
            pd.Series(pd.to_datetime(["2020-01-01T01:00+01:00"])).astype(
                "datetime64[s, Etc/GMT-1]"
            ),
            np.array(["2020-01-01T00:00"], "M8[s]"),
            1,
        ),
        (pd.Series(pd.to_timedelta([1], "s")).astype("m8[s]"), np.array([1], "m8[s]"), 0),
        (pd.Series(pd.period_range("2020", periods=1, freq="Y")), np.array(["2020"], object), 0),
    ],
)
def test_pandas_to_members__types_of_columns(
    column: pd.Series, values: np.ndarray, reports: int
) -> None:
    messages: list[str] = []
    member = convert_table(column.to_frame("c"), messages.append)["c"]
    assert isinstance(member, Array)
    assert member.values.dtype == values.dtype
    np.testing.assert_array_equal(member.values, values)
    assert len(messages) == reports


@pytest.mark.parametrize("values", [[1, "a"], [[1], [2]], [{}, {}], [1, object()]])
def test_pandas_to_members__column_that_cannot_be_stored(values: list[Any]) -> None:
    reports: list[str] = []
    table = pd.DataFrame({"c": pd.Series(values, dtype=object), "fine": [1, 2]})
    assert list(convert_table(table, reports.append)) == ["", "index", "fine"]
    assert len(reports) == 1
    assert reports[0].startswith("c: values of type ")


def test_pandas_to_members__names() -> None:
    table = pd.DataFrame(np.zeros((1, 3)), columns=[0, ("a", "b"), "index"])
    assert list(convert_table(table)) == ["", "level_0", "0", "a_b", "index"]
    reports: list[str] = []
    pandas_to_members(pd.DataFrame(np.zeros((1, 2)), columns=["a/b", "a_b"]), reports.append)
    assert reports == ["a_b: a second column with this name"]


def test_pandas_to_members__index_of_several_levels() -> None:
    index = pd.MultiIndex.from_product([[0, 1], ["a", "b"]], names=["seed", None])
    tree = convert_table(pd.DataFrame({"c": range(4)}, index))
    assert list(tree) == ["", "seed", "level_1", "c"]
    member = tree["c"]
    assert isinstance(member, Array)
    assert member.dims == ("index",)
    assert member.coords["seed"][1].tolist() == [0, 0, 1, 1]
    assert member.coords["level_1"][1].tolist() == ["a", "b", "a", "b"]


def test_pandas_to_members__series_and_index() -> None:
    series = pd.Series([1.5, 2.5], pd.Index([3, 4], name="time"))
    loaded = pandas_to_members(series, ignore_report)
    assert isinstance(loaded, Array)
    assert loaded.dims == ("time",)
    assert loaded.coords["time"][1].tolist() == [3, 4]
    index = pandas_to_members(series.index, ignore_report)
    assert isinstance(index, Array)
    assert index.values.tolist() == [3, 4]
