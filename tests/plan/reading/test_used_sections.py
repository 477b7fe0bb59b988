"""Definitions and meta operations that nodes use."""

from __future__ import annotations

from typing import Any

import pytest

from paraverse.plan.reading.used_sections import find_used_sections
from paraverse.yaml_io.placeholders import Tag

SECTIONS = {
    "define": {"half": 0.5, "quarter": {"transform": [{"mul": [Tag("half"), 0.5]}]}, "other": 1},
    "meta_operations": {"halve": [{"mul": [0, Tag("half")]}]},
    "transform": ["halve"],
}


@pytest.mark.parametrize(
    ("nodes", "used"),
    [
        ([], {}),
        (["print"], {}),
        ([{"add": [Tag("half"), 1]}], {"define": ["half"]}),
        ([{"add": {"x": [Tag("quarter")]}}], {"define": ["half", "quarter"]}),
        (["halve"], {"define": ["half"], "meta_operations": ["halve"]}),
        ([{"halve": 1}, Tag("other")], {"define": ["half", "other"], "meta_operations": ["halve"]}),
    ],
)
def test_find_used_sections__directly_or_through_others(
    nodes: list[Any], used: dict[str, list[str]]
) -> None:
    found = find_used_sections(SECTIONS, nodes)
    assert {name: sorted(section) for name, section in found.items()} == used


def test_find_used_sections__definitions_that_use_each_other() -> None:
    sections = {"define": {"a": [Tag("b")], "b": [Tag("a")]}}
    assert find_used_sections(sections, [Tag("a")]) == sections
