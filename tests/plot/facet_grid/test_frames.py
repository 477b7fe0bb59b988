from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.helpers.animation_mode import EnterAnimationMode, ExitAnimationMode
from paraverse.plot.helpers.plot_helper import PlotHelper
from support.drawn import energies, frames, own_style, points


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


LINES = energies().isel(model=0, step_size=0)
MAPS = energies().isel(model=0)
POINTS = points().rename(group="seed")
BANDS = xr.Dataset({"mean": energies().mean("seed"), "std": energies().std("seed")})


def test_register_frames__one_for_each_value() -> None:
    drawn = [
        (hlpr.ax.lines[1].get_ydata(), hlpr.fig.get_suptitle())
        for hlpr in frames(facet_grid, MAPS, kind="line", x="time", hue="seed", frames="step_size")
    ]
    assert [title for _, title in drawn] == [
        f"step_size = {v} [m]" for v in ("0.1", "0.2", "0.3", "0.4")
    ]
    np.testing.assert_array_equal([y for y, _ in drawn], MAPS.isel(seed=1).T)


@pytest.mark.parametrize(
    ("data", "arguments"),
    [
        (MAPS, {"kind": "line", "x": "time", "hue": "step_size"}),
        (MAPS, {"kind": "line", "y": "time", "hue": "step_size"}),
        (
            BANDS.isel(model=0).rename(step_size="seed"),
            {"kind": "errorbars", "y": "mean", "yerr": "std"},
        ),
        (MAPS, {"kind": "pcolormesh"}),
        (MAPS - 0.5, {"kind": "imshow", "x": "time", "col": None}),
        (MAPS, {"kind": "contourf"}),
        (MAPS, {"kind": "hist"}),
        (MAPS, {"kind": "hist", "col": "step_size"}),
        (POINTS, {"kind": "scatter", "x": "a", "y": "b", "hue": "c"}),
        (POINTS, {"kind": "scatter3d", "x": "a", "y": "b", "z": "c", "hue": "c"}),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_common_scales__are_those_of_all_frames(data: Any, arguments: dict[str, Any]) -> None:
    scales: list[Any] = [
        (hlpr.ax.get_xlim(), hlpr.ax.get_ylim(),
         hlpr.ax.get_zlim() if arguments["kind"] == "scatter3d" else None,
         [c.get_clim() for c in (*hlpr.ax.images, *hlpr.ax.collections)][:1])
        for hlpr in frames(facet_grid, data, frames="seed", **arguments)
    ]  # fmt: skip
    assert all(scale == scales[0] for scale in scales[1:])
    if arguments["kind"] == "line":
        low, high = sorted(scales[0]["y" not in arguments])
        assert low < MAPS.min() < MAPS.max() < high


def test_register_frames__titles() -> None:
    template = {"title": "{dim} is {value:.1f}"}
    titles = [
        hlpr.fig.get_suptitle()
        for hlpr in frames(facet_grid, LINES.astype(float), frames="time", suptitle_kwargs=template)
    ]
    assert titles[:2] == ["time is 0.0", "time is 10.0"]
    names = frames(
        facet_grid, energies().isel(seed=0, step_size=0), frames="model", suptitle_kwargs=template
    )
    assert [hlpr.fig.get_suptitle() for hlpr in names] == ["model = linear", "model = cubic"]


def test_facet_grid__animation_mode_depends_on_frames() -> None:
    with pytest.raises(EnterAnimationMode):
        facet_grid(data={"data": MAPS}, hlpr=PlotHelper(), kind="pcolormesh", frames="seed")
    with pytest.raises(ExitAnimationMode):
        facet_grid(data={"data": LINES}, hlpr=PlotHelper(animation_enabled=True), hue="seed")
