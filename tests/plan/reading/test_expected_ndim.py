"""Plots for parameter spaces with a certain number of dimensions."""

from __future__ import annotations

import pytest

from paraverse.plan.reading.expected_ndim import skip_reason
from support.plans import MakePlan, read_plot


@pytest.mark.parametrize("expected", ["~", "2", "[1, 2]", "[2, 3]", "two", "[2, true]", "3.0"])
def test_skip_reason__none_if_expected_or_invalid(expected: str) -> None:
    assert skip_reason(read_plot(f"p: {{expected_multiverse_ndim: {expected}}}"), 2) is None


@pytest.mark.parametrize(("expected", "numbers"), [("1", "1"), ("[4, 3]", "3 or 4")])
def test_skip_reason__says_both_numbers(expected: str, numbers: str) -> None:
    reason = skip_reason(read_plot(f"p: {{expected_multiverse_ndim: {expected}}}"), 2)
    expectation = f"expected_multiverse_ndim is {numbers}"
    assert reason == f"the parameter space has 2 dimensions, {expectation}"


def test_expected_multiverse_ndim__skips_plots_of_any_creator(plan: MakePlan) -> None:
    plots = """
few: {creator: multiverse, plot_func: facet_grid, expected_multiverse_ndim: 1}
many: {creator: universe, plot_func: facet_grid, expected_multiverse_ndim: [3, 4]}
right: {creator: universe, plot_func: facet_grid, universes: all, select: {data: params},
  expected_multiverse_ndim: [1, 2]}
"""
    planned = plan(plots)
    assert set(planned.skipped) == {"few", "many"} == set(planned.skipped_rules)
    assert planned.skipped["many"] == (
        "the parameter space has 2 dimensions, expected_multiverse_ndim is 3 or 4"
    )
    assert [plot.name for plot in planned.universe_plots] == ["right"]
