"""Entries of `select_and_combine`."""

from __future__ import annotations

from typing import Any

import pytest

from paraverse.plan.reading.field_entries import FieldEntry, read_field_entries
from paraverse.yaml_io.placeholders import Previous
from support.plans import read_plot


def read(section: str) -> list[FieldEntry]:
    return read_field_entries(read_plot(f"p:\n  select_and_combine:\n    {section}\n"))


def test_read_field_entries__short_form() -> None:
    (entry,) = read("fields: {walk: data/x}")
    assert (entry.tag, entry.path) == ("walk", "data/x")
    assert (list(entry.transform), entry.subspace, entry.method) == ([], {}, None)
    assert not entry.allow_failing
    assert entry.dtype is None


def test_read_field_entries__keys_of_the_section_and_of_the_entry() -> None:
    section = (
        "{base_path: data, subspace: {a: 1}, dtype: int, fields: {x: {path: y, dtype: float}}}"
    )
    (entry,) = read_field_entries(read_plot(f"p: {{select_and_combine: {section}}}"))
    assert (entry.path, entry.subspace, entry.dtype) == ("data/y", {"a": 1}, "float")
    assert entry.key_paths["subspace"] == ("select_and_combine", "subspace")
    assert entry.key_paths["dtype"] == ("select_and_combine", "fields", "x", "dtype")


@pytest.mark.parametrize(
    ("method", "node"),
    [
        ("concat", None),
        ("merge", None),
        ("[concat]", None),
        ("longest", {"operation": "longest", "args": [Previous()], "kwargs": {}}),
        (
            "{operation: longest, dim: x, pass_pspace: false}",
            {"operation": "longest", "args": [Previous()], "kwargs": {"dim": "x"}},
        ),
    ],
)
def test_read_field_entries__method_of_combination(method: str, node: Any) -> None:
    (entry,) = read(f"{{fields: {{x: y}}, combination_method: {method}}}")
    assert entry.method == node


def test_read_field_entries__with_previous_result_is_for_all_nodes() -> None:
    nodes = "with_previous_result: true, transform: [{mean: []}, a]"
    (entry,) = read(f"fields: {{x: {{path: y, {nodes}}}}}")
    assert entry.transform == [{"with_previous_result": True, "mean": []}, "a"]


@pytest.mark.parametrize("section", ["{}", "fields: ~", "fields: [x]", "fields: {x: 3, y: {}}"])
def test_read_field_entries__leaves_out_what_has_no_path(section: str) -> None:
    assert read(section) == []


@pytest.mark.parametrize(
    ("section", "is_same"),
    [
        ("fields: {other: data/x}", True),
        ("fields: {x: {path: x, transform: []}}, base_path: data", True),
        ("fields: {x: data/x}, subspace: {a: 1}", False),
        ("fields: {x: data/x}, combination_method: longest", False),
        ("fields: {x: {path: data/x, transform: [mean]}}", False),
        ("fields: {x: data/x}, transform_after_combine: [mean]", False),
        ("fields: {x: data/x}, allow_missing_or_failing: true", False),
        ("fields: {x: data/x}, dtype: int", False),
    ],
)
def test_key__is_the_same_if_the_combined_field_is(section: str, is_same: bool) -> None:
    (one,), (other,) = read("fields: {x: data/x}"), read(f"{{{section}}}")
    assert (one.key == other.key) is is_same


def test_key__changes_with_the_definitions_that_the_nodes_use() -> None:
    plot = "p: {{select_and_combine: {{fields: {{x: {{path: y, transform: [twice]}}}}}}, {}}}"
    keys = {
        read_field_entries(read_plot(plot.format(sections)))[0].key
        for sections in (
            "dag_options: {meta_operations: {twice: [{mul: [!arg 0, 2]}]}}",
            "dag_options: {meta_operations: {twice: [{mul: [!arg 0, 3]}]}}",
            "dag_options: {meta_operations: {twice: [{mul: [!arg 0, 3]}], other: [print]}}",
        )
    }
    assert len(keys) == 2
