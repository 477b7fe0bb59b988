"""Labels in the configuration: what figures and stores have, and which jobs a change runs."""

from __future__ import annotations

from pathlib import Path

import h5py

import paraverse
from support.projects import Project
from support.small_sweeps import existing_project

LABELS = """\
labels:
  data/y:
    dims: [t]
    coords: {t: data/time}
    attrs: {units: persons}
  data/time: {attrs: {long_name: Time}}
  data/unused/**: {dims: [t]}
"""


def labeled_project(folder: Path) -> Project:
    """Set up three universes, one of which lacks the dataset with the coordinates."""
    project = existing_project(folder)
    for a in (1, 2):
        with h5py.File(project.path / "data" / f"u{a}" / "data.h5", "a") as file:
            file["time"] = [0.0, 0.5]
            file["time"].attrs["units"] = "d"
    with (project.path / "config" / "config.yaml").open("a") as file:
        file.write(LABELS)
    project.edit("config/plots.yaml", "x: a", "x: t")
    return project


def test_labels__a_source_that_no_plot_uses_and_one_universe_lacks(tmp_path: Path) -> None:
    project = labeled_project(tmp_path)
    run = project.snakemake()
    multiverse = paraverse.open_multiverse(project.path)
    y = multiverse.universe("u1")["data/y"]
    assert y.dims == ("t",)
    assert y.t.values.tolist() == [0.0, 0.5]
    assert y.attrs == {"units": "persons"}
    assert y.t.attrs == {"units": "d", "long_name": "Time"}
    assert "data/time" not in list(multiverse), "it is read, but not stored"
    assert "t" not in multiverse.universe("u3")["data/y"].coords
    assert multiverse.status["u3"].startswith("data/y: coordinates of 't'")
    assert "data/y: coordinates of 't': there is no dataset or value 'data/time'" in run.output


def test_labels__a_change_converts_only_if_it_concerns_stored_fields(tmp_path: Path) -> None:
    project = labeled_project(tmp_path)
    project.snakemake()
    project.edit("config/config.yaml", "data/unused/**: {dims: [t]}", "data/unused/**: {dims: [x]}")
    assert not project.snakemake("--dry-run").jobs
    before = (project.path / "results" / "universes" / "u1.nc").read_bytes()
    project.edit("config/config.yaml", "units: persons", "units: people")
    run = project.snakemake()
    assert run.jobs["convert"] == 1
    assert (project.path / "results" / "universes" / "u1.nc").read_bytes() != before
    project.edit("config/config.yaml", "units: people", "units: persons")
    project.snakemake()
    assert (project.path / "results" / "universes" / "u1.nc").read_bytes() == before
