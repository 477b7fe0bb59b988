"""Folders that somebody else made, with the configuration of dantro's integration guide."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support import sweeps
from support.projects import Project, sweeps_project


def test_guide__runs_as_it_stands_and_touches_no_data(existing: Project, sweep: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in sweep.rglob("*")}
    existing.snakemake()
    figures = existing.path / "results" / "figures"
    numbers = [*range(12, 22), *range(23, 33), *range(34, 44)]
    assert sorted(p.stem for p in (figures / "random_walk").iterdir()) == [
        f"sim_{n}" for n in numbers
    ]
    assert (figures / "mean_random_walk.pdf").stat().st_size > 5000
    assert (figures / "abm_mean_energy.pdf").stat().st_size > 5000
    assert {p: p.stat().st_mtime_ns for p in sweep.rglob("*")} == before
    assert "Nothing to be done" in existing.snakemake().output


@pytest.fixture
def small(tmp_path: Path) -> Project:
    sweeps.numbered_sweep(tmp_path / "sweep", seeds=2, num_steps=10)
    return sweeps_project(tmp_path / "project", tmp_path / "sweep")


def test_place__comes_from_a_universes_own_parameters(small: Project) -> None:
    # Folders as they might be after somebody renamed them: the numbers say something else
    data = (small.path / "my_simulation").resolve()
    (data / "sim_04").rename(data / "sim_99")
    run = small.snakemake("mean_random_walk")
    assert run.code == 0
    log = (small.path / "logs" / "transform" / "mean_random_walk.log").read_text()
    assert "missing" not in log


def test_missing_universe__is_a_gap_that_is_named(small: Project) -> None:
    shutil.rmtree((small.path / "my_simulation").resolve() / "sim_04")
    run = small.snakemake("mean_random_walk")
    assert "data/random_walk: 1 of 6 universes are missing" in run.output


def test_new_universe__joins_at_the_next_run(small: Project) -> None:
    data = (small.path / "my_simulation").resolve()
    (data / "sim_04").rename(data.parent / "later")
    small.snakemake()
    (data.parent / "later").rename(data / "sim_04")
    jobs = small.snakemake().jobs
    assert jobs["mean_random_walk"] == 1
    assert (small.path / "results" / "figures" / "random_walk" / "sim_04.pdf").exists()
