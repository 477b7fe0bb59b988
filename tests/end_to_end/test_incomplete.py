"""Sweeps in whatever state: each universe's trouble is named, the others are not affected."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support import sweeps
from support.projects import Project, sweeps_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Six universes in two batches of three; what is broken is skipped."""
    sweeps.numbered_sweep(tmp_path / "sweep", seeds=2, num_steps=10)
    project = sweeps_project(tmp_path / "project", tmp_path / "sweep")
    with (project.path / "config" / "config.yaml").open("a") as file:
        file.write("convert: {batch_size: 3}\n")
    for name in ("params.yml", "data.h5"):
        old = f"glob_str: sim_*/{name}\n    required: true\n"
        project.edit("config/config.yaml", old, f"{old}    on_error: skip\n")
    return project


def data_of(project: Project) -> Path:
    return (project.path / "my_simulation").resolve()


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:2000])


def test_broken_universes__are_named_and_the_others_drawn(project: Project) -> None:
    data = data_of(project)
    truncate(data / "sim_04" / "data.h5")
    (data / "sim_05" / "data.h5").unlink()
    (data / "sim_07" / "params.yml").write_text("seed: [0\n")
    shutil.copytree(data / "sim_10", data / "sim_20")
    shutil.copytree(data / "sim_10", data / "sim_21")
    text = (data / "sim_21" / "params.yml").read_text()
    (data / "sim_21" / "params.yml").write_text(text.replace("seed: 0", "seed: 77"))
    run = project.snakemake()
    summary = run.output[run.output.index("of 8 universes are complete") - 2 :]
    assert summary.startswith("3 of 8")
    assert "sim_04: my_simulation/sim_04/data.h5" in summary
    assert "truncated" in summary
    assert "sim_05: data.h5 is missing" in summary
    unknown = "sim_07: its point in the parameter space is not known: params.yml: not valid YAML"
    assert unknown in summary
    assert "its number is not used, as that of sim_20 is not right" in summary
    assert "sim_20: at the same point as sim_10: max_step_size=1.0, seed=0" in summary
    assert "sim_21: outside the parameter space: max_step_size=1.0, seed=77" in summary
    figures = project.path / "results" / "figures"
    assert len(list((figures / "random_walk").iterdir())) == 8
    assert (figures / "mean_random_walk.pdf").exists()
    assert "Nothing to be done" in project.snakemake().output


def test_points_without_universe__are_counted(project: Project) -> None:
    shutil.rmtree(data_of(project) / "sim_08")
    run = project.snakemake("mean_random_walk")
    assert (
        "No universe is at 1 point of the parameter space: max_step_size=0.3, seed=1" in run.output
    )


def test_broken_universe_that_must_not_be__stops_only_its_batch(project: Project) -> None:
    project.edit("config/config.yaml", "    on_error: skip\n", "")
    truncate(data_of(project) / "sim_04" / "data.h5")
    truncate(data_of(project) / "sim_07" / "data.h5")
    run = project.snakemake(check=False)
    assert run.code == 1
    stores = project.path / "results" / "universes"
    assert [path.name for path in stores.iterdir()] == ["sim_08.nc"]
    for name in ("sim_04", "sim_07"):
        assert f"{name}: my_simulation/{name}/data.h5" in run.output
    assert "on_error: skip" in run.output
    assert "Traceback" not in run.output


def test_repaired_universe__joins(project: Project) -> None:
    data = data_of(project) / "sim_04" / "data.h5"
    whole = data.read_bytes()
    truncate(data)
    project.snakemake("mean_random_walk")
    data.write_bytes(whole)
    run = project.snakemake("mean_random_walk")
    assert run.jobs["convert"] == 1
    assert "universes are complete" not in run.output
