"""A run of Utopia, loaded by its preset alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from support import sweeps
from support.projects import Project

PLOTS = """
density:
  creator: multiverse
  module: .generic
  plot_func: facet_grid
  select_and_combine:
    fields: {density: data/model/density, spectrum: data/model/spectrum}
  transform:
    - .mean: [!dag_tag density, seed]
      tag: data
  compute_only: [data, spectrum]
  kind: line
  x: time
  hue: size

state:
  creator: universe
  universes: first
  module: .generic
  plot_func: facet_grid
  select:
    data:
      path: data/model/state
      transform: [{.isel: [!dag_prev , {time: -1}]}]
  kind: imshow
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    sweeps.utopia_sweep(tmp_path / "run")
    (tmp_path / "project" / "config").mkdir(parents=True)
    config = tmp_path / "project" / "config"
    (config / "config.yaml").write_text("data_dir: ../run\npreset: utopya\n")
    (config / "plots.yaml").write_text(PLOTS)
    return Project(tmp_path / "project")


def test_preset__labels_and_combines_by_coordinates(project: Project) -> None:
    project.snakemake()
    with xr.open_dataset(project.path / "results/data/density.nc", group="data") as opened:
        mean = opened.load()["data"]
    assert mean.dims == ("size", "time")
    np.testing.assert_array_equal(mean.time, np.arange(0, 12, 2))
    np.testing.assert_array_equal(mean.sel(size=6), np.arange(0, 12, 2) * 6 + 1.0)
    np.testing.assert_array_equal(mean.sel(size=4), [1, 9, 17, 25, np.nan, np.nan])
    with xr.open_dataset(project.path / "results/data/density.nc", group="spectrum") as opened:
        spectrum = opened.load()["spectrum"]
    assert spectrum.dims == ("size", "seed", "time", "kind")
    assert spectrum.kind.values.tolist() == ["a", "b", "c"]
    figures = project.path / "results" / "figures"
    assert (figures / "density.pdf").exists()
    assert (figures / "state" / "uni04.pdf").exists()


def test_preset__brings_the_configuration_of_the_run(project: Project) -> None:
    project.snakemake("results/sweep.nc")
    with xr.open_datatree(project.path / "results" / "sweep.nc") as tree:
        assert "cfg" in tree.children
