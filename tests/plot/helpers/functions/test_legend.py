"""Helpers for legends."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from paraverse.plot.helpers.plot_helper import PlotHelper
from support.plot_helpers import apply_helpers, legend_labels


@pytest.mark.parametrize(
    ("arguments", "labels"),
    [
        ({}, ["squares", "numbers"]),
        ({"custom_labels": ["one"]}, ["one"]),
        ({"hiding_threshold": 1}, []),
        ({"use_legend": False}, []),
    ],
)
def test_set_legend__has_labels(arguments: dict[str, Any], labels: list[str]) -> None:
    assert legend_labels(apply_helpers({"set_legend": arguments}).ax) == labels


def test_set_legend__keeps_the_title_of_the_present_one() -> None:
    hlpr = PlotHelper(helper_defaults={"set_legend": {"ncols": 2}})
    lines = hlpr.ax.plot([0, 1], np.eye(2))
    hlpr.ax.legend(lines, ["0.1", "0.3"], title="max_step_size")
    hlpr.invoke_enabled()
    legend = hlpr.ax.get_legend()
    assert legend is not None
    assert legend.get_title().get_text() == "max_step_size"
    assert legend_labels(hlpr.ax) == ["0.1", "0.3"]


def test_set_legend__has_registered_entries_and_each_label_once() -> None:
    hlpr = PlotHelper(helper_defaults={"set_legend": {}})
    (first,) = hlpr.ax.plot([0, 1], label="line")
    hlpr.track_handles_labels([first, first], ["line", "noted"])
    hlpr.invoke_enabled()
    assert legend_labels(hlpr.ax) == ["line", "noted"]


def test_set_figlegend__replaces_the_present_one() -> None:
    hlpr = PlotHelper(helper_defaults={"set_figlegend": {"loc": "upper left"}})
    lines = hlpr.ax.plot([0, 1], np.eye(2))
    hlpr.fig.legend(lines, ["0.1", "0.3"], title="max_step_size")
    hlpr.invoke_enabled()
    (legend,) = hlpr.fig.legends
    assert [text.get_text() for text in legend.get_texts()] == ["0.1", "0.3"]
    assert legend.get_title().get_text() == "max_step_size"


def test_set_figlegend__comes_before_legends_of_axes() -> None:
    hlpr = apply_helpers({"set_figlegend": {"gather_from_fig": True}, "set_legend": {}})
    assert len(hlpr.fig.legends) == 0
