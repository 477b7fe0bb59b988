from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.helpers.plot_helper import PlotHelper
from support.drawn import colorbars, draw, energies, entries, own_style


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


LINES = energies().isel(model=0, step_size=0)


def test_draw_lines__one_for_each_value_of_hue() -> None:
    hlpr = draw(facet_grid, LINES, kind="line", x="time", hue="seed")
    for seed, line in zip(LINES.seed.values, hlpr.ax.lines, strict=True):
        np.testing.assert_array_equal(line.get_ydata(), LINES.sel(seed=seed))
    assert entries(hlpr.ax.get_legend()) == ["0", "1", "2"]
    assert (hlpr.ax.get_xlabel(), hlpr.ax.get_ylabel()) == ("Time [s]", "Mean energy [J]")


def test_draw_lines__color_bars_of_uneven_values_show_all_colors() -> None:
    rates = np.geomspace(0.1, 1e6, 30)
    many = LINES.isel(seed=0, drop=True).expand_dims(rate=rates)
    hlpr = draw(facet_grid, many, kind="line", x="time", hue="rate")
    (bar,) = colorbars(hlpr)
    hlpr.fig.draw_without_rendering()
    assert bar._colorbar.spacing == "uniform"
    labels = [tick.get_text() for tick in bar.get_yticklabels()]
    assert (labels[0], labels[-1]) == ("0.1", "10⁶")


def test_draw_lines__many_lines_of_numbers_have_a_color_bar() -> None:
    many = LINES.isel(seed=0).expand_dims(run=range(30))
    hlpr = draw(facet_grid, many, kind="line", x="time", hue="run")
    assert hlpr.ax.get_legend() is None
    (bar,) = colorbars(hlpr)
    assert bar.get_ylabel() == "run"
    colors = [line.get_color() for line in hlpr.ax.lines]
    assert len({tuple(color) for color in colors}) == 30
    np.testing.assert_allclose(bar._colorbar.mappable.to_rgba(17.0), colors[17])


@pytest.mark.parametrize("count", [30, 60])
def test_draw_lines__many_seeds_are_not_told_apart(count: int) -> None:
    many = LINES.isel(seed=0, drop=True).expand_dims(seed=range(count))
    hlpr = draw(facet_grid, many, kind="line", x="time", hue="seed")
    assert entries(hlpr.ax.get_legend()) == [f"{count} values"]
    assert colorbars(hlpr) == []
    ordered = draw(facet_grid, many, kind="line", x="time", hue="seed", hue_colors="viridis")
    assert len(colorbars(ordered)) == 1


def test_draw_lines__values_have_their_colors_among_all_values_of_a_parameter() -> None:
    colors = []
    for data in (LINES, LINES.isel(seed=[1, 2])):
        hlpr: Any = PlotHelper(parameters={"seed": (0, 1, 2)})
        facet_grid(data={"data": data}, hlpr=hlpr, kind="line", x="time", hue="seed")
        colors.append([line.get_color() for line in hlpr.ax.lines])
    assert colors[1] == colors[0][1:]


def test_draw_lines__many_lines_of_names_have_a_legend() -> None:
    many = LINES.isel(seed=0, drop=True).expand_dims(name=[f"n{i}" for i in range(30)])
    hlpr = draw(facet_grid, many, kind="line", x="time", hue="name")
    assert len(entries(hlpr.ax.get_legend())) == 30


def test_draw_lines__hue_colors_are_those_of_the_values() -> None:
    by_value = {"cmap": "viridis", "vmin": 0, "vmax": 10}
    few = draw(facet_grid, LINES.isel(seed=[1, 2]), kind="line", hue="seed", hue_colors=by_value)
    all_ = draw(facet_grid, LINES, kind="line", hue="seed", hue_colors=by_value)
    same = [(few.ax.lines[0], all_.ax.lines[1]), (few.ax.lines[1], all_.ax.lines[2])]
    assert all(np.array_equal(one.get_color(), other.get_color()) for one, other in same)
