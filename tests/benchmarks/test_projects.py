"""Each change makes jobs run again, and copies of checkouts contain no results."""

from __future__ import annotations

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
    jobs = runner.snakemake("--dry-run").jobs
    assert not jobs
    changes: dict[str, Callable[[], None]] = {
        "mean_random_walk": project.change_title,
        "transform__mean_random_walk": project.change_operation,
        "convert": lambda: change_universe(sweep),
    }
    for rule, change in changes.items():
        assert rule not in jobs
        change()
        jobs = runner.snakemake("--dry-run").jobs
        assert rule in jobs


def test_changes__are_never_the_same(tmp_path: Path) -> None:
    sweep = Sweeps(tmp_path).of(4)
    project = sweep_project(tmp_path / "project", sweep, plots_of_sweep(figures=False))
    for change, file in (
        (project.change_title, project.folder / "config" / "plots.yaml"),
        (project.change_operation, project.folder / "config" / "operations.py"),
        (lambda: change_universe(sweep), min(sweep.glob("sim_*")) / "data.h5"),
    ):
        contents = {file.read_bytes()}
        for _ in range(3):
            change()
            contents.add(file.read_bytes())
        assert len(contents) == 4


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
