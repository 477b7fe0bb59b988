"""Results that seem to come from the future, because the clock was ahead when they were written."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

INTERMEDIATE = ("universes", "nodes", "data", "drawn")
"""Subfolders of `results` with files that Snakemake compares by time."""


def reset_future_times(workflow: Any, project: str | Path = "") -> None:
    """Set the times of intermediate results to now if they are in the future.

    Otherwise, Snakemake would raise an error after a job whose outputs are older than its inputs,
    and would take results from the future for newer than everything they are made from.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, at the start of a run. Besides all intermediate results, those
        inputs of the jobs that will run are changed that other jobs of the workflow have written.
    project
        The project's folder.
    """
    now = time.time()
    dag = workflow.dag
    inputs = {
        str(file)
        for job in dag.needrun_jobs()
        for files in dag.dependencies[job].values()
        for file in files
    }
    for file in inputs.union(_intermediate_results(Path(project, "results"))):
        with contextlib.suppress(OSError):  # not written yet, or not on this machine
            if os.stat(file).st_mtime > now:
                os.utime(file, (now, now))  # all the same, so that none seems to be outdated


def _intermediate_results(results: Path) -> Iterator[str]:
    yield str(results / "sweep.nc")
    for name in INTERMEDIATE:
        for parent, _, files in os.walk(results / name):
            yield from (os.path.join(parent, file) for file in files)
