"""Helpers for titles and labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from matplotlib.axes import Axes

from support.plot_helpers import apply_helpers, assert_reports


@pytest.mark.parametrize(
    ("config", "read", "expected"),
    [
        ({"set_title": {"title": "A"}}, Axes.get_title, "A"),
        ({"set_labels": {"x": "t"}}, Axes.get_xlabel, "t"),
        (
            {"set_labels": {"y": {"label": "v", "color": "red"}}},
            lambda ax: ax.yaxis.label.get_color(),
            "red",
        ),
    ],
)
def test_helper__sets(config: dict[str, Any], read: Callable[[Axes], Any], expected: Any) -> None:
    assert read(apply_helpers(config).ax) == expected


def test_set_labels__only_on_outer_axes() -> None:
    hlpr = apply_helpers({"set_labels": {"y": "v", "only_label_outer": True}}, ncols=2)
    assert [ax.get_ylabel() for ax in hlpr.axes.flat] == ["v", ""]


def test_set_title__reports_a_wrong_argument() -> None:
    config = {"set_title": {"title": "a", "colour": "red"}}
    assert_reports(config, ["helpers.set_title", "colour"])
