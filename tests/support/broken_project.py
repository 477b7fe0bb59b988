"""A small project with data, to which tests make mistakes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np

CONFIG = """\
data_dir: data

load:
  pspace:
    loader: yaml_to_object
    glob_str: pspace.yml
    load_as_attr: true
    target_path: sims
  params:
    loader: yaml
    glob_str: "*/params.yml"
    path_regex: ([^/]+)/params.yml
    target_path: sims/{match:}/params
  data:
    loader: hdf5
    glob_str: "*/data.h5"
    required: true
    path_regex: ([^/]+)/data.h5
    target_path: sims/{match:}/data

base_plots: config/base_plots.yaml
operations: config/operations.py
plot_functions: config/plot_functions.py
"""
BASE_PLOTS = """\
.lines:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  x: time
  hue: size
.map:
  creator: multiverse
  plot_func: facet_grid
  kind: pcolormesh
  x: x
  y: y
"""
PLOTS = """\
walk:
  based_on: .lines
  select_and_combine:
    fields:
      walk: data/walk
  transform:
    - .mean: [!dag_tag walk, seed]
      tag: data
  helpers:
    set_title:
      title: Walks

spread:
  based_on: .lines
  select_and_combine:
    fields:
      walk: data/walk
  transform:
    - deviation: !dag_tag walk
      kwargs: {over: seed}
      tag: data

grid:
  based_on: .map
  select_and_combine:
    fields:
      grid: data/group/grid
    subspace: {seed: [0, 1]}
  transform:
    - .sel: !dag_tag grid
      kwargs: {time: 1, size: 0.1}
      tag: data
  col: seed
  norm: {name: LogNorm, vmin: 0.1}

each:
  creator: universe
  universes: all
  plot_func: facet_grid
  select: {data: data/walk}
  kind: line
  x: time
"""
OPERATIONS = """\
from paraverse import operation


@operation
def deviation(data, *, over):
    return data.std(over)
"""
PLOT_FUNCTIONS = """\
from paraverse import helper, plot_function


@plot_function(required_tags=("data",))
def draw(*, data, hlpr, color, width=1):
    hlpr.ax.plot(data["data"], color=color, lw=width)


@helper
def shade(hlpr, *, color):
    hlpr.ax.set_facecolor(color)
"""
SPACE = """\
!pspace
seed: !pdim {default: 0, values: [0, 1, 2]}
model:
  size: !pdim {default: 0.1, values: [0.1, 0.3]}
  steps: 4
"""


def write_project(folder: Path) -> Path:
    """Write the project; it has no problems."""
    files = {
        "config/config.yaml": CONFIG,
        "config/base_plots.yaml": BASE_PLOTS,
        "config/plots.yaml": PLOTS,
        "config/operations.py": OPERATIONS,
        "config/plot_functions.py": PLOT_FUNCTIONS,
        "data/pspace.yml": SPACE,
    }
    number = 0
    for size in (0.1, 0.3):
        for seed in range(3):
            universe = f"data/sim_{number:02}"
            number += 1
            files[f"{universe}/params.yml"] = f"seed: {seed}\nmodel:\n  size: {size}\n  steps: 4\n"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
        if name.endswith("params.yml"):
            _write_data((folder / name).with_name("data.h5"))
    return folder


def _write_data(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file["walk"] = np.arange(4.0)
        file["group/grid"] = np.ones((4, 3, 2))
        label(file["walk"], "time")
        label(file["group/grid"], "time", "x", "y")
        file["group/grid"].attrs["coords__time"] = [0, 1, 2, 3]


def label(dataset: Any, *dims: str) -> None:
    """Name the dimensions of a dataset as Utopia does."""
    for number, dim in enumerate(dims):
        dataset.attrs[f"dim_name__{number}"] = dim
