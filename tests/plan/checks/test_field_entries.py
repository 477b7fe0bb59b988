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
        "{fields: {x: y}, join: inner, on_conflict: error}",
        "{fields: {x: {path: y, tolerance: 1s}}, join: nearest}",
        "{fields: {x: {path: y, join: nearest, tolerance: 0.1}, z: z}}",
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
        (
            "{fields: {x: {path: y, join: left}}}",
            ".fields.x.join\n    Found 'left'. Allowed: outer, inner, exact, nearest.",
        ),
        (
            "{fields: {x: y}, on_conflict: ignore}",
            ".on_conflict\n    Found 'ignore'. Allowed: warn, error.",
        ),
        (
            "{fields: {x: {path: y, join: nearest}}}",
            ".fields.x.join\n    `nearest` takes a `tolerance`: the largest distance of "
            "coordinates that are the same.",
        ),
        (
            "{fields: {x: {path: y, tolerance: 1}}}",
            ".fields.x.tolerance\n    Has an effect only with `join: nearest`.",
        ),
        (
            "{fields: {x: {path: y, tolerance: [1]}}, join: nearest}",
            ".fields.x.tolerance\n    Takes a number, or a duration such as '1s' for dates; found "
            "[1].",
        ),
        (
            "{fields: {x: y}, combination_method: longest, join: inner}",
            ".join\n    Has no effect with this `combination_method`: pass it to the operation.",
        ),
    ],
)
def test_field_entry_problems__mistakes(section: str, message: str) -> None:
    assert problems(section) == [message]


def test_field_entry_problems__method_of_the_section_is_reported_there() -> None:
    (problem,) = problems("{fields: {x: y}, combination_method: {operation: o, pass_pspace: true}}")
    assert problem.startswith(".combination_method.pass_pspace\n    There is no object of the")
