from __future__ import annotations

import numpy as np
import pytest
from matplotlib.colors import Colormap

from paraverse.errors import PlotError
from paraverse.plot.facet_grid.encodings import KINDS
from paraverse.plot.facet_grid.kinds import DRAWERS, make_facet_grid_plot
from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.registry import PLOT_FUNCTIONS
from support.drawn import draw, energies, own_style, points, visible


@pytest.fixture(autouse=True)
def _style():
    with own_style():
        yield


MAPS = energies().isel(model=0)


@pytest.fixture(autouse=True)
def _registries(monkeypatch):
    for table in (KINDS, DRAWERS, PLOT_FUNCTIONS):
        for name in ("stems", "other"):
            monkeypatch.delitem(table, name, raising=False)
    before = [dict(table) for table in (KINDS, DRAWERS, PLOT_FUNCTIONS)]
    yield
    for table, content in zip((KINDS, DRAWERS, PLOT_FUNCTIONS), before, strict=True):
        table.clear()
        table.update(content)


def test_make_facet_grid_plot__of_datasets():
    @make_facet_grid_plot(map_as="dataset", encodings=("x", "hue"), hue_style="discrete", dots=True)
    def stems(ds, *, hlpr, _is_facetgrid, x, y, hue=None, dots=False, cmap=None):
        assert dots
        assert isinstance(cmap, Colormap)
        hlpr.ax.stem(ds[x], ds[y], label="grid" if _is_facetgrid else "alone")

    data = points()
    arguments = {"x": "a", "y": "b", "cmap": "magma"}
    alone = draw(facet_grid, data.isel(group=0), kind="stems", **arguments)
    grid = draw(facet_grid, data, kind="stems", col="group", **arguments)
    own = draw(stems, data, col="group", **arguments)
    assert alone.ax.get_legend_handles_labels()[1] == ["alone"]
    for hlpr in (grid, own):
        assert [ax.get_title() for ax in visible(hlpr)] == ["group = k", "group = l", "group = m"]
        shown = [np.asarray(ax.lines[0].get_xdata()) for ax in visible(hlpr)]
        np.testing.assert_array_equal(shown, data.a.T)


def test_make_facet_grid_plot__of_arrays():
    @make_facet_grid_plot(map_as="dataarray", encodings=("x", "y"), drop_kwargs=("_fg", "levels"))
    def stems(data, *, hlpr, _is_facetgrid, x, y, add_colorbar=True, add_labels=True, **colors):
        return hlpr.ax.pcolormesh(data[x], data[y], data.transpose(y, x), vmin=colors["vmin"])

    hlpr = draw(facet_grid, MAPS, kind="stems", x="time", y="step_size", col="seed")
    shown = [ax.collections[0] for ax in visible(hlpr)]
    np.testing.assert_array_equal(
        [c.get_array() for c in shown], MAPS.transpose("seed", "step_size", "time")
    )
    assert {c.get_clim()[0] for c in shown} == {float(MAPS.min())}


def test_make_facet_grid_plot__of_lines():
    @make_facet_grid_plot(map_as="dataarray_line", encodings=("x", "hue"))
    def stems(data, *, hlpr, _is_facetgrid, x, y, hue, add_legend):
        return hlpr.ax.plot(data[x], data.transpose(x, hue))

    hlpr = draw(facet_grid, MAPS, kind="stems", x="time", y=None, hue="seed", col="step_size")
    assert [len(ax.lines) for ax in visible(hlpr)] == [3, 3, 3, 3]
    assert hlpr.fig.legends


def test_make_facet_grid_plot__encodings_take_dimensions():
    @make_facet_grid_plot(map_as="dataset", encodings=("x", "hue"), register_as_kind="other")
    def stems(ds, *, hlpr, _is_facetgrid, x, hue):
        hlpr.ax.set_xlabel(f"{x} {hue}")

    data = energies().isel(model=0, step_size=0).to_dataset()
    assert "stems" not in DRAWERS
    assert draw(facet_grid, data, kind="other", auto_encoding=True).ax.get_xlabel() == "time seed"


def test_make_facet_grid_plot__names_are_taken_once():
    def stems(ds, *, hlpr, _is_facetgrid):
        pass

    with pytest.raises(ValueError, match="kind 'line' already"):
        make_facet_grid_plot(map_as="dataset", encodings=(), register_as_kind="line")(stems)
    make_facet_grid_plot(map_as="dataset", encodings=())(stems)
    with pytest.raises(ValueError, match="kind 'stems' already"):
        make_facet_grid_plot(map_as="dataset", encodings=())(stems)
    make_facet_grid_plot(map_as="dataset", encodings=("x",), overwrite_existing=True)(stems)
    assert KINDS["stems"][0] == "x"
    make_facet_grid_plot(map_as="dataset", encodings=(), register_as_kind=False)(stems)


def test_make_facet_grid_plot__wrong_arguments():
    with pytest.raises(ValueError, match="Did you mean 'dataset'"):
        make_facet_grid_plot(map_as="datasets", encodings=())
    with pytest.raises(PlotError, match="errorbars has no hue_style 'continuous'"):
        draw(facet_grid, points(), kind="errorbars", y="a", yerr="b", hue_style="continuous")
