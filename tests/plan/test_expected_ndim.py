"""Plots for parameter spaces with a certain number of dimensions."""

from __future__ import annotations

import pytest

from paraverse.plan.expected_ndim import skip_reason
from support.plans import read_plot


@pytest.mark.parametrize("expected", ["~", "2", "[1, 2]", "[2, 3]", "two", "[2, true]", "3.0"])
def test_skip_reason__none_if_expected_or_invalid(expected: str) -> None:
    assert skip_reason(read_plot(f"p: {{expected_multiverse_ndim: {expected}}}"), 2) is None


@pytest.mark.parametrize(("expected", "numbers"), [("1", "1"), ("[4, 3]", "3 or 4")])
def test_skip_reason__says_both_numbers(expected: str, numbers: str) -> None:
    reason = skip_reason(read_plot(f"p: {{expected_multiverse_ndim: {expected}}}"), 2)
    expectation = f"expected_multiverse_ndim is {numbers}"
    assert reason == f"the parameter space has 2 dimensions, {expectation}"
