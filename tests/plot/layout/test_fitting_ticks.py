"""Labels of ticks do not meet, in axes of any size and of three dimensions."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import xarray as xr
from matplotlib.dates import DateFormatter

from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.layout.arrange import arrange
from support.drawn import colorbars, draw, own_style, visible


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def walks(times: Any, columns: int = 4) -> xr.DataArray:
    values = np.random.default_rng(0).random((columns, len(times)))
    coords = {"seed": range(columns), "time": times}
    return xr.DataArray(values, coords, ("seed", "time"), name="walk")


def boxes(axis: Any) -> list[Any]:
    """Return the boxes of the labels that are within the limits of an axis, as they are drawn."""
    low, high = sorted(axis.get_view_interval())
    ticks = axis.get_major_ticks()
    labels = [tick.label1 if tick.label1.get_visible() else tick.label2 for tick in ticks]
    return [
        label.get_window_extent()
        for label, tick in zip(labels, ticks, strict=True)
        if label.get_text() and low <= tick.get_loc() <= high
    ]


def assert_apart(*axes: Any) -> None:
    for axis in axes:
        assert boxes(axis)
    for one, other in itertools.combinations(itertools.chain(*map(boxes, axes)), 2):
        assert not one.overlaps(other)


@pytest.mark.parametrize(
    "times",
    [
        pd.date_range("2031-04-01", periods=40, freq="18h"),
        pd.date_range("2031-04-01", periods=40, freq="20min"),
        np.linspace(1000.001, 1000.009, 40),
    ],
    ids=["days", "hours", "numbers"],
)
def test_thin_out_ticks__along_x(times: Any) -> None:
    hlpr = draw(facet_grid, walks(times, 6), kind="line", x="time", col="seed")
    arrange(hlpr.fig)
    hlpr.fig.draw_without_rendering()
    for ax in visible(hlpr):
        assert_apart(ax.xaxis)
        assert len(boxes(ax.xaxis)) > 1


@pytest.mark.parametrize("size", [None, (7, 2)])
def test_thin_out_ticks__of_small_3d_axes(size: Any) -> None:
    names = ("age", "length", "speed")
    values = np.random.default_rng(0).normal(20, 6, (3, 7, 20))
    data = xr.Dataset({n: (("pond", "fish"), v) for n, v in zip(names, values, strict=True)})
    kind = {"kind": "scatter3d", "x": "age", "y": "length", "z": "speed"}
    hlpr = draw(facet_grid, data, **kind, col="pond", col_wrap=4, figsize=size)
    arrange(hlpr.fig)
    hlpr.fig.draw_without_rendering()
    assert len(visible(hlpr)) == 7  # the eighth axes are hidden
    for ax in visible(hlpr):
        assert_apart(ax.xaxis, ax.yaxis, ax.zaxis)


def test_thin_out_ticks__of_short_color_bars_of_contours() -> None:
    waves = xr.DataArray(np.outer(np.arange(9.0), np.arange(8.0)), dims=("a", "b"))
    data = waves.expand_dims(day=5)
    hlpr = draw(facet_grid, data, kind="contour", x="a", y="b", col="day", figsize=(9, 1.4))
    arrange(hlpr.fig)
    hlpr.fig.draw_without_rendering()
    (bar,) = colorbars(hlpr)
    assert_apart(bar.yaxis)


def test_thin_out_ticks__of_symmetric_logarithms() -> None:
    data = (walks(np.arange(40.0)) - 0.5) * 1e5
    hlpr = draw(
        facet_grid, data, kind="line", x="time", col="seed", yscale="symlog", figsize=(7, 2)
    )
    arrange(hlpr.fig)
    hlpr.fig.draw_without_rendering()
    axis = hlpr.axes[0, 0].yaxis
    assert_apart(axis)
    ticks = axis.get_majorticklocs()
    assert {0} < {*ticks} == {*-ticks}


def test_thin_out_ticks__keeps_those_of_the_plot() -> None:
    figure, ax = plt.subplots(figsize=(1.5, 1.5))
    ax.set_xticks(range(5), ["a long label"] * 5)
    arrange(figure)
    assert len(ax.get_xticks()) == 5


@pytest.mark.parametrize(("rotation", "all_fit"), [(45, True), (5, False)])
def test_thin_out_ticks__of_rotated_labels(rotation: int, all_fit: bool) -> None:
    figure, ax = plt.subplots(figsize=(4, 3))
    ax.plot(pd.date_range("2031-04-01", "2031-04-10"), np.zeros(10))
    ax.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d"))  # type: ignore[no-untyped-call]
    ax.tick_params(axis="x", labelrotation=rotation)
    before = len(ax.get_xticks())
    arrange(figure)
    assert (len(ax.get_xticks()) == before) == all_fit


def test_replace_locators__dates_between_months() -> None:
    figure, ax = plt.subplots()
    ax.plot(pd.date_range("2031-04-01", "2031-05-02"), np.zeros(32))
    arrange(figure)
    distances = np.diff(ax.get_xticks())
    assert len(distances) > 2
    assert distances.min() > 0.7 * np.median(distances)
