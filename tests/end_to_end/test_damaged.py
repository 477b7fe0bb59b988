"""Damaged results: they are named and removed, and the next run makes them again."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

from paraverse.base.file_index import file_state
from paraverse.base.output_record import OutputRecord, record_path
from support import sweeps
from support.damage import Damage
from support.projects import Project, sweeps_project


def damage_as_disks_do(project: Project, path: str, what: Damage) -> None:
    """Damage a file without a trace in its state, as failing hardware does."""
    file = project.path / path
    time = file.stat().st_mtime_ns
    file.write_bytes(what.apply(file.read_bytes()))
    os.utime(file, ns=(time, time))
    state, recorded = file_state(str(file)), project.path / record_path(path)
    record = OutputRecord.read(recorded)
    assert record is not None
    assert state is not None
    dataclasses.replace(record, states={**record.states, path: [*state]}).write(recorded)


def test_damaged_stores_and_data__are_made_again(tmp_path: Path) -> None:
    sweeps.numbered_sweep(tmp_path / "sweep", seeds=2, num_steps=100)
    project = sweeps_project(tmp_path / "project", tmp_path / "sweep")
    plots = (project.path / "config" / "plots.yaml").read_text()
    plots = plots.replace("\nrandom_walk:", "\n_random_walk:")
    (project.path / "config" / "plots.yaml").write_text(plots)
    project.snakemake()
    results = project.path / "results"
    files = [*(results / "universes").iterdir(), *(results / "data").iterdir()]
    sound = {path: path.read_bytes() for path in files}
    store, data = "results/universes/sim_04.nc", "results/data/abm_mean_energy.nc"
    damage_as_disks_do(project, store, Damage(kind="flip", position=0.5))
    damage_as_disks_do(project, data, Damage(kind="flip", position=0.5))
    os.unlink(results / "data" / "mean_random_walk.nc")
    os.unlink(results / "figures" / "abm_mean_energy.pdf")
    run = project.snakemake("--keep-going", check=False)
    assert run.code != 0
    for path in (store, data):
        assert f"{path} is damaged" in run.output
        assert f"Deleted, so that the next run makes it again: {path}" in run.output
    project.snakemake()
    assert {path: path.read_bytes() for path in files} == sound
