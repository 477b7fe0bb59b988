from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import xarray as xr
from matplotlib.colors import to_rgb

from paraverse.errors import PlotError
from paraverse.plot.functions.generic import facet_grid
from support.drawn import colorbars, draw, energies, entries, frames, own_style, visible


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


ENERGY = energies()
LINES = ENERGY.isel(model=0)
ONE = LINES.isel(step_size=0)
MEAN_AND_STD = "mean ± std\nover seed, n = 3"


def ends(ax: Any, number: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return the lower and upper ends of a band over its distinct positions."""
    vertices = ax.collections[number].get_paths()[0].vertices
    positions = np.unique(vertices[:, 0])
    pairs = [vertices[vertices[:, 0] == x, 1] for x in positions]
    return np.array([y.min() for y in pairs]), np.array([y.max() for y in pairs])


def test_band__mean_and_standard_deviation_in_one_line() -> None:
    ax = draw(facet_grid, ONE, kind="line", x="time", band="seed").ax
    (line,) = ax.lines
    lower, upper = ends(ax)
    mean, std = ONE.mean("seed"), ONE.std("seed", ddof=1)
    np.testing.assert_allclose(line.get_ydata(), mean)
    np.testing.assert_allclose([lower, upper], [mean - std, mean + std])
    assert entries(ax.get_legend()) == [MEAN_AND_STD]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("Time [s]", "Mean energy [J]")


def test_band__is_of_the_color_of_its_line_for_each_value_of_hue() -> None:
    ax = draw(facet_grid, LINES, x="time", hue="step_size", band={"dims": "seed", "alpha": 0.3}).ax
    assert entries(ax.get_legend()) == ["0.1", "0.2", "0.3", "0.4", MEAN_AND_STD]
    assert len(ax.lines) == len(ax.collections) == 4
    for number, (line, band) in enumerate(zip(ax.lines, ax.collections, strict=True)):
        (color,) = band.get_facecolor()
        assert (tuple(color[:3]), color[3]) == (to_rgb(line.get_color()), 0.3)
        spread = LINES.isel(step_size=number).std("seed", ddof=1)
        np.testing.assert_allclose(ends(ax, number)[1], line.get_ydata() + spread)


@pytest.mark.parametrize("kind", ["line", "errorbars"])
def test_band__in_each_axes_of_a_grid(kind: str) -> None:
    hlpr = draw(facet_grid, ENERGY, kind=kind, x="time", hue="step_size", col="model", band="seed")
    count = {"line": 4, "errorbars": 4 * 3}[kind]  # a line, and two caps
    assert [len(ax.lines) for ax in visible(hlpr)] == [count, count]
    assert [len(ax.collections) for ax in visible(hlpr)] == [4, 4]
    (legend,) = hlpr.fig.legends
    assert entries(legend)[-1] == MEAN_AND_STD
    if kind == "line":
        last = visible(hlpr)[-1]
        upper = (ENERGY.mean("seed") + ENERGY.std("seed", ddof=1)).isel(model=1, step_size=2)
        np.testing.assert_allclose(ends(last, 2)[1], upper)


def test_band__grid_without_hue_explains_the_band_once() -> None:
    hlpr = draw(facet_grid, LINES, kind="line", x="time", col="step_size", band="seed")
    (legend,) = hlpr.fig.legends
    assert entries(legend) == [MEAN_AND_STD]


def test_band__missing_universes_change_the_number() -> None:
    gaps = ONE.where((ONE.seed != 1) | (ONE.time < 50))
    ax = draw(facet_grid, gaps, x="time", band="seed").ax
    assert entries(ax.get_legend()) == ["mean ± std\nover seed, n = 2–3"]


def test_band__one_universe_has_a_line_and_no_band() -> None:
    ax = draw(facet_grid, ONE.isel(seed=[1]), x="time", band="seed").ax
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), ONE.isel(seed=1))
    assert not any(len(path.vertices) for path in ax.collections[0].get_paths())
    assert entries(ax.get_legend()) == ["mean, too few values for a band\nover seed, n = 1"]


def test_band__frames_have_common_limits_that_include_it() -> None:
    limits = {
        hlpr.ax.get_ylim()
        for hlpr in frames(facet_grid, LINES, x="time", frames="step_size", band="seed")
    }
    ((low, high),) = limits
    upper = LINES.mean("seed") + LINES.std("seed", ddof=1)
    lower = LINES.mean("seed") - LINES.std("seed", ddof=1)
    assert low < lower.min()
    assert high > upper.max()


def test_band__along_the_vertical_axis() -> None:
    ax = draw(facet_grid, ONE, kind="line", y="time", band="seed").ax
    vertices = ax.collections[0].get_paths()[0].vertices
    np.testing.assert_allclose(
        vertices[:, 0].max(), (ONE.mean("seed") + ONE.std("seed", ddof=1)).max()
    )


def test_band__steps_have_steps() -> None:
    ax = draw(facet_grid, ONE, kind="step", x="time", where="mid", band="seed").ax
    assert len(ax.collections[0].get_paths()[0].vertices) > 4 * ONE.sizes["time"]


def test_band__over_dates_and_names() -> None:
    dates = np.datetime64("2001-01-01") + np.arange(8) * np.timedelta64(30, "D")
    over_dates = ONE.assign_coords(time=dates)
    assert len(draw(facet_grid, over_dates, x="time", band="seed").ax.collections) == 1
    over_names = ONE.assign_coords(time=list("abcdefgh"))
    ax = draw(facet_grid, over_names, x="time", band="seed").ax
    assert [label.get_text() for label in ax.get_xticklabels()] == list("abcdefgh")


def test_band__many_lines_have_a_color_bar_and_an_explanation() -> None:
    many = xr.concat([ONE] * 60, "run").assign_coords(run=range(60))
    hlpr = draw(facet_grid, many, x="time", hue="run", band="seed")
    assert len(colorbars(hlpr)) == 1
    assert entries(hlpr.ax.get_legend()) == [MEAN_AND_STD]
    assert len(hlpr.ax.collections) == 60


def test_band__variable_of_a_dataset() -> None:
    data = xr.Dataset({"energy": ONE, "mass": 2 * ONE})
    ax = draw(facet_grid, data, kind="line", x="time", y="mass", band="seed").ax
    np.testing.assert_allclose(ax.lines[0].get_ydata(), 2 * ONE.mean("seed"))
    only = draw(facet_grid, data[["energy"]], x="time", band="seed").ax
    np.testing.assert_allclose(only.lines[0].get_ydata(), ONE.mean("seed"))
    with pytest.raises(PlotError, match=r"band: .*set `y` to one of energy, mass"):
        draw(facet_grid, data, x="time", band="seed")


def test_band__error_bars_of_an_array() -> None:
    ax = draw(facet_grid, LINES, kind="errorbars", x="time", hue="step_size", band="seed").ax
    segments = np.array(ax.containers[1].lines[2][0].get_segments())
    values = LINES.isel(step_size=1)
    np.testing.assert_allclose(segments[:, 1, 1], values.mean("seed") + values.std("seed", ddof=1))
    assert entries(ax.get_legend())[-1] == MEAN_AND_STD
    assert ax.get_ylabel() == "Mean energy [J]"


def test_band__explanation_stays_in_a_legend_that_is_set_again() -> None:
    for kind in ("line", "errorbars"):
        hlpr = draw(facet_grid, LINES, kind=kind, x="time", hue="step_size", band="seed")
        hlpr.invoke_helper("set_legend", loc="upper left")
        assert entries(hlpr.ax.get_legend())[-1] == MEAN_AND_STD


def test_band__dimensions_are_encoded_without_those_of_the_band() -> None:
    hlpr = draw(facet_grid, ENERGY, kind="line", auto_encoding=True, band="seed")
    assert hlpr.ax.get_xlabel() == "Time [s]"
    assert len(visible(hlpr)) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"band": "sed"}, "band: there is no dimension 'sed'"),
        ({"band": "seed", "hue": "seed"}, "band: 'seed' is `hue` already"),
        ({"band": "seed", "kind": "pcolormesh"}, "band: plots of the kind pcolormesh have none"),
        ({"band": {"dims": "seed", "spread": "var"}}, "band: there is no spread 'var'"),
        ({"band": "seed", "kind": "errorbars", "yerr": "std"}, "yerr: `band` computes the errors"),
    ],
)
def test_band__wrong_arguments(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(PlotError, match=message):
        draw(facet_grid, ONE, x="time", **arguments)
