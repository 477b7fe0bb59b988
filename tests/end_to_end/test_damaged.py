"""Damaged results: they are named and removed, and the next run makes them again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from support import sweeps
from support.damage import Damage
from support.projects import Project, sweeps_project


def damage(path: Path, what: Damage) -> None:
    """Damage a file, without a trace in its times."""
    times = path.stat()
    path.write_bytes(what.apply(path.read_bytes()))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def contents(project: Project) -> dict[str, bytes]:
    results = project.path / "results"
    files = [*(results / "universes").iterdir(), *(results / "data").iterdir()]
    return {path.name: path.read_bytes() for path in files}


def test_damaged_stores_and_data__are_made_again(tmp_path: Path) -> None:
    sweeps.numbered_sweep(tmp_path / "sweep", seeds=2, num_steps=100)
    project = sweeps_project(tmp_path / "project", tmp_path / "sweep")
    with (project.path / "config" / "config.yaml").open("a") as file:
        file.write("convert: {batch_size: 2}\n")
    project.snakemake()
    sound = contents(project)
    flipped, cut, *_ = sorted((project.path / "results" / "universes").iterdir())
    damage(flipped, Damage(kind="flip", position=0.5))
    damage(cut, Damage(kind="cut", position=0))
    data = project.path / "results" / "data"
    (data / "mean_random_walk.nc").unlink()
    damage(data / "abm_mean_energy.nc", Damage(kind="flip", position=0.3))
    shutil.rmtree(project.path / "results" / "figures")
    shutil.rmtree(project.path / "results" / "drawn")
    first = project.snakemake("--keep-going", check=False)
    assert first.code == 0 or "Deleted, so that the next run makes it again" in first.output
    second = project.snakemake("--keep-going", check=False)  # more may depend on what was damaged
    if second.code:
        assert "is damaged" in second.output
        project.snakemake()
    assert contents(project) == sound
