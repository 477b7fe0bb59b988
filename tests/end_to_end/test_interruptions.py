"""Runs that are interrupted at random moments leave nothing behind, and the next run completes.

The suite contains a few interruptions of small projects. After a change of how jobs are started or
ended, run more of them with larger projects. 20 interruptions with 300 universes take about half an
hour for each kind of project:

    PARAVERSE_SEED=1 PARAVERSE_INTERRUPTIONS=20 PARAVERSE_UNIVERSES=300 \
        pytest -n0 -s tests/end_to_end/test_interruptions.py
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from support.example_variants import existing_example, simulated_example
from support.projects import Project
from support.watched_run import INTERRUPTIONS, WatchedRun

if not Path("/proc/self/environ").exists():
    pytest.skip("the processes of a run cannot be found here", allow_module_level=True)

SEED = int(os.environ.get("PARAVERSE_SEED", "1"))
COUNT = int(os.environ.get("PARAVERSE_INTERRUPTIONS", "3"))
UNIVERSES = int(os.environ.get("PARAVERSE_UNIVERSES", "6"))

IN_A_ROW = 7
"""How often a project is interrupted, at most, before a run completes it."""

KINDS: dict[str, Callable[[Path, int], Project]] = {
    "existing": existing_example,
    "simulated": lambda folder, count: simulated_example(folder, count, batch_size=1),
    "simulated in batches": lambda folder, count: simulated_example(folder, count, batch_size=4),
}


SUITE = ["existing", "simulated in batches"]
"""Kinds of projects in the suite; the other is interrupted in long runs only."""


@pytest.mark.parametrize("kind", KINDS if "PARAVERSE_SEED" in os.environ else SUITE)
def test_interrupted_runs__leave_nothing_and_are_completed(kind: str, tmp_path: Path) -> None:
    choice = random.Random(f"{SEED} {kind}")
    undisturbed = KINDS[kind](tmp_path / "undisturbed", UNIVERSES)
    start = time.monotonic()
    complete(WatchedRun(undisturbed.path, tmp_path / "temporary"))
    seconds = time.monotonic() - start
    say(f"{kind}: {seconds:.1f} s without interruptions")
    expected = content(undisturbed)
    names: list[str] = []
    remaining, number = COUNT, 0
    while remaining:
        number += 1
        project = KINDS[kind](tmp_path / f"project{number}", UNIVERSES)
        temporary = tmp_path / f"temporary{number}"
        for _ in range(min(IN_A_ROW, remaining)):
            names = names or choice.sample(list(INTERRUPTIONS), len(INTERRUPTIONS))
            # Each run continues the one before, so that few would be interrupted in the second half
            after = choice.random() * seconds / 2
            if not interrupt(WatchedRun(project.path, temporary), names.pop(), after):
                break
            remaining -= 1
        complete(WatchedRun(project.path, temporary))
        present = content(project)
        assert present.keys() == expected.keys()
        assert [path for path in expected if present[path] != expected[path]] == []
        assert leftovers(project, temporary) == []


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def interrupt(run: WatchedRun, name: str, after: float) -> bool:
    """Interrupt a run after some seconds, and wait until all its processes have ended.

    Returns
    -------
    bool
        False if the run had ended before.
    """
    run.wait(after)
    if run.main.poll() is not None:
        run.wait_for_end()
        return False
    INTERRUPTIONS[name](run)
    start = time.monotonic()
    run.wait_for_end(600 if name in ("SIGKILL of a job", "SIGKILL of the fork server") else 60)
    say(f"  {name} after {after:.1f} s: ends in {time.monotonic() - start:.1f} s")
    return True


def complete(run: WatchedRun) -> None:
    run.wait_for_end(600)
    assert run.main.returncode == 0, run.output


def content(project: Project) -> dict[str, bytes]:
    """Return all files that were made, but for hidden ones, in which there are times."""
    return {
        str(path.relative_to(project.path)): path.read_bytes()
        for folder in ("results", "data")
        for path in (project.path / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def leftovers(project: Project, temporary: Path) -> list[str]:
    """Return what a run must not leave: temporary files, sockets, locks and unfinished results."""
    patterns = (".snakemake/locks/*", ".snakemake/scripts/*", ".paraverse/runs/*")
    found = [path for pattern in patterns for path in project.path.glob(pattern)]
    found += [p for p in project.path.rglob(".*") if ".part" in p.name or "unfinished" in p.name]
    found += [p for p in temporary.rglob("*") if not p.is_dir()]
    found += list(temporary.glob("snakemake?*"))
    return sorted(map(str, found))


EARLY_ENDS = {
    "dry run": ([], ["--dry-run"], 0),
    "mistake in the configuration": (["config/plots.yaml"], [], 1),
    "syntax error": (["config/config.yaml"], [], 1),
}


@pytest.mark.parametrize("name", EARLY_ENDS)
def test_first_run_without_jobs__leaves_no_process(name: str, tmp_path: Path) -> None:
    """The fork server of a first run starts before anything is known about the project."""
    broken, arguments, status = EARLY_ENDS[name]
    project = existing_example(tmp_path / "project", 3)
    for file in broken:
        (project.path / file).write_text("wrong: [")
    run = WatchedRun(project.path, tmp_path / "temporary", *arguments)
    run.wait_for_end(60)
    assert run.main.returncode == status, run.output
    assert leftovers(project, tmp_path / "temporary") == []
