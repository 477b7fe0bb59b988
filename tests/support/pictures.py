"""Draw a picture of each kind: python pictures.py FOLDER [NAME ...], in the order of the names."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
import yaml

from paraverse.base.source_map import SourceMap
from paraverse.jobs.plot import FigureSettings
from paraverse.plot.figure.draw import draw_figure

STILL = ("png", "pdf", "svg")
OTHERS = ("eps", "jpg", "webp")
PICTURES = ("gif", "webp", "apng")

PLOTS: Mapping[str, Mapping[str, Any]] = yaml.safe_load("""
line: {kind: line, x: time, hue: size}
line_grid: {data: maps, kind: line, x: time, hue: size, col: seed}
step: {kind: step, x: time, hue: size}
scatter: {data: points, kind: scatter, x: a, y: b, hue: c}
scatter_groups: {data: points, kind: scatter, x: a, y: b, hue: group}
scatter3d: {data: points, kind: scatter3d, x: a, y: b, z: c, hue: c}
hist: {kind: hist, bins: 5}
imshow: {kind: imshow, x: time, y: size}
pcolormesh: {kind: pcolormesh, x: time, y: size, norm: LogNorm}
contour: {kind: contour, x: time, y: size}
contourf: {data: maps, kind: contourf, x: time, y: size, row: seed}
errorbars: {data: bands, kind: errorbars, x: time, y: mean, yerr: std, hue: size}
errorbands: {data: bands, kind: errorbars, x: time, y: mean, yerr: std, hue: size, use_bands: true}
surface: {kind: surface, x: time, y: size,
  helpers: {setup_figure: {subplot_kw: {projection: 3d}}}}
multiplot:
  function: multiplot
  to_plot:
    - {function: sns.lineplot, data: {x: [0, 1, 0, 1], y: [0, 1, 1, 3]}, x: x, y: y, n_boot: 20}
    - {function: plt.scatter, args: [[0, 1], [1, 2]], c: [0, 1], cmap: magma}
relplot: {function: snsplot, sns_kind: relplot, x: time, y: energy, hue: size, kind: line,
  reset_index: true}
sample: {function: snsplot, sns_kind: displot, x: energy, sample: 20, reset_index: true}
lmplot: {data: points, function: snsplot, sns_kind: lmplot, x: a, y: b, hue: group, n_boot: 20,
  reset_index: true}
ca: {function: caplot, frames_isel: -1, to_plot: {cells: {cmap: {dead: gold, living: green}}}}
hexagons: {function: caplot, frames_isel: 0, grid_structure: hexagonal, to_plot: {cells: {
  imshow_kwargs: {grid_properties: {pointy_top: true, offset_mode: even}}}}}
graph: {function: draw_graph, graph: {nodes: [a, b, c, d], edges: [[a, b], [b, c], [a, d]]},
  graph_drawing: {positions: {model: kamada_kawai}, edges: {edge_color: green}}}
spring: {function: draw_graph, graph: {nodes: [0, 1, 2, 3], edges: [[0, 1], [1, 2], [0, 3]]},
  graph_drawing: {positions: {model: spring}, node_labels: {enabled: true}}}
lineplot: {function: lineplot, x: x, y: y}
""")

MOVING: Mapping[str, Mapping[str, Any]] = yaml.safe_load("""
moving_lines: {data: maps, kind: line, x: time, hue: size, frames: seed}
moving_map: {data: maps, kind: pcolormesh, x: time, y: size, frames: seed}
moving_cells: {function: caplot, to_plot: {cells: {cmap: {dead: gold, living: green}}}}
""")

HELPERS = {
    "set_title": {"title": r"Σ $\sqrt{E}$"},
    "set_ticks": {"x": [0, 1]},
}


def results() -> dict[str, Any]:
    """Return the data of all pictures by tag."""
    random = np.random.default_rng(0)
    maps = xr.DataArray(
        random.random((8, 3, 4)) + 0.1,
        dims=("time", "seed", "size"),
        coords={"time": np.arange(8.0), "seed": [0, 1, 2], "size": [0.1, 0.2, 0.4, 0.8]},
        name="energy",
        attrs={"units": "J"},
    )
    clouds = zip("abc", random.random((3, 10, 2)), strict=True)
    return {
        "maps": maps,
        "map": maps.isel(seed=0, drop=True),
        "bands": xr.Dataset({"mean": maps.mean("seed"), "std": maps.std("seed")}),
        "points": xr.Dataset(
            {name: (("point", "group"), values) for name, values in clouds},
            {"point": range(10), "group": ["k", "l"]},
        ),
        "cells": xr.DataArray(
            random.integers(0, 2, (4, 5, 6)), dims=("time", "x", "y"), coords={"time": range(4)}
        ),
        "x": [0, 1, 2],
        "y": [2, 1, 4],
    }


def files(name: str) -> list[str]:
    """Return the names of the files that `draw_picture` writes, without those of frames."""
    kinds: Sequence[str]
    if name in MOVING:
        kinds = PICTURES if name == "moving_lines" else PICTURES[:1]
    elif name == "line":
        kinds = (*STILL, *OTHERS)
    else:  # one of the formats with a text is enough
        kinds = ("png", STILL[1 + list(PLOTS).index(name) % 2])
    return [f"{name}.{kind}" for kind in kinds]


def draw_picture(folder: Path, name: str) -> None:
    """Draw a picture in all its formats.

    Parameters
    ----------
    folder
        The folder for the files.
    name
        The key of the picture in `PLOTS` or `MOVING`.
    """
    arguments = dict({**PLOTS, **MOVING}[name])
    function = arguments.pop("function", "facet_grid")
    data = results()
    data["data"] = data[arguments.pop("data", "map")]
    style = {"figure.figsize": [3, 2], "savefig.dpi": 80, "pdf.fonttype": 42}
    helpers = {**HELPERS, **arguments.pop("helpers", {})}
    settings = FigureSettings(
        plot=name,
        function=function,
        arguments=arguments,
        helpers=helpers,
        style=style,
        plot_functions=(),
        where=SourceMap(name, {}),
    )
    if name in PLOTS:
        draw_figure(settings, data, [folder / file for file in files(name)])
        return
    animation = {"enabled": True, "writer": "pillow", "writer_kwargs": _writers("pillow")}
    draw_figure(_with(settings, animation), data, [folder / file for file in files(name)])
    animation = {"enabled": True, "writer": "frames", "writer_kwargs": _writers("frames")}
    kinds = ("png", "svg") if name == "moving_lines" else ("png",)
    draw_figure(_with(settings, animation), data, [folder / f"{name}.{kind}" for kind in kinds])


def _writers(name: str) -> dict[str, Any]:
    return {name: {"saving": {"dpi": 60}}}


def _with(settings: FigureSettings, animation: Mapping[str, Any]) -> FigureSettings:
    return dataclasses.replace(settings, animation=animation)


if __name__ == "__main__":
    folder, *names = sys.argv[1:]
    for one in names:
        draw_picture(Path(folder), one)
