from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

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
def _style() -> Iterator[None]:
    with own_style():
        yield


MAPS = energies().isel(model=0)


@pytest.fixture(autouse=True)
def _registries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for table in (KINDS, DRAWERS, PLOT_FUNCTIONS):
        for name in ("stems", "other"):
            monkeypatch.delitem(table, name, raising=False)
    tables: tuple[dict[str, Any], ...] = (KINDS, DRAWERS, PLOT_FUNCTIONS)
    before = [dict(table) for table in tables]
    yield
    for table, content in zip(tables, before, strict=True):
        table.clear()
        table.update(content)


def test_make_facet_grid_plot__of_datasets() -> None:
    @make_facet_grid_plot(map_as="dataset", encodings=("x", "hue"), hue_style="discrete", dots=True)
    def stems(
        ds: Any,
        *,
        hlpr: Any,
        _is_facetgrid: bool,
        x: str,
        y: str,
        hue: str | None = None,
        dots: bool = False,
        cmap: Any = None,
    ) -> None:
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
        drawn = [np.asarray(ax.lines[0].get_xdata()) for ax in visible(hlpr)]
        np.testing.assert_array_equal(drawn, data.a.T)


def test_make_facet_grid_plot__of_arrays() -> None:
    @make_facet_grid_plot(map_as="dataarray", encodings=("x", "y"), drop_kwargs=("_fg", "levels"))
    def stems(
        data: Any,
        *,
        hlpr: Any,
        _is_facetgrid: bool,
        x: str,
        y: str,
        add_colorbar: bool = True,
        add_labels: bool = True,
        **colors: Any,
    ) -> Any:
        return hlpr.ax.pcolormesh(data[x], data[y], data.transpose(y, x), vmin=colors["vmin"])

    hlpr = draw(facet_grid, MAPS, kind="stems", x="time", y="step_size", col="seed")
    drawn = [ax.collections[0] for ax in visible(hlpr)]
    np.testing.assert_array_equal(
        [c.get_array() for c in drawn], MAPS.transpose("seed", "step_size", "time")
    )
    assert {c.get_clim()[0] for c in drawn} == {float(MAPS.min())}


def test_make_facet_grid_plot__of_lines() -> None:
    @make_facet_grid_plot(map_as="dataarray_line", encodings=("x", "hue"))
    def stems(
        data: Any, *, hlpr: Any, _is_facetgrid: bool, x: str, y: Any, hue: str, add_legend: bool
    ) -> Any:
        return hlpr.ax.plot(data[x], data.transpose(x, hue))

    hlpr = draw(facet_grid, MAPS, kind="stems", x="time", y=None, hue="seed", col="step_size")
    assert [len(ax.lines) for ax in visible(hlpr)] == [3, 3, 3, 3]
    assert hlpr.fig.legends


def test_make_facet_grid_plot__encodings_take_dimensions() -> None:
    @make_facet_grid_plot(map_as="dataset", encodings=("x", "hue"), register_as_kind="other")
    def stems(ds: Any, *, hlpr: Any, _is_facetgrid: bool, x: str, hue: str) -> None:
        hlpr.ax.set_xlabel(f"{x} {hue}")

    data = energies().isel(model=0, step_size=0).to_dataset()
    assert "stems" not in DRAWERS
    assert draw(facet_grid, data, kind="other", auto_encoding=True).ax.get_xlabel() == "time seed"


def test_make_facet_grid_plot__names_are_taken_once() -> None:
    def stems(ds: Any, *, hlpr: Any, _is_facetgrid: bool) -> None:
        pass

    with pytest.raises(ValueError, match="kind 'line' already"):
        make_facet_grid_plot(map_as="dataset", encodings=(), register_as_kind="line")(stems)
    make_facet_grid_plot(map_as="dataset", encodings=())(stems)
    with pytest.raises(ValueError, match="kind 'stems' already"):
        make_facet_grid_plot(map_as="dataset", encodings=())(stems)
    make_facet_grid_plot(map_as="dataset", encodings=("x",), overwrite_existing=True)(stems)
    assert KINDS["stems"][0] == "x"
    make_facet_grid_plot(map_as="dataset", encodings=(), register_as_kind=False)(stems)


def test_make_facet_grid_plot__wrong_arguments() -> None:
    with pytest.raises(ValueError, match="Did you mean 'dataset'"):
        make_facet_grid_plot(map_as=cast(Any, "datasets"), encodings=())
    with pytest.raises(PlotError, match="errorbars has no hue_style 'continuous'"):
        draw(facet_grid, points(), kind="errorbars", y="a", yerr="b", hue_style="continuous")


@pytest.mark.parametrize("grid", [False, True])
@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        ("line", {"x": "time"}),
        ("step", {"x": "time"}),
        ("hist", {}),
        ("pcolormesh", {"x": "time", "y": "step_size"}),
        ("contour", {"x": "time", "y": "step_size"}),
        ("errorbars", {"x": "time", "band": "seed"}),
        ("scatter", {"x": "a", "y": "b"}),
        ("scatter3d", {"x": "a", "y": "b", "z": "c"}),
    ],
)
def test_facet_grid__every_kind_takes_a_scale(
    kind: str, arguments: dict[str, Any], grid: bool
) -> None:
    data: Any
    if kind.startswith("scatter"):
        data, col = abs(points()) + 0.1, "group"
    else:
        data, col = energies().isel(time=slice(1, None)), "model"
        used = {*arguments.values(), col}
        if kind != "hist":
            data = data.isel({dim: 0 for dim in data.dims if dim not in used})
    if not grid:
        data = data.isel({col: 0})
    arguments |= {"col": col} if grid else {}
    drawn = draw(facet_grid, data, kind=kind, yscale="log", **arguments)
    assert {ax.get_yscale() for ax in visible(drawn)} == {"log"}
