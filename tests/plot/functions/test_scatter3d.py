from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from paraverse.errors import PlotError
from paraverse.plot.functions.generic import facet_grid
from support.drawn import colorbars, draw, own_style, points, visible


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


XYZ = {"kind": "scatter3d", "x": "a", "y": "b", "z": "c"}


def offsets(ax: Any) -> np.ndarray:
    return np.array(ax.collections[0]._offsets3d)


def test_scatter3d__points_colors_and_sizes() -> None:
    data = points().isel(group=0)
    hlpr = draw(facet_grid, data, hue="c", markersize="point", cmap="magma", **XYZ)
    np.testing.assert_array_equal(offsets(hlpr.ax), data.to_dataarray())
    (dots,) = hlpr.ax.collections
    assert dots.get_clim() == (float(data.c.min()), float(data.c.max()))
    np.testing.assert_array_equal(np.sort(dots.get_sizes()), range(10))
    assert [hlpr.ax.get_xlabel(), hlpr.ax.get_ylabel(), hlpr.ax.get_zlabel()] == ["a", "b", "c"]
    (bar,) = colorbars(hlpr)
    assert bar.get_ylabel() == "c"


def test_scatter3d__grids_share_colors_and_space() -> None:
    data = points()
    hlpr = draw(facet_grid, data, hue="c", col="group", **XYZ)
    axes = visible(hlpr)
    assert len({ax.collections[0].get_clim() for ax in axes}) == 1
    assert len({ax.get_zlim() for ax in axes}) == len({ax.get_xlim() for ax in axes}) == 1
    np.testing.assert_array_equal(offsets(axes[1]), data.isel(group=1).to_dataarray())
    assert len(colorbars(hlpr)) == 1


def test_scatter3d__several_dimensions_in_one() -> None:
    hlpr = draw(facet_grid, points(), **XYZ)
    assert offsets(hlpr.ax).shape == (3, 30)


def test_scatter3d__wrong_arguments() -> None:
    with pytest.raises(PlotError, match="z: there is no variable 'd' in the data"):
        draw(facet_grid, points(), **{**XYZ, "z": "d"})
