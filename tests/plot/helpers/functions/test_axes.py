"""Helpers for limits, margins, scales and spines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from matplotlib.axes import Axes

from support.plot_helpers import apply_helpers, assert_reports


def visible_spines(ax: Axes) -> list[str]:
    return [side for side, spine in ax.spines.items() if spine.get_visible()]


@pytest.mark.parametrize(
    ("config", "read", "expected"),
    [
        ({"set_limits": {"x": [0, None]}}, Axes.get_xlim, (0, 2.1)),
        ({"set_limits": {"y": ["min", "max"]}}, Axes.get_ylim, (0, 4)),
        ({"set_limits": {"z": [0, 1]}}, Axes.get_ylim, (-0.2, 4.2)),
        ({"set_margins": {"margins": 0}}, Axes.get_xlim, (0, 2)),
        ({"set_scales": {"x": "symlog"}}, Axes.get_xscale, "symlog"),
        ({"despine": {}}, visible_spines, ["left", "bottom"]),
    ],
)
def test_helper__sets(config: dict[str, Any], read: Callable[[Axes], Any], expected: Any) -> None:
    assert read(apply_helpers(config).ax) == expected


def test_despine__moves_and_trims_the_other_spines() -> None:
    config = {"despine": {"offset": {"left": 5}, "trim": True}, "set_ticks": {"x": [0, 2]}}
    ax = apply_helpers({**config, "set_limits": {"x": [-1, 3]}}).ax
    assert ax.spines["left"].get_position() == ("outward", 5)
    assert ax.spines["bottom"].get_position() == ("outward", 0)
    low, high = ax.spines["bottom"].get_bounds()
    assert -1 < low < high < 3


@pytest.mark.parametrize(
    ("config", "fragments"),
    [
        ({"set_limits": {"x": [0, 1, 2]}}, ["helpers.set_limits.x", "a pair", "found [0, 1, 2]"]),
        ({"set_limits": {"x": {"lowr": 1}}}, ["helpers.set_limits.x", "Did you mean 'lower'?"]),
        ({"set_limits": {"y": [0, "maximum"]}}, ["helpers.set_limits.y", "`max`, not 'maximum'"]),
        ({"set_limits": {"q": [0, 1]}}, ["set_limits.q", "takes no 'q'. Allowed: x, y, z."]),
        ({"set_margins": {"margins": 0.1, "x": 1}}, ["helpers.set_margins", "exclude each other"]),
        ({"set_scales": {"x": {"base": 2}}}, ["helpers.set_scales.x", "`scale` is missing"]),
        ({"set_scales": {"y": "logg"}}, ["helpers.set_scales.y", "'logg'"]),
    ],
)
def test_helper__reports_a_wrong_argument(config: dict[str, Any], fragments: list[str]) -> None:
    assert_reports(config, fragments)
