"""Helpers for ticks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from matplotlib.axes import Axes

from support.plot_helpers import apply_helpers, assert_reports


def tick_labels(ax: Axes) -> list[str]:
    ax.figure.canvas.draw()
    return [text.get_text() for text in ax.get_xticklabels()]


@pytest.mark.parametrize(
    ("config", "read", "expected"),
    [
        (
            {"set_ticks": {"x": {"major": {"locs": [0, 2], "labels": ["a", 2]}}}},
            tick_labels,
            ["a", "2"],
        ),
        (
            {"set_tick_locators": {"x": {"major": {"name": "FixedLocator", "args": [[0, 2]]}}}},
            lambda ax: list(ax.get_xticks()),
            [0, 2],
        ),
        (
            {
                "set_tick_formatters": {
                    "x": {"major": {"name": "StrMethodFormatter", "args": ["{x:.1f} s"]}}
                },
                "set_ticks": {"x": [1]},
            },
            tick_labels,
            ["1.0 s"],
        ),
        (
            {"autofmt_xdate": {"rotation": 40}},
            lambda ax: ax.get_xticklabels()[0].get_rotation(),
            40,
        ),
    ],
)
def test_helper__sets(config: dict[str, Any], read: Callable[[Axes], Any], expected: Any) -> None:
    assert read(apply_helpers(config).ax) == expected


@pytest.mark.parametrize(
    ("config", "fragments"),
    [
        (
            {"set_ticks": {"x": {"major": {"labels": ["a"]}}}},
            ["helpers.set_ticks.x.major", "`locs`"],
        ),
        ({"set_ticks": {"x": {"mayor": [1]}}}, ["helpers.set_ticks.x", "`minor`, not 'mayor'"]),
        (
            {"set_tick_locators": {"x": {"major": {"name": "MaxNLocater"}}}},
            ["x.major", "Did you mean 'MaxNLocator'"],
        ),
        (
            {"set_tick_formatters": {"y": {"minor": {"args": [1]}}}},
            ["y.minor", "`name` is missing"],
        ),
    ],
)
def test_helper__reports_a_wrong_argument(config: dict[str, Any], fragments: list[str]) -> None:
    assert_reports(config, fragments)
