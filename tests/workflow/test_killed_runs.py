"""Locks and files that runs leave behind when they are killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from paraverse.workflow.killed_runs import FOLDER, LOCKS, SCRIPTS, tidy_up_after_killed_runs
from support.paths import ROOT

RUN = """
import os, sys
from pathlib import Path
from types import SimpleNamespace
from paraverse.workflow.killed_runs import note_run, note_that_jobs_may_go_on

cache = SimpleNamespace(runtime_cache_path=sys.argv[2])
note_run(SimpleNamespace(snakemake_tmp_dir=Path(sys.argv[1]), sourcecache=cache))
if "jobs" in sys.argv:
    note_that_jobs_may_go_on()
print(flush=True)
sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder of a run, in a project with Snakemake's files."""
    monkeypatch.chdir(tmp_path)
    for folder in (LOCKS, SCRIPTS, Path("caches/mine"), Path("caches/others")):
        folder.mkdir(parents=True)
    (LOCKS / "0.output.lock").write_text("results/data/mean.nc\n")
    (SCRIPTS / "tmp1.plot.py").touch()
    (tmp_path / "caches" / "mine" / "file").touch()
    folder = tmp_path / "snakemake1"
    folder.mkdir()
    return folder


@pytest.fixture
def workflow(tmp_path: Path) -> Any:
    """The next run."""
    cache = SimpleNamespace(runtime_cache_path=str(tmp_path / "caches" / "next"))
    return SimpleNamespace(snakemake_tmp_dir=tmp_path / "next", sourcecache=cache)


def start(temporary: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a process that notes its run."""
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, temporary, "caches/mine", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert run.stdout is not None
    run.stdout.readline()
    return run


def kill(run: subprocess.Popen[bytes]) -> None:
    run.kill()
    run.communicate()


def test_killed_run__is_tidied_up_after(temporary: Path, workflow: Any) -> None:
    kill(start(temporary))
    assert len(list(FOLDER.iterdir())) == 1
    tidy_up_after_killed_runs(workflow)
    assert not any(folder.exists() for folder in (temporary, LOCKS, SCRIPTS, Path("caches/mine")))
    assert Path("caches/others").exists()
    assert not list(FOLDER.iterdir())


def test_run_that_goes_on__keeps_everything(temporary: Path, workflow: Any) -> None:
    run = start(temporary)
    tidy_up_after_killed_runs(workflow)
    assert temporary.exists()
    assert list(LOCKS.iterdir())
    # Even if another one was killed
    kill(start(temporary.with_name("snakemake2")))
    tidy_up_after_killed_runs(workflow)
    assert list(LOCKS.iterdir())
    assert list(SCRIPTS.iterdir())
    run.communicate()
    assert run.returncode == 0
    assert not list(FOLDER.iterdir())


def test_killed_run_whose_jobs_may_go_on__keeps_its_locks(temporary: Path, workflow: Any) -> None:
    kill(start(temporary, "jobs"))
    for _ in range(2):
        tidy_up_after_killed_runs(workflow)
        assert list(LOCKS.iterdir())
        assert not temporary.exists()
    (LOCKS / "0.output.lock").unlink()  # as with `--unlock`
    tidy_up_after_killed_runs(workflow)
    assert not list(FOLDER.iterdir())


@pytest.mark.parametrize("cache", ["..", "../caches/others", "", "/"])
def test_note_of_somebody_else__removes_nothing(
    temporary: Path, workflow: Any, tmp_path: Path, cache: str
) -> None:
    (temporary / "important").touch()
    FOLDER.mkdir(parents=True)
    note = {"folder": str(temporary), "cache": cache}
    (FOLDER / "node-1.json").write_text(json.dumps(note))
    (FOLDER / "node-2.json").write_text("[")
    tidy_up_after_killed_runs(workflow)
    assert [path.name for path in temporary.iterdir()] == ["important"]
    assert Path("caches/others").exists()
    assert Path("caches/mine/file").exists()
