"""Results in the arguments of a plot function."""

from __future__ import annotations

from paraverse.transform import load_yaml
from paraverse.yaml_io.placeholders import find_result_tags, insert_results

TEXT = """
title: !dag_result name
limits: [0, !dag_result top, {deep: [!dag_result name]}]
other: !dag_tag top
"""


def test_find_result_tags__are_those_that_are_wanted() -> None:
    assert find_result_tags(load_yaml(TEXT)) == ["name", "top"]
    assert find_result_tags({"a": [1]}) == []


def test_insert_results__fills_them_in_at_any_depth() -> None:
    arguments = load_yaml(TEXT)
    filled = insert_results(arguments, {"name": "Walk", "top": 3.5})
    assert filled["title"] == "Walk"
    assert filled["limits"] == [0, 3.5, {"deep": ["Walk"]}]
    assert filled["other"] == arguments["other"]
    assert arguments == load_yaml(TEXT)
