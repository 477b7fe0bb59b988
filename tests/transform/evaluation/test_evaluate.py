"""Evaluation of configurations: the data they read, the tags they return, their mistakes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import ConfigError, TransformError
from paraverse.transform import evaluate, load_yaml
from support.transformations import evaluate_yaml


@pytest.mark.parametrize(
    "data",
    [
        {"a": {"b": xr.DataArray([1, 2])}},
        {"a": xr.Dataset({"b": ("x", [1, 2])})},
        xr.DataTree.from_dict({"a": xr.Dataset({"b": ("x", [1, 2])})}),
    ],
    ids=["mapping", "dataset", "tree"],
)
def test_evaluate__reads_anything_with_items_at_paths(data: Any) -> None:
    assert evaluate_yaml("select: {b: {path: a/b, transform: [.sum]}}", data)["b"] == 3


def test_evaluate__returns_dictionaries() -> None:
    results = evaluate_yaml("select: {a: a}", {"a": {"b": {"c": 1}}})
    assert type(results["a"]) is type(results["a"]["b"]) is dict


def test_evaluate__changes_no_configuration() -> None:
    config = load_yaml(
        "define: {a: [{define: [[1, 2]]}]}\n"
        "transform:\n- {callattr: [!dag_tag a, append, 3]}\n- {pass: !dag_tag a, tag: b}\n"
    )
    first = evaluate({}, **config)
    assert evaluate({}, **config) == first


def test_evaluate__takes_objects_as_they_are() -> None:
    dataset = xr.Dataset({"a": ("x", [1, 2])})
    assert evaluate({}, transform=[{"pass": [dataset], "tag": "a"}])["a"] is dataset


def test_evaluate__says_which_tags_there_are() -> None:
    with pytest.raises(TransformError, match="There is no tag 'sme'"):
        evaluate_yaml("define: {some: 1}", compute_only=["sme"])
    with pytest.raises(ConfigError, match="Takes a list of tags or 'all'; found 'some'"):
        evaluate_yaml("define: {some: 1}", compute_only="some")


def test_evaluate__finds_all_wrong_operations_at_once() -> None:
    with pytest.raises(ConfigError) as error:
        evaluate_yaml(
            "transform: [{sqrd: 2}, {define: [1, 2, 3], allow_failure: true}]\n"
            "meta_operations: {f: [{ngative: !arg 0}]}"
        )
    messages = [problem.message for problem in error.value.problems]
    assert "'sqrd'. Did you mean 'sqrt'" in messages[0]
    assert messages[1].startswith("'define' takes")


def test_evaluate__describes_arrays_in_messages() -> None:
    data = {"x": xr.DataArray(np.zeros((2, 3)), dims=["a", "b"])}
    with pytest.raises(TransformError, match=r"arguments: DataArray \(a: 2, b: 3\) float64, c=1$"):
        evaluate_yaml(
            "select: {x: x}\ntransform: [{.sel: !dag_tag x, kwargs: {c: 1}, tag: a}]", data
        )


def test_evaluate__does_not_find_data() -> None:
    with pytest.raises(TransformError, match="There is no 'stpes' in the data"):
        evaluate_yaml("select: {x: a/stpes}", {"a": {"steps": 1}, "a/steps": 2})


def test_evaluate__further_inputs_are_tags() -> None:
    walk = np.array([1, 2])
    config = load_yaml("transform: [{.sum: !dag_tag walk, tag: sum}]")
    assert evaluate({}, **config, inputs={"walk": walk}) == {"sum": 3}


def test_evaluate__keyword_arguments_keep_their_order() -> None:
    results = evaluate_yaml(
        """
        define: {s: 3.0, i: 2.0, r: 1.0}
        transform:
          - {dict: {S: !dag_tag s, I: !dag_tag i, R: !dag_tag r}, tag: parts}
          - {xr.Dataset: !dag_tag parts, tag: data}
          - {.expand_dims: !dag_tag data, kwargs: {q: [1], c: [3]}, tag: wide}
        """,
        {},
    )
    assert list(results["parts"]) == list(results["data"]) == ["S", "I", "R"]
    assert list(results["data"].to_dataarray()["variable"].values) == ["S", "I", "R"]
    assert results["wide"]["S"].dims == ("q", "c")
