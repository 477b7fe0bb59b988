from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.layout.arrange import arrange
from support.drawn import colorbars, draw, energies, entries, own_style, visible


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


MAPS = energies().isel(model=0)


def test_attach_grid__columns_and_rows() -> None:
    hlpr = draw(
        facet_grid, energies(), kind="line", x="time", hue="seed", col="step_size", row="model"
    )
    assert hlpr.axes.shape == (4, 2)
    hlpr.select_axis(3, 1)
    drawn = energies().isel(step_size=3, model=1)
    np.testing.assert_array_equal([line.get_ydata() for line in hlpr.ax.lines], drawn.T)
    assert visible(hlpr)[0].get_title() == "step_size = 0.1 [m]"
    (legend,) = hlpr.fig.legends
    assert entries(legend) == ["0", "1", "2"]


@pytest.mark.parametrize(
    "arguments",
    [
        {"kind": "line", "x": "time", "hue": "seed"},
        {"kind": "step", "x": "time", "hue": "seed"},
        {"kind": "pcolormesh", "x": "time", "y": "seed"},
        {"kind": "imshow", "x": "time", "y": "seed"},
        {"kind": "hist"},
        {"kind": "scatter", "x": "time", "hue": "seed"},
    ],
    ids=lambda arguments: arguments["kind"],
)
def test_attach_grid__legends_and_color_bars_cover_no_axes(arguments: dict[str, Any]) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("error", ".*layout", UserWarning)  # of matplotlib
        hlpr = draw(facet_grid, MAPS, col="step_size", col_wrap=2, **arguments)
        arrange(hlpr.fig)
        hlpr.fig.draw_without_rendering()
    for beside in (*hlpr.fig.legends, *colorbars(hlpr)):
        box = beside.get_window_extent()
        assert not any(ax.get_window_extent().overlaps(box) for ax in visible(hlpr))
        assert hlpr.fig.bbox.fully_containsx(box.x1)


@pytest.mark.parametrize(
    "arguments",
    [
        {"kind": "line", "x": "time", "hue": "seed"},
        {"kind": "pcolormesh", "x": "time", "y": "seed"},
        {"kind": "hist"},
    ],
)
def test_attach_grid__axes_above_the_empty_part_of_the_last_row_have_ticks(
    arguments: dict[str, Any],
) -> None:
    data = MAPS.isel(step_size=slice(3)).assign_coords(seed=[1, 2, 3])
    hlpr = draw(facet_grid, data, col="step_size", col_wrap=2, **arguments)
    arrange(hlpr.fig)
    hlpr.fig.draw_without_rendering()
    upper_left, above_nothing = hlpr.axes[:, 0]
    labeled = [
        any(tick.label1.get_visible() and tick.label1.get_text() for tick in axis.get_major_ticks())
        for axis in (upper_left.xaxis, above_nothing.xaxis)
    ]
    assert labeled == [False, True]
    assert above_nothing.get_xlabel() == hlpr.axes[0, 1].get_xlabel() != ""


def test_attach_grid__says_where_all_values_are_missing() -> None:
    data = MAPS.where(MAPS.step_size != 0.2)
    axes = visible(draw(facet_grid, data, kind="pcolormesh", x="time", col="step_size"))
    assert [[text.get_text() for text in ax.texts] for ax in axes] == [[], ["no data"], [], []]


def test_attach_grid__titles_tell_values_apart_and_have_units() -> None:
    data = MAPS.assign_coords(step_size=("step_size", [1e-12, 2e-12, 3e-12, 4e-12], {"units": "m"}))
    hlpr = draw(facet_grid, data, kind="line", x="time", col="step_size", row="seed")
    assert hlpr.axes[1, 0].get_title() == "step_size = 2×10⁻¹² [m]"
    names = [f"a long name that many treatments have in common {n}" for n in range(4)]
    named = MAPS.assign_coords(step_size=names)
    lines = draw(facet_grid, named, kind="line", x="time", hue="seed", col="step_size")
    titles = [ax.get_title() for ax in visible(lines)]
    assert titles == [f"step_size = {name}" for name in names]


def test_set_titles__cut_off_if_the_plot_says_so() -> None:
    options = {"template": "{coord}: {value}{units}", "maxchar": 8, "color": "red"}
    hlpr = draw(facet_grid, MAPS, kind="hist", col="step_size", title_kwargs=options)
    title = visible(hlpr)[1].title
    assert (title.get_text(), title.get_color()) == ("step_si…", "red")


def test_attach_grid__title_template() -> None:
    hlpr = draw(facet_grid, MAPS, kind="hist", col="seed", title_kwargs={"template": "no. {value}"})
    assert visible(hlpr)[1].get_title() == "no. 1"
