from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.plot.functions.generic import facet_grid
from support.drawn import colorbars, draw, entries, own_style

XY = {"kind": "scatter", "x": "a", "y": "b"}


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def points(groups: int) -> xr.Dataset:
    values = np.random.default_rng(0).random((3, groups, 20))
    variables = {name: (("group", "point"), v) for name, v in zip("abc", values, strict=True)}
    names = [f"g{number}" for number in range(groups)]
    data = xr.Dataset(variables, {"group": names})
    data["c"] = (data.c * 10).assign_attrs(units="kg")
    return data


def legends(hlpr: Any) -> list[Any]:
    own = (ax.get_legend() for ax in hlpr.fig.axes)
    return [*hlpr.fig.legends, *(legend for legend in own if legend is not None)]


@pytest.mark.parametrize("grid", [{}, {"col": "point"}])
@pytest.mark.parametrize("groups", [2, 15])
def test_explain_points__all_values_in_their_order(groups: int, grid: dict[str, str]) -> None:
    data = points(groups).isel(point=slice(3))
    hlpr = draw(facet_grid, data, hue="group", **XY, **grid)
    (legend,) = legends(hlpr)
    assert entries(legend) == list(data.group.values)
    assert legend.get_title().get_text() == "group"


@pytest.mark.parametrize("grid", [{}, {"col": "group", "col_wrap": 2}])
def test_legend_of_sizes__few_round_numbers(grid: dict[str, Any]) -> None:
    hlpr = draw(facet_grid, points(4), hue="a", markersize="c", **XY, **grid)
    (legend,) = legends(hlpr)
    numbers = [float(entry) for entry in entries(legend)]
    assert 2 <= len(numbers) <= 5
    assert numbers == sorted(set(numbers))
    assert legend.get_title().get_text() == "c [kg]"
    sizes = [handle.get_markersize() for handle in legend.legend_handles]
    assert sizes == sorted(set(sizes))
    assert len(colorbars(hlpr)) == 1


def test_legend_of_sizes__areas_are_those_of_the_points() -> None:
    data = points(1)
    hlpr = draw(facet_grid, data, markersize="c", **XY)
    (dots,) = hlpr.ax.collections
    (legend,) = legends(hlpr)
    areas = [handle.get_markersize() ** 2 for handle in legend.legend_handles]
    order = np.argsort(data.c.values.ravel())
    numbers = [float(entry) for entry in entries(legend)]
    drawn = np.interp(numbers, data.c.values.ravel()[order], np.sort(dots.get_sizes()))
    np.testing.assert_allclose(areas, drawn)


def test_explain_points__colors_and_sizes_in_one_legend() -> None:
    hlpr = draw(facet_grid, points(3), hue="group", markersize="c", **XY)
    (legend,) = legends(hlpr)
    assert entries(legend)[:5] == ["group", "g0", "g1", "g2", "c [kg]"]


def test_explain_points__not_if_the_plot_says_so() -> None:
    hlpr = draw(facet_grid, points(3), hue="group", markersize="c", add_legend=False, **XY)
    assert not legends(hlpr)
