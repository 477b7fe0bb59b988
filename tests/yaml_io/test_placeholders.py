"""Results in the arguments of a plot function."""

from __future__ import annotations

import pytest

from paraverse.transform import load_yaml
from paraverse.yaml_io.placeholders import (
    find_placeholders,
    find_result_tags,
    insert_results,
    replace_placeholders,
)

TEXT = """
title: !dag_result name
limits: [0, !dag_result top, {deep: [!dag_result name]}]
other: !dag_tag top
"""


def test_find_result_tags__each_once_in_order() -> None:
    assert find_result_tags(load_yaml(TEXT)) == ["name", "top"]
    assert find_result_tags({"a": [1]}) == []


def test_insert_results__fills_them_in_at_any_depth() -> None:
    arguments = load_yaml(TEXT)
    filled = insert_results(arguments, {"name": "Walk", "top": 3.5})
    assert filled["title"] == "Walk"
    assert filled["limits"] == [0, 3.5, {"deep": ["Walk"]}]
    assert filled["other"] == arguments["other"]
    assert arguments == load_yaml(TEXT)


@pytest.mark.parametrize(
    "text",
    ["!dag_tag x", "!dag_prev", "!dag_node -1", "!dag_ref ab", "!dag_result x", "!arg 0",
     "!arg [0, 3]", "!kwarg name", "!kwarg [name, [1, 2]]", "!cmap viridis", "!cmap-norm log"],
)  # fmt: skip
def test_placeholder__represents_itself_as_in_yaml(text: str) -> None:
    placeholder = load_yaml(text)
    assert repr(placeholder).replace("'", "") == text
    assert list(find_placeholders({"a": [placeholder]})) == [placeholder]


def test_replace_placeholders__copies_collections() -> None:
    value = {"list": [1, (2, load_yaml("!dag_tag x"))]}
    copy = replace_placeholders(value, lambda placeholder: placeholder.name)
    assert copy == {"list": [1, (2, "x")]}
    copy["list"].append(3)
    assert len(value["list"]) == 2
