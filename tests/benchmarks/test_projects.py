"""Each change makes jobs run again, and copies of checkouts contain no results."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.projects import (
    Checkout,
    Sweeps,
    change_universe,
    plots_of_sweep,
    sweep_project,
)
from support import projects


@pytest.mark.parametrize("universes", [4, 6])
def test_sweeps__have_that_many_universes(tmp_path: Path, universes: int) -> None:
    sweep = Sweeps(tmp_path).of(universes)
    assert len(list(sweep.glob("sim_*"))) == universes
    assert Sweeps(tmp_path).of(universes) == sweep


def test_sweeps__reject_other_numbers(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="7 is not a multiple of 2 or 3"):
        Sweeps(tmp_path).of(7)


def test_changes__make_jobs_run_again(tmp_path: Path) -> None:
    sweep = Sweeps(tmp_path).of(4)
    project = sweep_project(tmp_path / "project", sweep, plots_of_sweep(figures=False))
    runner = projects.Project(project.folder)
    runner.snakemake()
    changes: dict[Callable[[], None], set[str]] = {
        project.change_title: {"mean_random_walk"},
        project.change_operation: {"mean_random_walk", "transform"},
        lambda: change_universe(sweep): {"mean_random_walk", "transform", "convert"},
    }
    assert not runner.snakemake("--dry-run").jobs
    for (change, rules), repetition in itertools.product(changes.items(), range(2)):
        change()
        assert runner.snakemake().jobs.keys() >= rules, repetition


def test_copy_to__leaves_out_what_was_made(tmp_path: Path) -> None:
    source = tmp_path / "source"
    kept = ["Snakefile", "scripts/data/code.py"]
    made = ["results/a", "data/b", "env/pyvenv.cfg", ".git/c", "scripts/data/__pycache__/d"]
    for name in kept + made:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).touch()
    for _ in range(2):
        Checkout(name="", path=source, cores=1).copy_to(tmp_path / "copy")
    copied = [path for path in (tmp_path / "copy").rglob("*") if path.is_file()]
    assert {str(path.relative_to(tmp_path / "copy")) for path in copied} == set(kept)
