"""Attributes of nodes in drawings are computed from the step."""

from __future__ import annotations

from typing import Any

import pytest

from paraverse.transform.language.graph import Node
from paraverse.transform.registry import resolve


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("get_operation", "add"),
        ("get_meta_operation", ""),
        ("get_status", "none"),
        ("format_arguments", "args: 1\n2\nkwargs: x: 3"),
        ("get_description", "add\n— sum —"),
    ],
)
def test_steps_of_a_graph__are_described(name: str, value: Any) -> None:
    attrs = {"obj": Node(operation="add", args=(1, 2), kwargs={"x": 3}), "tag": "sum"}
    assert resolve(f"attr_mapper.dag.{name}")(attrs=attrs) == value


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({}, "= list"),
        ({"abbreviate_result": 0}, "= [0, 1, 2, 3, 4, 5]"),
        ({"abbreviate_result": 20}, "= [0, 1, 2, 3, 4, 5]"),
    ],
)
def test_get_description__shows_long_results_by_type(options: dict[str, int], text: str) -> None:
    attrs = {"obj": Node(operation="x"), "has_result": True, "result": list(range(6))}
    get = resolve("attr_mapper.dag.get_description")
    assert get(attrs=attrs, to_include=["result"], **options) == text
    everything = get(attrs=attrs, to_include="all", join_str=" | ", **options)
    assert everything == f"x | {text} | status: none"


def test_copy_from_attr__copies() -> None:
    attrs = {"obj": None, "tags": ["a"]}
    result = resolve("attr_mapper.copy_from_attr")("tags", attrs=attrs)
    assert result == ["a"]
    assert result is not attrs["tags"]
    assert resolve("attr_mapper.set_value")(3, attrs=attrs) == 3
