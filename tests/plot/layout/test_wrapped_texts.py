"""Titles and labels overlap neither each other nor the edges of a figure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
import xarray as xr

from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.layout.arrange import arrange
from support.drawn import colorbars, draw, own_style, visible


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


NAMES = [f"a rather long name of treatment {n}" for n in range(4)]
DATA = xr.DataArray(
    np.random.default_rng(0).random((4, 3, 10, 8)),
    {"treatment": NAMES, "seed": [0, 1, 2], "x": np.arange(10.0), "y": np.arange(8.0)},
    ("treatment", "seed", "x", "y"),
    name="density",
    attrs={"long_name": "density of algae", "units": "1/mL"},
)
LINES = DATA.isel(y=0, drop=True)


def drawn(data: xr.DataArray, **arguments: Any) -> Any:
    hlpr = draw(facet_grid, data, **arguments)
    arrange(hlpr.fig)
    hlpr.fig.draw_without_rendering()
    return hlpr


def assert_apart(texts: list[Any]) -> None:
    extents = [text.get_window_extent() for text in texts if text.get_text()]
    assert len(extents) > 1
    for one, other in itertools.combinations(extents, 2):
        assert not one.overlaps(other)


@pytest.mark.parametrize("font_size", [9, 16])
def test_wrap_texts__titles_and_labels_of_a_row(font_size: int) -> None:
    with plt.rc_context({"font.size": font_size}):
        hlpr = drawn(LINES, kind="line", x="x", hue="seed", col="treatment")
    titles = [ax.title for ax in visible(hlpr)]
    assert [" ".join(title.get_text().split()) for title in titles] == [
        f"treatment = {name}" for name in NAMES
    ]
    assert_apart(titles)
    assert_apart([ax.xaxis.label for ax in visible(hlpr)])


def test_wrap_texts__titles_of_rows() -> None:
    hlpr = drawn(LINES, kind="line", x="x", col="seed", row="treatment")
    titles = hlpr.attrs["facet_grid"].row_labels
    assert [title.get_text().split()[-1] for title in titles] == list("0123")
    assert_apart(titles)
    for title, ax in zip(titles, hlpr.axes[-1], strict=True):
        assert title.get_window_extent().height <= 1.2 * ax.get_window_extent().height


@pytest.mark.parametrize("columns", [1, 3, 4])
def test_wrap_texts__all_are_within_the_figure(columns: int) -> None:
    data = DATA.isel(treatment=slice(columns), seed=0, drop=True)
    hlpr = drawn(data, kind="pcolormesh", x="x", y="y", col="treatment")
    (bar,) = colorbars(hlpr)
    figure = hlpr.fig.bbox
    for ax in (*visible(hlpr), bar):
        for text in (ax.title, ax.xaxis.label, ax.yaxis.label):
            box = text.get_window_extent()
            assert figure.fully_containsx(box.x0)
            assert figure.fully_containsx(box.x1)
            assert figure.fully_containsy(box.y0)
            assert figure.fully_containsy(box.y1)


LONG = "a title that goes on and on, and says everything that has been measured in all the years"


def test_wrap_texts__long_titles_of_axes_and_figures_are_within_the_figure() -> None:
    figure, ax = plt.subplots()
    ax.set(title=LONG, ylabel="density")
    title = figure.suptitle(f"{LONG}, {LONG}")
    arrange(figure)
    figure.draw_without_rendering()
    for text in (ax.title, title):
        box = text.get_window_extent()
        assert box.x0 >= 0
        assert box.x1 <= figure.bbox.x1
    assert_apart([ax.title, title])


def test_wrap_texts__leaves_mathematical_text_alone() -> None:
    figure, ax = plt.subplots(figsize=(2, 2))
    title = "$a + b + c + d + e + f + g + h + i + j + k$"
    ax.set_title(title)
    arrange(figure)
    assert ax.get_title() == title


def test_wrap_texts__the_power_of_ten_of_x_does_not_touch_the_label() -> None:
    data = LINES.assign_coords(x=LINES.x * 1e-3 + 1e5)
    hlpr = drawn(data, kind="line", x="x", hue="seed", col="treatment")
    for ax in visible(hlpr):
        assert ax.xaxis.offsetText.get_text() == "+100000"
        assert_apart([ax.xaxis.label, ax.xaxis.offsetText])


def test_move_labels_of_polar_axes() -> None:
    angles = LINES.isel(treatment=0).assign_coords(x=np.linspace(0, 6, 10))
    ax: Any
    figure, ax = plt.subplots(subplot_kw={"projection": "polar"})
    for line in angles.values:
        ax.plot(angles.x, line, label="a line")
    ax.set(xlabel="angle", ylabel="density")
    ax.legend(title="lines")
    arrange(figure)
    figure.draw_without_rendering()
    angles_around = ax.xaxis.get_majorticklabels()
    for text in (ax.yaxis.label, ax.get_legend()):
        box = text.get_window_extent()
        assert not any(box.overlaps(angle.get_window_extent()) for angle in angles_around)
