"""Figures with maps have no empty edges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
import xarray as xr
from matplotlib.transforms import Bbox

from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.layout.arrange import arrange
from support.drawn import draw, own_style, visible


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


MAPS = xr.DataArray(
    np.random.default_rng(0).random((5, 2, 30, 20)),
    {
        "day": ("day", np.arange(5), {"units": "d"}),
        "depth": [0.5, 1.5],
        "x": ("x", np.arange(30.0), {"units": "m"}),
        "y": ("y", np.arange(20.0), {"units": "m"}),
    },
    ("day", "depth", "x", "y"),
    name="nutrient",
)
ONE_DEPTH = MAPS.isel(depth=0, drop=True)


def margins(hlpr: Any) -> list[float]:
    """Return the left, bottom, right and top margin in inches."""
    boxes = [box for ax in hlpr.fig.axes if (box := ax.get_tightbbox()) is not None]
    title = hlpr.fig._suptitle
    boxes += [] if title is None else [title.get_window_extent()]
    low, high = Bbox.union(boxes).get_points() / hlpr.fig.dpi
    return [*low, *(hlpr.fig.get_size_inches() - high)]


@pytest.mark.parametrize(
    ("data", "arguments"),
    [
        (ONE_DEPTH.isel(day=0), {}),
        (ONE_DEPTH.isel(day=0), {"helpers": {"set_suptitle": {"title": "A map"}}}),
        (ONE_DEPTH.isel(day=[0, 1]), {"col": "day"}),
        (ONE_DEPTH, {"col": "day"}),
        (ONE_DEPTH, {"col": "day", "col_wrap": 3}),
        (MAPS, {"col": "day", "row": "depth"}),
    ],
)
def test_trim__margins_are_alike(data: xr.DataArray, arguments: dict[str, Any]) -> None:
    helpers = arguments.pop("helpers", {})
    hlpr = draw(facet_grid, data, kind="pcolormesh", x="x", y="y", **arguments)
    for name, helper in helpers.items():
        hlpr.invoke_helper(name, **helper)
    arrange(hlpr.fig)
    hlpr.fig.draw_without_rendering()
    assert min(margins(hlpr)) >= 0
    assert max(margins(hlpr)) < 0.2
    axes = visible(hlpr)[0].get_window_extent()
    assert axes.width / axes.height == pytest.approx(1.5, rel=0.01)


@pytest.mark.parametrize("arguments", [{"figsize": (8, 4)}, {}])
def test_trim__sizes_of_the_plot_and_of_the_style_are_kept(arguments: dict[str, Any]) -> None:
    style: Any = {} if arguments else {"figure.figsize": (8, 4)}
    with plt.rc_context(style):
        hlpr = draw(facet_grid, ONE_DEPTH, kind="pcolormesh", x="x", y="y", col="day", **arguments)
        arrange(hlpr.fig)
        assert tuple(hlpr.fig.get_size_inches()) == (8, 4)
