"""Whatever disturbs a run, every result is whole or absent, and the next run completes.

`test_interruptions.py` has runs that are interrupted.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from paraverse.base.checksums import CheckedFile
from support import sweeps
from support.projects import Project, sweeps_project

SEEDS = 3
STORES = 4


@pytest.fixture
def project(tmp_path: Path) -> Project:
    sweeps.numbered_sweep(tmp_path / "sweep", seeds=SEEDS, num_steps=50)
    project = sweeps_project(tmp_path / "project", tmp_path / "sweep")
    with (project.path / "config" / "config.yaml").open("a") as file:
        file.write("convert: {batch_size: 3, fields: all}\n")
    return project


def assert_whole(project: Project) -> int:
    """Open all that is in results; return how many stores."""
    files = [p for p in (project.path / "results").rglob("*.nc") if not p.name.startswith(".")]
    for file in files:
        with CheckedFile(file) as content:
            content.check()
    figures = [p for p in (project.path / "results").rglob("*.pdf") if not p.name.startswith(".")]
    assert all(figure.read_bytes().rstrip().endswith(b"%%EOF") for figure in figures)
    return sum(file.parent.name == "universes" for file in files)


def start(project: Project, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        project.command("--cores", "2", *arguments),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_two_runs_at_once__do_not_disturb_each_other(project: Project) -> None:
    first, second = start(project, "--nolock"), start(project, "--nolock")
    codes = {first.wait(), second.wait()}
    assert_whole(project)
    project.snakemake()
    assert assert_whole(project) == STORES
    assert codes <= {0, 1}


@pytest.fixture
def small_disk(project: Project) -> Iterator[Path]:
    """A disk of 150 kB for the results."""
    folder = project.path / "results"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", "size=150k"]
    done = subprocess.run(["mount", *options, "tmpfs", folder], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"a file system cannot be mounted here: {done.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_full_disk__leaves_nothing_half_done(project: Project, small_disk: Path) -> None:
    run = project.snakemake(check=False)
    assert run.code == 1
    assert "no space" in run.output.lower()
    assert_whole(project)
    subprocess.run(["mount", "-o", "remount,size=50m", small_disk], check=True)
    project.snakemake()
    assert assert_whole(project) == STORES
