"""Universes that differ in a way that may mislead: the figure and the end of the run say so."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest

from paraverse.results.load_plot import load_plot
from support.projects import Project

CONFIG = """\
data_dir: data
load:
  params:
    loader: yaml
    glob_str: "*/params.yml"
    path_regex: ([^/]+)/params.yml
    target_path: simulations/{match:}/params
  data:
    loader: hdf5
    glob_str: "*/data.h5"
    path_regex: ([^/]+)/data.h5
    target_path: simulations/{match:}/data
  pspace:
    loader: yaml_to_object
    glob_str: pspace.yml
    target_path: simulations
    load_as_attr: true
"""
PLOTS = """\
energy:
  creator: multiverse
  plot_func: facet_grid
  select_and_combine: {fields: {data: data/energy}, on_conflict: warn}
  kind: line
  x: dim_0
  hue: sizes
  file_ext: svg
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A sweep over lists, in which the energy has different units."""
    data = tmp_path / "data"
    for number, (sizes, units) in enumerate([([1, 2], "J"), ([3, 4], "kJ")]):
        (data / str(number)).mkdir(parents=True)
        (data / str(number) / "params.yml").write_text(f"sizes: {sizes}\n")
        with h5py.File(data / str(number) / "data.h5", "w") as file:
            file["energy"] = np.arange(3.0) + number
            file["energy"].attrs["units"] = units
    space = "!pspace\nsizes: !pdim {default: [1, 2], values: [[1, 2], [3, 4]]}\n"
    (data / "pspace.yml").write_text(space)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.yaml").write_text(CONFIG)
    (tmp_path / "config" / "plots.yaml").write_text(PLOTS)
    return Project(tmp_path)


def test_units_that_differ__cannot_be_overlooked(project: Project) -> None:
    run = project.snakemake()
    warning = "the attribute 'units' differs between universes ('J' in 0, 'kJ' in 1)"
    assert run.code == 0
    assert f"WARNING: figures show data that may mislead:\n  energy: data/energy: {warning}" in (
        run.output
    )
    figure = (project.path / "results" / "figures" / "energy.svg").read_text()
    assert 'id="paraverse-footnote"' in figure
    data = load_plot("energy", project.path)["data"]
    assert data.attrs == {}
    np.testing.assert_array_equal(data.sel(sizes=(3, 4)), [1, 2, 3])
    plots = project.path / "config" / "plots.yaml"
    plots.write_text(PLOTS.replace("on_conflict: warn", "on_conflict: error"))
    run = project.snakemake(check=False)
    assert run.code != 0
    assert warning in run.output
