"""Mistakes in `select_and_combine`."""

from __future__ import annotations

import pytest

from paraverse.plan.checks.field_entries import field_entry_problems
from support.plans import read_plot


def problems(section: str) -> list[str]:
    plot = read_plot(f"p: {{select_and_combine: {section}}}")
    return [str(p).partition("p.select_and_combine")[2] for p in field_entry_problems(plot)]


@pytest.mark.parametrize(
    "section",
    [
        "~",
        "{fields: {}}",
        "{fields: {x: y}, subspace: {a: 1}, combination_method: longest}",
        "{fields: {x: {path: y, combination_kwargs: {}, dtype: int}}, base_path: data}",
        "{fields: {x: y}, combination_method: {operation: longest, dim: x, pass_pspace: false}}",
    ],
)
def test_field_entry_problems__right_sections_pass(section: str) -> None:
    assert problems(section) == []


def test_field_entry_problems__plot_without_the_section_passes() -> None:
    assert list(field_entry_problems(read_plot("p: {kind: line}"))) == []


@pytest.mark.parametrize(
    ("section", "message"),
    [
        (
            "{fields: [x]}",
            "\n    Takes a mapping with 'fields', which is a mapping from tags to paths.",
        ),
        ("{field: {}}", ".field\n    Unknown key 'field'. Did you mean 'fields'?"),
        (
            "{fields: {x: 3}}",
            ".fields.x\n    Takes the path of a field, or a mapping with 'path'.",
        ),
        (
            "{fields: {x: {path: y, transfrm: []}}}",
            ".fields.x.transfrm\n    Unknown key 'transfrm'. Did you mean 'transform'?",
        ),
        (
            "{fields: {x: {path: y, combination_method: [concat]}}}",
            ".fields.x.combination_method\n    Found ['concat']. Allowed: concat, merge, the name "
            "of an operation, or a mapping with `operation` and its arguments by keyword.",
        ),
    ],
)
def test_field_entry_problems__mistakes(section: str, message: str) -> None:
    assert problems(section) == [message]


def test_field_entry_problems__method_of_the_section_is_reported_there() -> None:
    (problem,) = problems("{fields: {x: y}, combination_method: {operation: o, pass_pspace: true}}")
    assert problem.startswith(".combination_method.pass_pspace\n    There is no object of the")
