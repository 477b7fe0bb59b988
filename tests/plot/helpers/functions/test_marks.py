"""Helpers that add texts and lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes

from support.plot_helpers import apply_helpers, assert_reports


def added_line(ax: Axes) -> list[float]:
    return list(np.asarray(ax.lines[2].get_ydata()))


@pytest.mark.parametrize(
    ("config", "read", "expected"),
    [
        (
            {"set_texts": {"texts": [{"x": 1, "y": 2, "s": "here"}]}},
            lambda ax: ax.texts[0].get_text(),
            "here",
        ),
        (
            {"annotate": {"annotations": [{"text": "top", "xy": [2, 4]}]}},
            lambda ax: list(ax.texts[0].xy),
            [2, 4],
        ),
        ({"set_hv_lines": {"hlines": [3]}}, added_line, [3, 3]),
        ({"set_hv_lines": {"vlines": [{"pos": 1, "limits": [0, 0.5]}]}}, added_line, [0, 0.5]),
    ],
)
def test_helper__adds(config: dict[str, Any], read: Callable[[Axes], Any], expected: Any) -> None:
    assert read(apply_helpers(config).ax) == expected


@pytest.mark.parametrize(
    ("config", "fragments"),
    [
        (
            {"set_texts": {"texts": [{"x": 0, "y": 0, "s": "a"}, {"x": 0}]}},
            ["set_texts.texts[1]", "TypeError"],
        ),
        ({"set_texts": {}}, ["helpers.set_texts", "needs 'texts'"]),
        ({"set_hv_lines": {"hlines": [1, "a"]}}, ["set_hv_lines.hlines[1]", "ValueError"]),
        ({"set_hv_lines": {"vlines": [{}]}}, ["set_hv_lines.vlines[0]", "`pos` is missing"]),
    ],
)
def test_helper__reports_a_wrong_argument(config: dict[str, Any], fragments: list[str]) -> None:
    assert_reports(config, fragments)
