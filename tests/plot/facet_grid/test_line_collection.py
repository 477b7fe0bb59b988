"""Many lines that are drawn as one artist look like single lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
import xarray as xr

from paraverse.plot.facet_grid import lines
from paraverse.plot.functions.generic import facet_grid
from support.drawn import colorbars, draw, own_style


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def walks(points: int = 40, count: int = 55) -> xr.DataArray:
    steps = np.random.default_rng(0).normal(size=(points, count))
    coords = {
        "time": ("time", np.arange(points), {"units": "s"}),
        "walker": np.arange(count),
        "delay": ("time", np.geomspace(0.1, 100, points)),
        "date": ("time", np.arange(points).astype("M8[D]").astype("M8[ns]")),
        "day": ("time", [f"day {index}" for index in range(points)]),
    }
    attrs = {"long_name": "Position", "units": "m"}
    return xr.DataArray(steps.cumsum(0), coords, ("time", "walker"), name="walk", attrs=attrs)


WALKS = walks()
GAPS = WALKS.where((WALKS.time < 3) | (WALKS.time > 5)).where(WALKS.walker != 0)


def rendered(hlpr: Any) -> np.ndarray:
    hlpr.fig.canvas.draw()
    return np.asarray(hlpr.fig.canvas.buffer_rgba()).astype(int)


@pytest.mark.parametrize(
    ("data", "arguments"),
    [
        (WALKS, {"hue": "walker"}),
        (WALKS, {"kind": "line", "x": "time"}),
        (WALKS.T, {"hue": "walker", "x": "delay", "xscale": "log"}),
        (WALKS, {"hue": "walker", "y": "time"}),
        (WALKS, {"hue": "walker", "x": "date"}),
        (WALKS, {"hue": "walker", "yscale": "log"}),
        (WALKS, {"hue": "walker", "linewidth": 4, "alpha": 0.3, "figsize": [3, 3]}),
        (WALKS, {"hue": "walker", "add_legend": False, "hue_colors": "magma"}),
        (WALKS.round().astype("i8"), {"hue": "walker"}),
        (GAPS, {"hue": "walker"}),
        (WALKS.rename(walker="seed"), {"hue": "seed", "add_legend": False}),
        (walks(points=1000, count=51), {"hue": "walker"}),
        (walks(points=2, count=51), {"hue": "walker"}),
    ],
    ids=lambda value: str(value) if isinstance(value, Mapping) else "",
)
def test_line_collection__looks_like_single_lines(
    data: xr.DataArray, arguments: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    together = draw(facet_grid, data, **arguments)
    assert (len(together.ax.lines), len(together.ax.collections)) == (0, 1)
    image = rendered(together)
    monkeypatch.setattr(lines, "can_collect", lambda *args: False)
    single = draw(facet_grid, data, **arguments)
    assert len(single.ax.lines) == data.sizes["seed" if "seed" in data.dims else "walker"]
    assert together.ax.viewLim.bounds == single.ax.viewLim.bounds
    assert together.ax.get_title() == single.ax.get_title()
    assert len(colorbars(together)) == len(colorbars(single))
    difference = np.abs(image - rendered(single))
    assert (difference > 25).mean() < 1e-3
    assert difference.mean() < 0.1


@pytest.mark.parametrize(
    ("data", "arguments"),
    [
        (WALKS[:, :50], {}),
        (walks(points=1001), {}),
        (WALKS[:1], {"squeeze": False}),
        (WALKS.assign_coords(walker=[f"walker {i}" for i in range(55)]), {}),
        (WALKS, {"kind": "step"}),
        (WALKS, {"marker": "o"}),
        (WALKS, {"x": "day"}),
        (WALKS.where((WALKS.walker != 3) | (WALKS.time == 7)), {}),
        (WALKS, {"color": "grey"}),
        (WALKS, {"linestyle": "--"}),
        (WALKS, {"xlim": [0, 5]}),
        (WALKS.assign_coords(shifted=WALKS.time + WALKS.walker), {"x": "shifted"}),
        (WALKS.expand_dims(size=2), {"x": "time", "col": "size"}),
    ],
)
def test_line_collection__leaves_other_lines_as_they_are(
    data: xr.DataArray, arguments: Mapping[str, Any]
) -> None:
    hlpr = draw(facet_grid, data, **{"kind": "line", "hue": "walker", **arguments})
    assert len(hlpr.axes[0, 0].lines) == data.sizes["walker"]


@pytest.mark.parametrize("style", [{"lines.marker": "o"}, {"lines.linestyle": ":"}])
def test_line_collection__leaves_lines_of_other_styles_as_they_are(style: Any) -> None:
    with plt.rc_context(style):
        assert len(draw(facet_grid, WALKS, hue="walker").ax.lines) == 55
