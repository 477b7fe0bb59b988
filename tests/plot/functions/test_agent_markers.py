"""Shapes of the markers of agents."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from matplotlib.path import Path

from paraverse.errors import PlotError
from paraverse.plot.functions.agent_markers import SHAPES, marker_shape


def test_marker_shape__of_each_form() -> None:
    path: Any = Path([(0, 0), (1, 0), (0, 1)])
    for marker in (path, {"vertices": path.vertices}):
        shape: Any = marker_shape(marker, has_orientation=False)
        assert shape.vertices.tolist() == path.vertices.tolist()
    for marker in ("o", "fish", "wedge", "auto", 4):
        assert np.abs(marker_shape(marker, has_orientation=True).get_extents().extents).max() <= 2.1


@pytest.mark.parametrize("name", SHAPES)
def test_marker_shape__points_along_the_base_orientation(name: str) -> None:
    shape: Any = marker_shape(name, has_orientation=True, base_orientation=math.pi / 2)
    np.testing.assert_allclose(shape.vertices[0], [0, 1], atol=1e-12)


def test_marker_shape__that_does_not_exist() -> None:
    with pytest.raises(PlotError, match="Besides markers of matplotlib, there are wedge, fish"):
        marker_shape("fsh", has_orientation=False)
