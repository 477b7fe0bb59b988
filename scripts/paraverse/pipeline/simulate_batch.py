"""Simulate several universes in one job, each in a process of its own.

Starting a job takes longer than some models run, above all on a cluster. Everything else is as if
each universe had its own job: its log, its errors, and what other models leave behind in Python.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from paraverse.base.job_messages import JobMessages, are_printed_by_run
from paraverse.base.killed import count_memory_kills, explain_kill, is_killed
from paraverse.errors import list_some
from paraverse.jobs.simulate import SimulateBatchJob, SimulateJob
from paraverse.pipeline.failed_simulation import leave_out_killed
from paraverse.pipeline.forkserver.forked_program import start_program
from paraverse.pipeline.job_log import job_log
from paraverse.pipeline.simulate import simulate
from paraverse.sweep.folders import is_up_to_date


def simulate_batch(
    job: SimulateBatchJob,
    outputs: Sequence[str],
    logs: Sequence[str],
    *,
    depends_on: Iterable[str] = (),
) -> None:
    """Simulate universes, except those that an earlier attempt of the job has simulated.

    Parameters
    ----------
    job
        The universes, and the program to run for each.
    outputs
        The files to expect, universe by universe.
    logs
        The log file of each universe.
    depends_on
        What the files of all universes depend on.

    Raises
    ------
    SystemExit
        If any universe fails that must not be left out, after all others have been simulated.
    """
    if job.universes[0].script:
        _import_before_models()
    names = job.universes[0].outputs
    folders = [first.removesuffix(f"/{names[0]}") for first in outputs[:: len(names)]]
    failed = []
    for universe, folder, log in zip(job.universes, folders, logs, strict=True):
        if _is_finished(universe, folder, depends_on):
            continue
        before = count_memory_kills()
        process = start_program(partial(_simulate_one, universe, folder, log, depends_on))
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        if universe.skip_failure and status not in (0, _EXIT_STATUS_OF_ERRORS):
            reason = _describe_end(status, before)
            leave_out_killed(universe, folder, reason, log)
            message = f"{universe.universe} is left out: {reason} The next run simulates it again."
            _report(message, log)
        elif status:
            if is_killed(status):
                message = f"The simulation of {universe.universe} {explain_kill(before)}"
                _report(message, log)
                JobMessages(error=message).write(log)
            failed.append(universe.universe)
    if failed:
        message = f"{len(failed)} of {len(job.universes)} universes failed: {list_some(failed)}"
        sys.exit(1 if are_printed_by_run() else message)


_EXIT_STATUS_OF_ERRORS = 1
"""Exit status of a process whose job fails for another reason than the model."""


def _is_finished(universe: SimulateJob, folder: str, depends_on: Iterable[str]) -> bool:
    accept_failure = universe.skip_failure
    return is_up_to_date(Path(folder), universe.outputs, depends_on, accept_failure=accept_failure)


def _describe_end(status: int, kills_before: int | None) -> str:
    if is_killed(status):
        return f"The process {explain_kill(kills_before).partition('. ')[0]}."
    if status < 0:
        return f"The process was ended by the signal {signal.Signals(-status).name}."
    return f"The process ended with exit status {status}."


def _simulate_one(universe: SimulateJob, folder: str, log: str, depends_on: Iterable[str]) -> None:
    with job_log(log, depends_on=depends_on):
        # Another process may have simulated it since the last look
        simulate(universe, folder, depends_on, repeat=False, printed=log)


def _report(message: str, log: str) -> None:
    if not are_printed_by_run():
        print(message, file=sys.stderr)
    with open(log, "a", encoding="utf-8") as file:
        file.write(f"ERROR {message}\n")


def _import_before_models() -> None:
    """Import once what most models import, as the fork server does."""
    with contextlib.suppress(ImportError):
        import h5py  # noqa: F401
    gc.freeze()  # otherwise the garbage collector copies all of it in each fork
