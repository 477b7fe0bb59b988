from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import xarray as xr
from matplotlib.colors import LogNorm, to_hex

from paraverse.errors import PlotError
from paraverse.plot.functions.generic import facet_grid
from support.drawn import colorbars, draw, own_style, points, visible


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


XYZ = {"kind": "scatter3d", "x": "a", "y": "b", "z": "c"}


def offsets(ax: Any) -> np.ndarray:
    return np.array(ax.collections[0]._offsets3d)


def test_scatter3d__points_colors_and_sizes() -> None:
    data = points().isel(group=0)
    hlpr = draw(facet_grid, data, hue="c", markersize="point", cmap="magma", **XYZ)
    np.testing.assert_array_equal(offsets(hlpr.ax), data.to_dataarray())
    (dots,) = hlpr.ax.collections
    assert dots.get_clim() == (float(data.c.min()), float(data.c.max()))
    np.testing.assert_array_equal(np.sort(dots.get_sizes()), range(10))
    assert [hlpr.ax.get_xlabel(), hlpr.ax.get_ylabel(), hlpr.ax.get_zlabel()] == ["a", "b", "c"]
    (bar,) = colorbars(hlpr)
    assert bar.get_ylabel() == "c"


def test_scatter3d__grids_share_colors_and_space() -> None:
    data = points()
    hlpr = draw(facet_grid, data, hue="c", col="group", **XYZ)
    axes = visible(hlpr)
    assert len({ax.collections[0].get_clim() for ax in axes}) == 1
    assert len({ax.get_zlim() for ax in axes}) == len({ax.get_xlim() for ax in axes}) == 1
    np.testing.assert_array_equal(offsets(axes[1]), data.isel(group=1).to_dataarray())
    assert len(colorbars(hlpr)) == 1


def test_scatter3d__several_dimensions_in_one() -> None:
    hlpr = draw(facet_grid, points(), **XYZ)
    assert offsets(hlpr.ax).shape == (3, 30)


def test_scatter3d__axes_that_share_nothing_have_limits_of_their_own() -> None:
    data = points() + xr.DataArray([0, 10, 30], dims="group")
    for free in ("x", "y"):
        axes = visible(draw(facet_grid, data, col="group", **XYZ, **{f"share{free}": False}))
        limits = {name: {getattr(ax, f"get_{name}lim")() for ax in axes} for name in "xyz"}
        assert {name for name, different in limits.items() if len(different) == 3} == {free}
    axes = visible(draw(facet_grid, data, col="group", sharex=False, sharey=False, **XYZ))
    assert len({ax.get_zlim() for ax in axes}) == 3


@pytest.mark.parametrize("norm", ["LogNorm", {"name": "LogNorm"}, LogNorm()])
@pytest.mark.parametrize("grid", [{}, {"col": "group"}])
def test_scatter3d__norms_in_all_forms(norm: Any, grid: dict[str, str]) -> None:
    data = abs(points()) + 1
    hlpr = draw(facet_grid, data, hue="c", norm=norm, **XYZ, **grid)
    for ax in visible(hlpr):
        (dots,) = ax.collections
        assert isinstance(dots.norm, LogNorm)
        assert dots.get_clim() == (float(data.c.min()), float(data.c.max()))


@pytest.mark.parametrize("grid", [{}, {"col": "group"}])
def test_scatter3d__few_values_of_a_dimension_have_distinct_colors(grid: dict[str, str]) -> None:
    data = points().assign_coords(group=[3, 1, 2], point=np.arange(10))
    hue = "point" if grid else "group"
    hlpr = draw(facet_grid, data, hue=hue, **XYZ, **grid)
    assert not colorbars(hlpr)
    (legend,) = hlpr.fig.legends
    assert [text.get_text() for text in legend.get_texts()] == [str(n) for n in data[hue].values]
    colors = {to_hex(handle.get_color()) for handle in legend.legend_handles}
    assert len(colors) == data.sizes[hue]
    (dots,) = visible(hlpr)[0].collections
    assert {to_hex(color) for color in dots.to_rgba(dots.get_array())} == colors


@pytest.mark.parametrize("grid", [{}, {"col": "point"}])
def test_scatter3d__text_has_the_colors_that_it_has_in_other_kinds(grid: dict[str, str]) -> None:
    data = points().isel(point=slice(2))
    hlpr = draw(facet_grid, data, hue="group", **XYZ, **grid)
    flat = draw(facet_grid, data, kind="scatter", x="a", y="b", hue="group")
    (legend,) = hlpr.fig.legends
    assert [text.get_text() for text in legend.get_texts()] == list(data.group.values)
    expected = [to_hex(handle.get_color()) for handle in flat.ax.get_legend().legend_handles]
    assert [to_hex(handle.get_color()) for handle in legend.legend_handles] == expected
    (dots,) = visible(hlpr)[0].collections
    assert {to_hex(color) for color in dots.to_rgba(dots.get_array())} == set(expected)


def test_scatter3d__grids_without_a_color_bar() -> None:
    assert not colorbars(
        draw(facet_grid, points(), hue="c", col="group", add_colorbar=False, **XYZ)
    )


def test_scatter3d__wrong_arguments() -> None:
    with pytest.raises(PlotError, match="z: there is no variable 'd' in the data"):
        draw(facet_grid, points(), **{**XYZ, "z": "d"})
