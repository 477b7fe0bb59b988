"""Labels that the configuration specifies by path, and reports of those that do not fit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from paraverse.config.labels import Labels
from paraverse.load.labeling.configured_labels import configured_sources
from paraverse.load.labeling.label_settings import LabelSettings
from paraverse.load.labeling.labels import label_tree
from paraverse.load.members import Array, GroupMember, Text, Tree
from support.labels import to_xarray

TREE: Tree = {
    "data": GroupMember(),
    "data/epidemic": GroupMember(attrs={"dt": 0.5}),
    "data/epidemic/infected": Array(np.array([1.0, 5.0, 9.0])),
    "data/epidemic/time": Array(np.array([0, 2, 4]), attrs={"units": "d", "dims": ["time"]}),
    "data/epidemic/total": Array(np.array(100)),
    "data/space": Array(np.arange(6).reshape(3, 2), attrs={"dims": ["t", "x"], "units": "m"}),
    "params": Text("dt: 0.25\nmodel: {n: 3}\n", "yaml"),
}


def label(labels: dict[str, Any], tree: Tree = TREE) -> tuple[dict[str, Any], list[str]]:
    """Label a tree; return its arrays as objects of xarray, and what was reported."""
    settings = settings_of(labels)
    notes: list[str] = []
    labeled = label_tree(tree, settings, notes.append, {"dt": 10, "times": (1, 2, 3)})
    assert list(labeled) == list(tree)
    arrays = {path: to_xarray(one) for path, one in labeled.items() if isinstance(one, Array)}
    return arrays, notes


def settings_of(labels: dict[str, Any]) -> LabelSettings:
    config = Labels.model_validate(labels)
    fields = {pattern: of_fields.labels for pattern, of_fields in config.fields.items()}
    return LabelSettings(**config.attribute_names, fields=fields)


def test_label_tree__all_fields_of_a_pattern() -> None:
    labels = {
        "dims": ["time"],
        "coords": {"time": "data/epidemic/time"},
        "attrs": {"source": "sir"},
    }
    arrays, notes = label({"data/epidemic/**": labels})
    infected = arrays["data/epidemic/infected"]
    assert infected.dims == ("time",)
    assert infected.time.values.tolist() == [0, 2, 4]
    assert infected.time.attrs == {"units": "d", "source": "sir"}
    assert infected.attrs == {"source": "sir"}
    assert arrays["data/epidemic/time"].time.values.tolist() == [0, 2, 4]
    assert arrays["data/epidemic/total"].attrs == {"source": "sir"}
    assert arrays["data/space"].dims == ("t", "x")
    assert notes == []


@pytest.mark.parametrize(
    ("source", "coords"),
    [
        ("./time", [0, 2, 4]),
        ([5, 7.5, 8], [5, 7.5, 8]),
        (["a", "b", "c"], ["a", "b", "c"]),
        ({"start_and_step": [1, "params/dt"]}, [1, 1.25, 1.5]),
        ({"start_and_step": [0, {"parameter": "dt"}]}, [0, 10, 20]),
        ({"start_and_step": [0, {"attribute": "dt", "path": "data/epidemic"}]}, [0, 0.5, 1]),
        ({"range": ["params/model/n"]}, [0, 1, 2]),
        ({"arange": [0, 1.5, 0.5]}, [0, 0.5, 1]),
        ({"linspace": [0, 1]}, [0, 0.5, 1]),
        ({"linspace": [0, 1, 3]}, [0, 0.5, 1]),
        ({"logspace": [0, 2]}, [1, 10, 100]),
        ({"parameter": "times"}, [1, 2, 3]),
    ],
)
def test_label_tree__sources_of_coordinates(source: Any, coords: list[Any]) -> None:
    arrays, notes = label({"*/*/infected": {"dims": "time", "coords": {"time": source}}})
    assert arrays["data/epidemic/infected"].time.values.tolist() == coords
    assert notes == []


@pytest.mark.parametrize(
    ("labels", "note"),
    [
        ({"dims": ["time", "x"]}, "2 names for 1 dimension of shape (3,): time, x"),
        ({"dims": {1: "x"}}, "there is no dimension 1 of 1 for the name 'x'"),
        (
            {"coords": {"time": "./time"}},
            "coordinates of 'time': there is no such dimension. No dimension has a name.",
        ),
        (
            {"dims": "time", "coords": {"time": "data/epidemic/tme"}},
            "coordinates of 'time': there is no dataset or value 'data/epidemic/tme'",
        ),
        (
            {"dims": "time", "coords": {"time": "data/epidemic/total"}},
            "coordinates of 'time': coordinates have shape (), not one dimension",
        ),
        (
            {"dims": "time", "coords": {"time": [1, 2]}},
            "coordinates of 'time': values [1, 2] has 2 values for a dimension of 3",
        ),
        (
            {"dims": "time", "coords": {"time": {"range": ["params/model/n", 5]}}},
            "coordinates of 'time': range ['params/model/n', 5] has 2 values for a dimension of 3",
        ),
        (
            {"dims": "time", "coords": {"time": [1, "a", 3]}},
            "coordinates of 'time': numbers and strings cannot be mixed",
        ),
        (
            {"dims": "time", "coords": {"time": {"start_and_step": [0, "params/model"]}}},
            "coordinates of 'time': 'params/model' is not a number: {'n': 3}",
        ),
    ],
)
def test_label_tree__what_does_not_fit_is_left_out(labels: dict[str, Any], note: str) -> None:
    arrays, notes = label({"data/epidemic/infected": labels})
    assert notes == [f"data/epidemic/infected: {note}"]
    assert "time" not in arrays["data/epidemic/infected"].coords


def test_label_tree__the_configuration_takes_precedence_over_attributes() -> None:
    tree: Tree = {
        "x": Array(
            np.zeros((2, 2)),
            attrs={"dims": ["a", "b"], "coords__a": [1, 2], "coords__b": [1, 2, 3], "units": "m"},
        )
    }
    labels = {"dims": ["time", "b"], "coords": {"b": [5, 6]}, "attrs": {"units": "km"}}
    arrays, notes = label({"x": labels}, tree)
    assert notes == []
    assert arrays["x"].dims == ("time", "b")
    assert arrays["x"].time.values.tolist() == [1, 2]
    assert arrays["x"].b.values.tolist() == [5, 6]
    assert arrays["x"].attrs == {"units": "km"}


def test_label_tree__coordinates_of_dimensions_that_attributes_name() -> None:
    arrays, notes = label({"data/**": {"coords": {"x": {"linspace": [0, 1]}}}})
    assert arrays["data/space"].x.values.tolist() == [0, 1]
    assert notes == ["data/epidemic/infected: coordinates of 'x': there is no such dimension. No "
                     "dimension has a name."]  # fmt: skip


def test_label_tree__some_dimensions_by_number() -> None:
    arrays, notes = label({"data/*": {"dims": {-1: "cells"}}})
    assert arrays["data/space"].dims == ("t", "cells")
    assert notes == []


def test_label_tree__attributes_may_describe_a_grid() -> None:
    tree: Tree = {"grid": Array(np.arange(12).reshape(2, 6))}
    attrs = {"content": "grid", "grid_shape": [3, 2]}
    arrays, notes = label({"grid": {"attrs": attrs, "coords": {"time": [0, 5]}}}, tree)
    assert arrays["grid"].sizes == {"time": 2, "x": 3, "y": 2}
    assert arrays["grid"].time.values.tolist() == [0, 5]
    assert notes == []


@pytest.mark.parametrize(
    ("values", "dtype", "converted"),
    [
        (np.array([1.5, 2.5]), "float32", [1.5, 2.5]),
        (np.array([1.0, 2.0]), "int8", [1, 2]),
        (np.array([0, 1]), "bool", [False, True]),
        (np.array(["1", "2"], object), "float64", [1.0, 2.0]),
        (np.array([1, 2]), "str", ["1", "2"]),
        (np.array([1, 2]), "complex64", [1, 2]),
    ],
)
def test_label_tree__type(values: np.ndarray, dtype: str, converted: list[Any]) -> None:
    arrays, notes = label({"x": {"dtype": dtype}}, {"x": Array(values)})
    assert arrays["x"].dtype == (object if dtype == "str" else dtype)
    assert arrays["x"].values.tolist() == converted
    assert notes == []


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        (np.array([1.5]), "int32"),
        (np.array([300]), "int8"),
        (np.array([np.nan]), "int64"),
        (np.array([2]), "bool"),
        (np.array([1j]), "float64"),
        (np.array(["a"], object), "float64"),
        (np.zeros(1, [("a", "i4")]), "float64"),
    ],
)
def test_label_tree__values_that_a_type_would_change_stay(values: np.ndarray, dtype: str) -> None:
    arrays, notes = label({"x": {"dtype": dtype}}, {"x": Array(values)})
    assert arrays["x"].dtype == values.dtype
    (note,) = notes
    assert note.startswith(f"x: values of type {values.dtype} are not {dtype}: ")


def test_label_tree__columns_of_tables_keep_their_rows() -> None:
    tree: Tree = {
        "table": GroupMember("Table"),
        "table/a": Array(np.array([1, 2]), dims=("index",)),
    }
    arrays, notes = label({"table/**": {"dims": ["time"]}}, tree)
    assert arrays["table/a"].dims == ("index",)
    assert notes == []


def test_configured_sources__what_must_be_loaded() -> None:
    sources = {
        "data/epidemic/infected": {
            "coords": {
                "a": {"start_and_step": ["../n", "params/dt"]},
                "b": "data/missing",
                "c": {"parameter": "dt"},
                "d": {"attribute": "b"},
            }
        },
        "other": {"coords": {"a": "not/needed"}},
    }
    fields = settings_of(sources).fields
    expected = {"data/n", "params", "data/missing", "data/epidemic/infected"}
    assert configured_sources(TREE, fields) == expected
