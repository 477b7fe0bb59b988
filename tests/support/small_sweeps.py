"""Small projects with existing universes, or with a model that takes no time."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np

from support.projects import Project

LOAD = """\
load:
  pspace:
    {loader: yaml_to_object, glob_str: pspace.yml, load_as_attr: true, target_path: sims}
  params:
    loader: yaml
    glob_str: "*/params.yml"
    path_regex: ([^/]+)/params.yml
    target_path: sims/{match:}/params
  data:
    loader: hdf5
    glob_str: "*/data.h5"
    path_regex: ([^/]+)/data.h5
    target_path: sims/{match:}/data
"""
PLOTS = """\
line:
  creator: multiverse
  plot_func: facet_grid
  file_ext: pdf
  select_and_combine: {fields: {y: data/y}}
  transform:
    - own: [!dag_tag y]
      tag: data
  kind: line
  x: a

single:
  creator: universe
  universes: all
  plot_func: facet_grid
  file_ext: pdf
  select: {y: data/y}
  transform:
    - own: [!dag_tag y]
      tag: data
  kind: line
"""
OPERATIONS = """\
from paraverse import operation


@operation
def own(y):
    return y * 2
"""
MODEL = """\
import sys

import h5py
import yaml

with open(sys.argv[1]) as file:
    parameters = yaml.safe_load(file)
with h5py.File(sys.argv[2] + "/data.h5", "w") as file:
    file["y"] = [parameters["a"], parameters["a"] + 1.0]
"""
PSPACE = "!pspace\na: !pdim {default: 0, values: [1, 2, 3]}\n"


def write_universe(folder: Path, a: float) -> None:
    """Write a universe with ``y = [a, a + 1]``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "params.yml").write_text(f"a: {a}\n")
    with h5py.File(folder / "data.h5", "w", track_order=False) as file:
        file["y"] = np.array([a, a + 1.0])


def existing_project(folder: Path) -> Project:
    """Set up a project with three existing universes."""
    for a in (1, 2, 3):
        write_universe(folder / "data" / f"u{a}", a)
    (folder / "data" / "pspace.yml").write_text(PSPACE)
    _write_configuration(folder)
    return Project(folder)


def simulated_project(folder: Path) -> Project:
    """Set up a project that simulates three universes."""
    simulate = "simulate:\n  parameter_space: config/pspace.yml\n  script: config/model.py\n"
    _write_configuration(folder, f"{simulate}  outputs: [data.h5, params.yml]\n")
    (folder / "config" / "pspace.yml").write_text(PSPACE)
    (folder / "config" / "model.py").write_text(MODEL)
    return Project(folder)


def _write_configuration(folder: Path, more: str = "") -> None:
    config = folder / "config"
    config.mkdir(parents=True)
    (config / "config.yaml").write_text(
        f"data_dir: data\n{LOAD}operations: [config/operations.py]\n{more}"
    )
    (config / "plots.yaml").write_text(PLOTS)
    (config / "operations.py").write_text(OPERATIONS)


def result_bytes(project: Project) -> dict[str, bytes]:
    """Return the content of all stores, data and figures of a project, by path."""
    results = project.path / "results"
    return {
        str(path.relative_to(results)): path.read_bytes()
        for path in sorted(results.rglob("*"))
        if path.is_file()
    }
