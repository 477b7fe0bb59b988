"""Plots with sweeps."""

from __future__ import annotations

import pytest

from paraverse.errors import ConfigError
from paraverse.plan.reading.plot_sweeps import expand_sweep
from support.plans import read_plot


def test_expand_sweep__plot_without_one_is_unchanged() -> None:
    plot = read_plot("p: {kind: line, limits: [0, 1]}")
    assert expand_sweep(plot) == [plot]


def test_expand_sweep__one_plot_for_each_point() -> None:
    plot = read_plot(
        "p:\n  bins: !sweep {default: 10, values: [10, 20]}\n"
        "  nested: [{kind: !sweep {default: line, values: [line, step], name: kind}}]\n"
    )
    points = expand_sweep(plot)
    assert [(point.values["bins"], point.values["nested"][0]["kind"]) for point in points] == [
        (10, "line"), (10, "step"), (20, "line"), (20, "step"),
    ]  # fmt: skip
    assert points[0].name == "p/kind~line_bins~10"
    assert {point.swept for point in points} == {"p"}


def test_expand_sweep__values_that_cannot_be_read() -> None:
    sweep = "!sweep {default: 1, values: [1, 2], name: same}"
    plot = read_plot(f"p: {{a: {sweep}, b: {sweep}}}")
    with pytest.raises(ConfigError, match=r"plots\.yaml:1: p\n    The sweep cannot be read: "):
        expand_sweep(plot)
