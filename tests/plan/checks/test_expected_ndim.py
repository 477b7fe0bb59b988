"""Numbers of dimensions that are none."""

from __future__ import annotations

import pytest

from paraverse.plan.checks.expected_ndim import expected_ndim_problems
from support.plans import read_plot


@pytest.mark.parametrize("expected", ["~", "2", "[1, 2]", "[]"])
def test_expected_ndim_problems__integers_pass(expected: str) -> None:
    plot = read_plot(f"p: {{expected_multiverse_ndim: {expected}}}")
    assert list(expected_ndim_problems(plot)) == []


@pytest.mark.parametrize(
    ("expected", "value"), [("two", "'two'"), ("[2, true]", "[2, True]"), ("3.0", "3.0")]
)
def test_expected_ndim_problems__anything_else(expected: str, value: str) -> None:
    (problem,) = expected_ndim_problems(read_plot(f"p: {{expected_multiverse_ndim: {expected}}}"))
    assert str(problem) == (
        "plots.yaml:1: p.expected_multiverse_ndim\n"
        f"    Takes a number of dimensions, or a list of numbers; found {value}."
    )
