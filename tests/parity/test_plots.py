"""Plot functions draw the same artists as those of dantro, for the same data and arguments."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import dantro.plot
import dantro.plot.funcs.generic as dantro_generic
import dantro.plot.utils.color_mngr as dantro_colors
import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pytest
import xarray as xr
import yaml
from dantro.plot.funcs._utils import determine_ideal_col_wrap
from dantro.plot.funcs.basic import lineplot as dantro_lineplot
from dantro.plot.funcs.graph import get_positions
from dantro.plot.funcs.multiplot import multiplot as dantro_multiplot
from dantro.plot.funcs.snsplot import snsplot as dantro_snsplot
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.plot.appearance.color_manager import ColorManager
from paraverse.plot.appearance.style import style_context
from paraverse.plot.facet_grid.auto_encoding import auto_encoding
from paraverse.plot.facet_grid.col_wrap import ideal_col_wrap
from paraverse.plot.facet_grid.encodings import KINDS, auto_kind
from paraverse.plot.facet_grid.separate_files import SeparateFiles
from paraverse.plot.functions.basic import lineplot
from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.functions.multiplot import multiplot
from paraverse.plot.functions.node_positions import compute_positions
from paraverse.plot.functions.snsplot import snsplot
from paraverse.plot.helpers.plot_helper import PlotHelper

pytestmark = pytest.mark.filterwarnings("ignore")  # of what dantro uses


@pytest.fixture(autouse=True)
def _same_style() -> Iterator[None]:
    # Layouts differ from those of dantro, and would change sizes only
    with style_context({"figure.constrained_layout.use": False}):
        yield
        plt.close("all")


def _data() -> dict[str, Any]:
    random = np.random.default_rng(0)
    array = xr.DataArray(
        random.random((8, 3, 2, 4)) + 0.1,
        dims=("time", "seed", "model", "size"),
        coords={
            "time": ("time", np.arange(8.0), {"units": "s"}),
            "seed": [0, 1, 2],
            "model": ["linear", "cubic"],
            "size": ("size", [8, 16, 32, 64], {"long_name": "size of the grid"}),
        },
        name="energy",
        attrs={"long_name": "Mean energy", "units": "J"},
    )
    points = random.random((3, 10, 4))
    clouds = xr.Dataset(
        {name: (("point", "group"), values) for name, values in zip("abc", points, strict=True)},
        coords={"point": range(10), "group": list("klmn")},
    )
    bands = xr.Dataset({"mean": array.mean("seed"), "std": array.std("seed")})
    bands = bands.drop_attrs()  # dantro does not label error bars by attributes
    lines = array.isel(model=0, size=0)
    return {
        "array": array,
        "maps": array.isel(model=0),
        "map": array.isel(model=0, seed=0),
        "around_zero": array.isel(model=0, seed=0) - 0.5,
        "lines": lines,
        "line": lines.isel(seed=0),
        "two_coordinates": lines.assign_coords(other=("time", range(8))),
        "all_bands": bands,
        "bands": bands.isel(model=0),
        "band": bands.isel(model=0, size=0),
        "clouds": clouds,
        "cloud": clouds.isel(group=0),
    }


DATA = _data()

CASES = yaml.safe_load("""
# kind none: xarray decides
- {data: line}
- {data: map}
- {data: lines, hue: seed}
- {data: array}
- {data: lines, col: seed}
- {data: line, kind: line}
- {data: lines, kind: line, x: time, hue: seed}
- {data: lines, kind: line, y: time, hue: seed}
- {data: maps, kind: line, x: time, hue: seed, row: size}
- {data: array, kind: line, x: time, hue: seed, col: model, row: size}
- {data: lines, kind: line, x: time, hue: seed, add_legend: false}
- {data: lines, kind: line, x: time, color: red, marker: o, lw: 3}
- {data: line, kind: line, yscale: log, xlim: [2, 5]}
- {data: array, kind: line, x: time, hue: seed, sel: {model: cubic, size: 8}}
- {data: lines, kind: line, x: time, squeeze: false}
- {data: maps, kind: line, x: time, hue: seed, col: size, title_kwargs: {template: "{value}!"}}
- {data: maps, kind: line, x: time, hue: seed, col: size, col_wrap: 3}
- {data: maps, kind: line, x: time, hue: seed, col: size, figsize: [7, 2]}
- {data: two_coordinates, kind: line, hue: seed, drop_nonindexed_coords: true}
- {data: lines, kind: step, x: time, hue: seed, where: mid}
- {data: lines, kind: step, x: time, col: seed}
- {data: array, kind: hist, bins: 7}
- {data: map, kind: imshow, x: time, y: size}
- {data: map, kind: pcolormesh, x: size, y: time}
- {data: map, kind: contour, x: time, y: size, add_colorbar: true, cmap: viridis}
- {data: map, kind: contourf, x: time, y: size}
- {data: maps, kind: imshow, x: time, y: size, col: seed}
- {data: maps, kind: contour, x: time, y: size, row: seed, add_colorbar: true, levels: [0, 0.5, 1],
   cmap: viridis}
- {data: array, kind: contourf, x: time, y: size, col: seed, row: model, levels: [0, 0.3, 0.6, 1.2]}
- {data: array, kind: pcolormesh, x: time, y: size, col: model, row: seed, robust: true}
- {data: around_zero, kind: pcolormesh}
- {data: map, kind: pcolormesh, cmap: magma, vmin: 0.2, vmax: 0.9}
- {data: map, kind: pcolormesh, norm: LogNorm, cmap: magma}
- {data: map, kind: pcolormesh, norm: {name: PowerNorm, gamma: 2}}
- {data: map, kind: pcolormesh, vmin: 0.3, vmax: 0.6, extend: both,
   cmap: {name: viridis, under: red, over: black}}
- {data: map, kind: imshow, add_colorbar: false}
- {data: map, kind: imshow, cbar_kwargs: {label: E, shrink: 0.5}}
- {data: map, kind: contourf, levels: [0, 0.2, 0.7, 1]}
- {data: cloud, kind: scatter, x: a, y: b}
- {data: cloud, kind: scatter, x: a, y: b, hue: c}
- {data: clouds, kind: scatter, x: a, y: b, hue: c, col: group, figsize: [7, 3]}
- {data: clouds, kind: scatter, x: a, y: b, hue: group, add_colorbar: true}
- {data: cloud, kind: scatter, x: a, y: b, markersize: c}
- {data: lines, kind: scatter, x: time, hue: seed, add_legend: false}
- {data: band, kind: errorbars, y: mean, yerr: std}
- {data: bands, kind: errorbars, x: time, y: mean, yerr: std, hue: size, capsize: 3}
- {data: bands, kind: errorbars, x: time, y: mean, yerr: std, hue: size, use_bands: true}
- {data: band, kind: errorbars, y: mean, yerr: std, use_bands: true, alpha: 0.5,
   fill_between_kwargs: {color: red}}
- {data: bands, kind: errorbars, x: time, y: mean, yerr: std, col: size, use_bands: true}
- {data: all_bands, kind: errorbars, x: time, y: mean, yerr: std, hue: size, col: model}
- {data: bands, kind: errorbars, y: mean, yerr: std, hue: size, hue_fstr: "{dim} {value}"}
- {data: line, kind: auto, auto_encoding: true}
- {data: lines, kind: auto, auto_encoding: true}
- {data: maps, kind: auto, auto_encoding: true, x: time, hue: seed, col_wrap: auto}
- {data: array, kind: auto, auto_encoding: true}
- {data: maps, kind: line, auto_encoding: true, col: seed}
- {data: lines, kind: line, auto_encoding: true, col: no,
   auto_encoding_options: {drop_missing_dims: true}}
- {data: maps, kind: line, auto_encoding: {line: [x, col, hue, row]}}
- {data: lines, kind: {2: pcolormesh}, auto_encoding: true}
- {data: clouds, kind: auto, auto_encoding: true, x: a, y: b, hue: c, figsize: [7, 3]}
""")

FRAMES = yaml.safe_load("""
- {data: maps, kind: line, x: time, hue: size, frames: seed}
- {data: array, kind: imshow, x: time, y: size, col: model, frames: seed, vmin: 0, vmax: 1}
- {data: maps, kind: line, auto_encoding: {line: [x, frames, hue]}}
- {data: lines, kind: step, frames: seed, suptitle_kwargs: {title: "no. {value}"}}
- {data: all_bands, kind: errorbars, y: mean, yerr: std, hue: size, frames: model}
- {data: all_bands, kind: errorbars, y: mean, yerr: std, use_bands: true, hue: size, frames: model}
- {data: maps, kind: pcolormesh, x: time, y: size, frames: seed, vmin: 0, vmax: 2, cmap: magma}
- {data: maps, kind: contourf, x: time, y: size, frames: seed, levels: [0, 0.3, 0.6, 0.9, 1.2]}
- {data: maps, kind: contour, x: time, y: seed, frames: size, levels: [0.3, 0.6], cmap: magma,
   add_colorbar: true}
- {data: array, kind: line, x: time, hue: seed, row: model, frames: size}
- {data: clouds, kind: scatter, x: a, y: b, hue: c, frames: group, vmin: 0, vmax: 1}
""")


@pytest.mark.parametrize("plot", CASES, ids=str)
def test_facet_grid__artists(plot: dict[str, Any]) -> None:
    but = set()
    if plot.get("kind") == "hist" or plot.get("col_wrap") == 3:
        but |= {"labels"}  # those of our histograms, and of axes above an empty cell
    if "markersize" in plot:
        but |= {"legend"}  # ours has a title
    _assert_same(_ours(**plot), _theirs(**plot), but=but)


@pytest.mark.parametrize("plot", FRAMES, ids=str)
def test_facet_grid__frames(plot: dict[str, Any]) -> None:
    # Our frames all have the same limits, and show the value of the frame once
    but = {"ylim", "title"} | ({"xlim"} if plot["kind"] == "scatter" else set())
    ours, theirs = list(_our_frames(**plot)), list(_their_frames(**plot))
    assert len(ours) == len(theirs) > 1
    for frame, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
        _assert_same(mine, other, but=but, message=f"frame {frame}")


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"norm": "LogNorm"},
        {"norm": {"name": "PowerNorm", "gamma": 2}},
        {"norm": "LogNorm", "col": "group"},
        {"norm": {"name": "LogNorm"}, "row": "group"},
        {"cmap": {"name": "magma", "reversed": True}, "col": "group"},
    ],
    ids=str,
)
def test_scatter3d__colors_of_all_forms(arguments: dict[str, Any]) -> None:
    data = abs(DATA["clouds"]) + 0.1
    data = data if {"col", "row"} & arguments.keys() else data.isel(group=0)
    axes: dict[str, Any] = {"kind": "scatter3d", "x": "a", "y": "b", "z": "c", "hue": "c"}
    mine: Any = PlotHelper()
    facet_grid(data={"data": data}, hlpr=mine, **axes, **arguments)
    drawn = [ax for ax in mine.fig.axes if ax.name == "3d"]
    norm, cmap = arguments.get("norm"), arguments.get("cmap")
    colors = dantro_colors.ColorManager(cmap=cmap, norm=norm)
    colors.norm.autoscale(data["c"].values.ravel())
    parts = [data] if len(drawn) == 1 else [data.isel(group=n) for n in range(len(drawn))]
    for ax, part in zip(drawn, parts, strict=True):
        expected = colors.cmap(colors.norm(part["c"].values))
        (points,) = ax.collections
        found = points.cmap(points.norm(points.get_array()))
        np.testing.assert_allclose(found, expected)


@pytest.mark.parametrize("size", ["point", None])
def test_scatter3d__artists(size: str | None) -> None:
    arguments: dict[str, Any] = {
        "kind": "scatter3d",
        "x": "a",
        "y": "b",
        "z": "c",
        "hue": "c",
        "cmap": "magma",
    }
    mine: Any = PlotHelper()
    facet_grid(data={"data": DATA["cloud"]}, hlpr=mine, markersize=size, **arguments)
    other = _their_helper(helper_defaults={"setup_figure": {"subplot_kw": {"projection": "3d"}}})
    dantro_generic.facet_grid(
        data={"data": DATA["cloud"]}, hlpr=other, markersize=size, **arguments
    )
    drawn = [
        {
            "points": np.array(ax.collections[0]._offsets3d),
            "sizes": ax.collections[0].get_sizes(),
            "colors": _colors(ax.collections[0]),
            "labels": [ax.get_xlabel(), ax.get_ylabel(), ax.get_zlabel()],
            "limits": [ax.get_xlim(), ax.get_ylim(), ax.get_zlim()],
        }
        for ax in (mine.ax, other.ax)
    ]
    ours, theirs = drawn
    _assert_same(ours, theirs)


@pytest.mark.parametrize(
    "arguments",
    [
        {"kind": "line", "x": "time", "hue": "size", "files": ["seed", "model"]},
        {"kind": "line", "auto_encoding": {"line": ("x", "hue", ("files", ...))}},
    ],
)
def test_facet_grid__files_are_those_of_dantro(arguments: dict[str, Any]) -> None:
    with pytest.raises(SeparateFiles) as ours:
        facet_grid(data={"data": DATA["array"]}, hlpr=PlotHelper(), **arguments)
    with pytest.raises(dantro_generic.UpdatePlotConfig) as theirs:
        dantro_generic.facet_grid(data={"data": DATA["array"]}, hlpr=_their_helper(), **arguments)
    sel = theirs.value.plot_cfg_updates["from_pspace"]["sel"]
    values = itertools.product(*(dim.values for dim in sel.values()))
    points = [dict(zip(sel, point, strict=True)) for point in values]
    assert [figure["sel"] for figure in ours.value.figures.values()] == points
    for key, value in theirs.value.plot_cfg_updates.items():
        if key in ("x", "y", "hue", "col", "row", "frames"):
            assert all(figure.get(key) == value for figure in ours.value.figures.values())


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_auto_encoding__any_dimensions(data: Any) -> None:
    kind = data.draw(st.sampled_from([k for k in KINDS if k in dantro_generic._FACET_GRID_KINDS]))
    dims = data.draw(st.lists(st.sampled_from("abcdefg"), unique=True, max_size=7))
    sizes = {dim: data.draw(st.integers(1, 5)) for dim in dims}
    names = [name if isinstance(name, str) else name[0] for name in KINDS[kind]]
    drop = data.draw(st.booleans())
    # dantro fails if encodings are None while others are missing, and if `files` is ignored
    values = st.sampled_from([*dims, "missing" if drop else None])
    arguments = {
        name: [dim] if name == "files" and dim else dim
        for name in data.draw(st.lists(st.sampled_from(names), unique=True, max_size=3))
        for dim in [data.draw(values)]
    }
    ignored = data.draw(st.lists(st.sampled_from(names).filter(lambda n: n != "files"), max_size=2))
    options = {"drop_missing_dims": drop, "ignore_encodings": ignored}
    ours = auto_encoding(kind, sizes, arguments, **options)
    _, (theirs, _, _) = dantro_generic.determine_encoding(
        sizes, kind=kind, auto_encoding=True, plot_kwargs=arguments, return_encoding_info=True,
        default_encodings=dantro_generic._FACET_GRID_KINDS, **options,
    )  # fmt: skip
    assert ours == theirs


@pytest.mark.parametrize("ndim", [*range(8), None])
@pytest.mark.parametrize("encoding", [{}, {"hue": "a"}, {"x": "a", "y": "b"}, {"x": "a"}])
def test_auto_kind__any_dimensions(ndim: int | None, encoding: dict[str, str]) -> None:
    drawn = SimpleNamespace() if ndim is None else SimpleNamespace(ndim=ndim)
    theirs = dantro_generic.determine_plot_kind(drawn, kind="auto", **encoding)
    assert auto_kind(ndim, encoding) == theirs


@pytest.mark.parametrize("fill", [True, False])
def test_ideal_col_wrap__up_to_200(fill: bool) -> None:
    theirs = [determine_ideal_col_wrap(n, fill_last_row=fill) for n in range(200)]
    assert [ideal_col_wrap(n, fill_last_row=fill) for n in range(200)] == theirs


def _extend(norm: Any, cmap: Any) -> str:
    """Return at which ends a color bar has arrows."""
    return next(
        extend
        for extend in (getattr(norm, "extend", None), cmap.colorbar_extend, "neither")
        if extend is not None
    )


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"cmap": "magma"},
        {"cmap": {"name": "magma", "reversed": True}},
        {"cmap": {"name": "magma", "under": "red", "over": {"color": "blue", "alpha": 0.5}}},
        {"cmap": {"name": "viridis", "over": "#fde725"}},
        {"cmap": {"name": "viridis", "under": "#440154", "over": "#fde725"}},
        {"cmap": {"from_values": {(-0.5, 0.5): "red", (0.5, 2.5): "blue"}, "over": "blue"}},
        {"cmap": ["red", "green", "blue"]},
        {"cmap": ["red", "green", "blue"], "vmin": 1},
        {"cmap": ["red", "green", "blue"], "vmax": 1},
        {"cmap": {"from_values": {0: "red", 1: None, 5: "blue"}}},
        {"cmap": {"from_values": {0: "red", 1: None}, "placeholder_color": "gold"}},
        {"cmap": {"from_values": {(-0.5, 0.5): "red", (0.5, 2.5): "blue"}}},
        {"cmap": {"from_values": {0: "red", 0.3: "gold", 1: "blue"}, "continuous": True}},
        {"cmap": {"empty": "white", "tree": "green", "bad": "red"}},
        {"cmap": {"labels_and_colors": {"empty": "white", "tree": "green"}}, "vmin": 2, "vmax": 3},
        {"cmap": "color_palette::light:b"},
        {"cmap": "color_palette::ch:s=-.2,r=.6"},
        {"cmap": "diverging::220,20"},
        {"cmap": "diverging::145,300,s=60"},
        {"norm": "LogNorm", "vmin": 0.1, "vmax": 1},
        {"norm": {"name": "SymLogNorm", "linthresh": 0.5}, "vmin": -1, "vmax": 5},
        {"norm": {"name": "TwoSlopeNorm", "vcenter": 1}, "vmin": 0, "vmax": 5},
        {"norm": {"name": "CenteredNorm", "vcenter": 1, "halfrange": 2}},
        {"norm": {"name": "BoundaryNorm", "boundaries": [0, 1, 3], "ncolors": 256}},
        {"norm": {"name": "PowerNorm", "gamma": 2}, "vmin": 0, "vmax": 5},
        {"labels": ["a", "b", " "]},
        {"labels": ["a", "b"], "vmin": 3},
        {"labels": {0.5: "half", 2: "two"}, "vmin": 0, "vmax": 3},
    ],
    ids=str,
)
def test_color_manager__same_colors(arguments: dict[str, Any]) -> None:
    ours, theirs = ColorManager(**arguments), dantro_colors.ColorManager(**arguments)
    assert type(ours.norm) is type(theirs.norm)
    assert (ours.labels, ours.vmin, ours.vmax) == (theirs.labels, theirs.vmin, theirs.vmax)
    values = np.ma.masked_invalid([*np.linspace(-1, 6, 50), np.nan])
    # dantro sets `bad` too late for norms without limits
    np.testing.assert_allclose(ours.cmap(ours.norm(values)), theirs.cmap(theirs.norm(values)))
    assert _extend(ours.norm, ours.cmap) == _extend(theirs.norm, theirs.cmap)


def test_multiplot__artists() -> None:
    frame = DATA["lines"].to_dataframe()
    lines = {"function": "sns.lineplot", "data": frame, "x": "time", "y": "energy", "hue": "seed"}
    calls = [
        {**lines, "errorbar": None, "palette": "viridis"},
        {"function": "plt.scatter", "args": [[1, 2], [3, 4]], "c": [0, 1], "cmap": "magma"},
        {"function": ["matplotlib.pyplot", "text"], "args": [1, 0.5, "here"]},
    ]
    mine = PlotHelper()
    multiplot(data={}, hlpr=mine, to_plot=calls)
    other = _their_helper()
    dantro_multiplot(data={}, hlpr=other, to_plot=calls, show_hints=False)
    _assert_same(_describe(mine), _describe(other))


SNSPLOTS = yaml.safe_load("""
- {data: lines, sns_kind: relplot, x: time, y: energy, hue: seed, palette: viridis,
   reset_index: true, height: 5, aspect: 1}
- {data: lines, sns_kind: displot, x: energy, auto_encoding: true, reset_index: [seed],
   free_indices: [time], height: 5, aspect: 1}
- {data: maps, sns_kind: catplot, kind: box, y: energy, x: model, col: size, col_wrap: 2,
   reset_index: true, height: 5, aspect: 1}
- {data: clouds, sns_kind: lmplot, x: a, y: b, hue: group, reset_index: true, ci: null}
- {data: clouds, sns_kind: jointplot, x: a, y: b, dropna: true, height: 6}
""")


@pytest.mark.parametrize("plot", SNSPLOTS, ids=str)
def test_snsplot__artists(plot: dict[str, Any]) -> None:
    arguments = dict(plot)
    data = {"data": DATA[arguments.pop("data")]}
    mine, other = PlotHelper(), _their_helper()
    snsplot(data=data, hlpr=mine, **arguments)
    dantro_snsplot(data=data, hlpr=other, **arguments)
    _assert_same(_describe(mine), _describe(other), but=("labels",))  # with long names


@pytest.mark.parametrize("model", ["circular", "shell", "kamada_kawai", "spring"])
def test_positions__same_models(model: str) -> None:
    graph = nx.path_graph(5)
    options = {"seed": 0} if model == "spring" else {}
    theirs = get_positions(graph, model=model, **options)
    ours = compute_positions(graph, model=model)
    assert all(np.allclose(ours[node], theirs[node]) for node in graph)


def _their_helper(**options: Any) -> Any:
    hlpr = dantro.plot.PlotHelper(out_path="unused.pdf", **options)
    hlpr.setup_figure()
    return hlpr


def _ours(data: str, **arguments: Any) -> dict[str, Any]:
    hlpr = PlotHelper()
    facet_grid(data={"data": DATA[data]}, hlpr=hlpr, **arguments)
    hlpr.invoke_enabled(axes="all")
    return _describe(hlpr)


def _theirs(data: str, **arguments: Any) -> dict[str, Any]:
    hlpr = _their_helper()
    dantro_generic.facet_grid(data={"data": DATA[data]}, hlpr=hlpr, **arguments)
    hlpr.invoke_enabled(axes="all")
    return _describe(hlpr)


def _our_frames(data: str, **arguments: Any) -> Iterator[dict[str, Any]]:
    hlpr = PlotHelper(animation_enabled=True)
    facet_grid(data={"data": DATA[data]}, hlpr=hlpr, **arguments)
    for _ in hlpr.animation_update():
        yield _describe(hlpr)


def _their_frames(data: str, **arguments: Any) -> Iterator[dict[str, Any]]:
    hlpr = _their_helper(animation_enabled=True)
    dantro_generic.facet_grid(data={"data": DATA[data]}, hlpr=hlpr, **arguments)
    for _ in hlpr.animation_update():
        yield _describe(hlpr)


def _describe(hlpr: Any) -> dict[str, Any]:
    """Return everything that a reader sees, as plain values."""
    drawn = [ax for ax in hlpr.fig.axes if ax.get_visible()]  # dantro loses axes from `hlpr.axes`
    suptitle = hlpr.fig._suptitle
    return {
        "shape": hlpr.axes.shape,
        "axes": [_axes(ax) for ax in drawn if not hasattr(ax, "_colorbar")],
        "colorbars": [_colorbar(ax) for ax in drawn if hasattr(ax, "_colorbar")],
        "legends": [_legend(legend) for legend in hlpr.fig.legends],
        "suptitle": suptitle.get_text() if suptitle else "",
    }


def _colorbar(ax: Any) -> list[Any]:
    ticks = [text.get_text() for text in (*ax.get_xticklabels(), *ax.get_yticklabels())]
    return [ax.get_xlabel(), ax.get_ylabel(), ax.get_xlim(), ax.get_ylim(), ticks]


def _axes(ax: Any) -> dict[str, Any]:
    return {
        "title": ax.get_title(),
        "labels": [ax.get_xlabel(), ax.get_ylabel()],
        "xlim": np.array(ax.get_xlim()),
        "ylim": np.array(ax.get_ylim()),
        "scales": [ax.get_xscale(), ax.get_yscale()],
        "texts": [text.get_text() for text in ax.texts],
        "lines": [
            [np.asarray(line.get_xydata(), dtype=float), line.get_color(), line.get_linestyle(),
             line.get_marker(), line.get_linewidth(), line.get_drawstyle(), line.get_alpha()]
            for line in ax.lines
        ],
        "bars": [np.array(patch.get_extents().bounds) for patch in ax.patches],
        "images": [[np.asarray(i.get_array()), i.get_extent(), _colors(i)] for i in ax.images],
        "collections": [
            [type(c).__name__, np.asarray(c.get_offsets()), _colors(c), np.asarray(c.get_sizes())
             if hasattr(c, "get_sizes") else None,
             [path.vertices for path in c.get_paths()] if c.get_paths() else []]
            for c in ax.collections
        ],
        "legend": _legend(ax.get_legend()),
    }  # fmt: skip


def _colors(artist: Any) -> tuple[Any, Any]:
    values = artist.get_array()
    if values is None:
        return np.asarray(artist.get_facecolor()), np.asarray(artist.get_edgecolor())
    return np.asarray(artist.to_rgba(np.ma.asarray(values).ravel())), artist.get_clim()


def _legend(legend: Any) -> tuple[str, list[str]] | None:
    if legend is None:
        return None
    return legend.get_title().get_text(), [text.get_text() for text in legend.get_texts()]


def _assert_same(ours: Any, theirs: Any, but: Collection[str] = (), message: str = "") -> None:
    if isinstance(ours, dict):
        assert ours.keys() == theirs.keys(), message
        for key in ours:
            if key not in but:
                _assert_same(ours[key], theirs[key], but, f"{message} {key}")
    elif isinstance(ours, list | tuple):
        assert len(ours) == len(theirs), (message, ours, theirs)
        for index, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            _assert_same(one, other, but, f"{message} [{index}]")
    elif isinstance(ours, np.ndarray | float):
        np.testing.assert_allclose(ours, theirs, err_msg=message)
    else:
        assert ours == theirs, message


@pytest.mark.parametrize("arguments", [{"y": "e"}, {"x": "t", "y": "e"}, {"y": "e", "fmt": "r--"}])
def test_lineplot__same_line(
    arguments: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = {"t": np.array([0, 5, 9]), "e": np.array([1.0, 3.0, 2.0])}
    drawn: list[Any] = []
    monkeypatch.setattr(plt, "savefig", lambda *_, **__: drawn.extend(plt.gca().lines))
    dantro_lineplot(tree, out_path=str(tmp_path / "a.pdf"), **arguments)
    mine: Any = PlotHelper()
    lineplot(data=tree, hlpr=mine, **arguments)
    (ours,), (theirs,) = mine.ax.lines, drawn
    np.testing.assert_array_equal(ours.get_xydata(), theirs.get_xydata())
    assert ours.get_linestyle() == theirs.get_linestyle()
    assert "fmt" not in arguments or ours.get_color() == theirs.get_color()
