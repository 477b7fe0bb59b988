from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from paraverse.plot.functions.agents import find_extent

POINTS = [np.array([[0.0, 0.0], [4.0, 2.0]]), np.array([[np.nan, 9.0]])]


@pytest.mark.parametrize(
    ("options", "extent"),
    [
        ({}, (0, 4, 0, 2)),
        ({"pad": 0.5}, (-2, 6, -1, 3)),
        ({"aspect": 1}, (0, 4, -1, 3)),
        ({"height": 4}, (-2, 6, -1, 3)),
        ({"height": 2, "aspect": 1}, (1, 3, 0, 2)),
    ],
)
def test_find_extent(options: dict[str, float], extent: tuple[float, ...]) -> None:
    arguments: dict[str, Any] = {"aspect": None, "height": None, "pad": 0.0, **options}
    assert find_extent(POINTS, **arguments) == extent


def test_find_extent__a_single_position_and_none() -> None:
    arguments: dict[str, Any] = {"aspect": None, "height": None, "pad": 0.0}
    assert find_extent([np.array([[1.0, 1.0]])], **arguments) == (0.5, 1.5, 0.5, 1.5)
    assert find_extent([np.full((1, 2), np.nan)], **arguments) == (0, 1, 0, 1)
