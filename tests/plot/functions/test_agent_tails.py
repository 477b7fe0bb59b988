"""Lines along earlier positions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from paraverse.plot.functions.agent_tails import draw_tails

HISTORY = np.array([[[3.0, 0], [1, 1]], [[2, 0], [9, 1]], [[1, 0], [8, 1]]])
"""Three times of two agents, the second of which jumps from 9 to 1."""


@pytest.fixture
def ax() -> Axes:
    return Figure().add_subplot()


def test_draw_tails__connect_successive_positions(ax: Axes) -> None:
    tails: Any = draw_tails(ax, HISTORY, ["red", "blue"], max_segment_length=5)
    segments = [segment.tolist() for segment in tails.get_segments()]
    assert segments == [[[3, 0], [2, 0]], [[2, 0], [1, 0]], [[9, 1], [8, 1]]]
    assert tails.get_colors().tolist() == [[1, 0, 0, 1], [1, 0, 0, 1], [0, 0, 1, 1]]


def test_draw_tails__fade(ax: Axes) -> None:
    tails: Any = draw_tails(ax, HISTORY, "red", decay=0.5, alpha=0.8)
    assert tails.get_colors()[:, 3].tolist() == [0.8, 0.8, 0.4, 0.4]


def test_draw_tails__missing_positions_are_left_out(ax: Axes) -> None:
    gaps = np.where(HISTORY == 2, np.nan, HISTORY)
    tails: Any = draw_tails(ax, gaps, "red", color="green", linewidth=3)
    assert len(tails.get_segments()) == 2
    assert tails.get_linewidths().tolist() == [3]
