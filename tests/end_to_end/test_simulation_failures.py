"""Universes for which the model fails are left out, with ``on_error: skip``; the run goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

import paraverse
from support.projects import Project
from support.small_sweeps import simulated_project

MODEL = """\
if parameters["a"] == 2 and not __import__("os").path.exists("works"):
    print("last words")
    raise RuntimeError("no energy")
Path = __import__("pathlib").Path
Path("runs").open("a").write(f"{parameters['a']} ")
"""


@pytest.fixture
def batch_size() -> int:
    return 2


@pytest.fixture
def project(tmp_path: Path, batch_size: int) -> Project:
    """Three universes, one of which fails, in jobs of some."""
    project = simulated_project(tmp_path)
    project.edit(
        "config/config.yaml",
        "simulate:\n",
        f"simulate:\n  on_error: skip\n  batch_size: {batch_size}\n",
    )
    project.edit("config/model.py", "with h5py.File", f"{MODEL}with h5py.File")
    return project


@pytest.mark.parametrize("batch_size", [1, 2])
def test_skip__leaves_out_the_universe_and_is_not_repeated(project: Project) -> None:
    reason = "the simulation failed: RuntimeError: no energy (see logs/simulate/a~2.log)"
    run = project.snakemake()
    assert run.code == 0
    assert f"2 of 3 universes are complete.\n  a~2: {reason}\n" in run.output
    assert "Traceback" not in run.output
    log = (project.path / "logs/simulate/a~2.log").read_text()
    assert log.startswith("last words\nTraceback")
    multiverse = paraverse.open_multiverse(project.path)
    assert multiverse.status["a~2"] == reason
    assert multiverse["data/y"].isnull().any("dim_0").values.tolist() == [False, True, False]
    assert not project.snakemake().jobs
    # It is simulated again when asked to
    (project.path / "works").touch()
    (project.path / "runs").unlink()
    assert "are complete" not in project.snakemake("--forcerun", "failed").output
    assert (project.path / "runs").read_text() == "2 "
    assert not paraverse.open_multiverse(project.path)["data/y"].isnull().any()


def test_fail__counts_failures_that_were_skipped(project: Project) -> None:
    assert project.snakemake("simulate").code == 0
    project.edit("config/config.yaml", "on_error: skip", "on_error: fail")
    run = project.snakemake("simulate", check=False)
    assert run.code == 1
    assert "RuntimeError: no energy" in run.output
    assert (project.path / "runs").read_text().split() in (["1", "3"], ["3", "1"])


def test_targets__one_step_or_one_universe(project: Project) -> None:
    (project.path / "works").touch()
    run = project.snakemake("simulate")
    assert "convert" not in run.jobs
    run = project.snakemake("convert")
    assert run.jobs == {"convert": 1}
    (project.path / "runs").unlink()
    run = project.snakemake("--forcerun", "data/a~1", "--", "convert")
    assert (project.path / "runs").read_text() == "1 "
    assert not (project.path / "results" / "figures").exists()
