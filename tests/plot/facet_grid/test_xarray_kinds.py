from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import PlotError, SkipPlot
from paraverse.plot.facet_grid.xarray_kinds import suggest_arguments
from paraverse.plot.functions.generic import facet_grid
from support.drawn import colorbars, draw, energies, own_style, points


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


LINES = energies().isel(model=0, step_size=0)


def test_draw__states_with_names_and_colors() -> None:
    states = xr.DataArray([[0, 1], [1, 0]], dims=("x", "y"))
    cmap = {"empty": "white", "tree": "green", "burning": "red"}
    hlpr = draw(facet_grid, states, kind="imshow", cmap=cmap)
    (image,) = hlpr.ax.images
    np.testing.assert_allclose(image.to_rgba([2])[0], (1, 0, 0, 1))
    (bar,) = colorbars(hlpr)
    names = [text.get_text() for text in bar.get_yticklabels()]
    labels = dict(zip(bar.get_yticks(), names, strict=True))
    assert labels == {0: "empty", 1: "tree", 2: "burning"}


def test_draw__color_bar_labels() -> None:
    hlpr = draw(
        facet_grid, LINES, kind="pcolormesh", vmin=0, vmax=1, cbar_kwargs={"labels": {0.5: "half"}}
    )
    (bar,) = colorbars(hlpr)
    assert [text.get_text() for text in bar.get_yticklabels()] == ["half"]


def test_draw__points_and_lines_near_zero_are_not_white() -> None:
    hlpr = draw(facet_grid, points() - 0.5, kind="scatter", x="a", y="b", hue="c")
    assert hlpr.ax.collections[0].get_cmap().name == "viridis"
    (lines,) = draw(facet_grid, LINES - 0.5, kind="contour").ax.collections
    assert np.ptp(lines.get_edgecolor()[:, :3], axis=1).min() > 0.1


def test_draw__contour_lines_have_a_color_bar_or_one_color() -> None:
    (bar,) = colorbars(draw(facet_grid, LINES, kind="contour"))
    assert min(bar._colorbar.lines[0].get_linewidth()) > 2
    (lines,) = draw(facet_grid, LINES, kind="contour", colors="red").ax.collections
    np.testing.assert_allclose(lines.get_edgecolor()[:, :3], [(1, 0, 0)] * len(lines.levels))


def test_draw__kinds_that_datasets_lack() -> None:
    with pytest.raises(PlotError, match=r"no kind 'line' for datasets\. Allowed: .*scatter"):
        draw(facet_grid, points(), kind="line")


def test_suggest_arguments__only_for_unknown_ones() -> None:
    arguments = {"x": "time", "linewidht": 2, "marker": "o", "nothing_like_it": 1}
    assert suggest_arguments("line", arguments) == "linewidht: Did you mean 'linewidth'?"
    assert suggest_arguments("quiver", arguments) == ""


@pytest.mark.parametrize("kind", ["line", "step"])
@pytest.mark.parametrize(
    ("values", "times", "marker"),
    [
        ([np.nan, 3.0, np.nan], [1, 2, 3], "o"),
        ([1.0, 3.0, np.nan], [1, 2, 3], "None"),
        ([1.0, 3.0, 2.0], ["low", "middle", "high"], "o"),
    ],
)
def test_mark_points__of_single_points_and_over_text(
    kind: str, values: list[float], times: list[object], marker: str
) -> None:
    data = xr.DataArray(values, dims="time", coords={"time": times}, name="energy")
    (line,) = draw(facet_grid, data, kind=kind, x="time").ax.lines
    assert line.get_marker() == marker
    (line,) = draw(facet_grid, data, kind=kind, x="time", marker="").ax.lines
    assert line.get_marker() in ("", "None")


def test_draw__nothing_visible_is_skipped_with_the_reason() -> None:
    data = xr.DataArray([np.nan, np.nan], dims="time", name="energy")
    with pytest.raises(SkipPlot, match="all values are missing"):
        draw(facet_grid, data, kind="line", x="time")
    with pytest.raises(SkipPlot, match=r"the data have the sizes time \(0\)"):
        draw(facet_grid, data.isel(time=slice(0)), kind="line", x="time")


def test_draw__bars_of_histograms_have_edges() -> None:
    for ax in (
        draw(facet_grid, LINES, kind="hist").ax,
        draw(facet_grid, LINES, kind="hist", col="seed").ax,
    ):
        assert ax.patches[0].get_edgecolor() == (1, 1, 1, 1)
    narrow = draw(facet_grid, LINES, kind="hist", bins=200).ax
    assert narrow.patches[0].get_linewidth() == 0
    outlined = draw(facet_grid, LINES, kind="hist", histtype="step").ax
    assert outlined.patches[0].get_edgecolor() != (1, 1, 1, 1)


@pytest.mark.parametrize("kind", ["contour", "contourf"])
@pytest.mark.parametrize("arguments", [{}, {"vmin": 0, "vmax": 11}, {"levels": 4}])
def test_draw__contours_of_a_grid_have_common_levels(kind: str, arguments: dict[str, int]) -> None:
    data = xr.DataArray(np.arange(24.0).reshape(2, 3, 4), dims=("seed", "y", "x"))
    data[1] /= 100
    hlpr = draw(facet_grid, data, kind=kind, x="x", y="y", col="seed", **arguments)
    levels = [ax.collections[0].levels.tolist() for ax in hlpr.axes.flat]
    assert levels[0] == levels[1]
    assert max(levels[0]) >= 11


def test_draw__a_single_value_along_an_axis_is_not_in_the_title() -> None:
    data = xr.DataArray([[1.0, 2.0]], dims=("time", "rate"), coords={"time": [3.0], "seed": 1})
    ax = draw(facet_grid, data, kind="line", x="time", hue="rate").ax
    assert ax.get_title() == "seed = 1"


def test_draw__integers_have_integer_ticks_beside_their_colors() -> None:
    data = xr.DataArray(np.arange(3)[:, np.newaxis] * [1, 1], dims=("y", "x"))
    (bar,) = colorbars(draw(facet_grid, data, kind="pcolormesh", x="x", y="y"))
    ticks = [tick for tick in bar.get_yticks() if 0 <= tick <= 2]
    assert ticks == [0, 1, 2]


@pytest.mark.parametrize(
    ("data", "arguments", "axis"),
    [
        ([1.5, 2.5, 2.0], {"kind": "line", "x": "generation"}, "x"),
        ([1.5, 2.5, 2.0], {"kind": "line", "y": "generation"}, "y"),
        ([1, 2, 2], {"kind": "line", "x": "generation"}, "y"),
        ([1.5, 2.5, 2.0], {"kind": "hist", "bins": 3}, "y"),
    ],
)
def test_draw_kind__integers_have_ticks_at_integers(
    data: list[Any], arguments: dict[str, Any], axis: str
) -> None:
    array = xr.DataArray(data, {"generation": [1, 2, 3]}, "generation", name="size")
    ax = draw(facet_grid, array, **arguments).ax
    ticks = getattr(ax, f"get_{axis}ticks")()
    np.testing.assert_array_equal(ticks, np.round(ticks))


def test_draw_kind__integers_along_logarithmic_axes() -> None:
    array = xr.DataArray([1, 10, 100], {"generation": [1, 2, 3]}, "generation", name="size")
    ax = draw(facet_grid, array, kind="line", x="generation", xscale="log", yscale="log").ax
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")


def test_hist__positions_are_nothing_or_an_error() -> None:
    hlpr = draw(facet_grid, energies().isel(seed=0, model=0), kind="hist", x=None, hue=None)
    assert hlpr.ax.patches
    with pytest.raises(PlotError, match="x: hist shows all values of the data, and takes `col`"):
        draw(facet_grid, energies(), kind="hist", x="time")
