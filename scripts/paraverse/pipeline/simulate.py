"""Run a model for one universe, in a folder of its own that appears when it is complete."""

from __future__ import annotations

import contextlib
import logging
import os
import runpy
import shutil
import sys
import traceback
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from paraverse.base.child_processes import run_command
from paraverse.base.folder_lock import locked_folder
from paraverse.base.job_messages import REPEATED
from paraverse.base.killed import count_memory_kills, explain_kill, is_killed
from paraverse.base.late_changes import note_source
from paraverse.base.output_record import OutputRecord
from paraverse.base.redirection import output_to
from paraverse.errors import ParaverseError
from paraverse.jobs.simulate import SimulateJob, command_line
from paraverse.pipeline.failed_simulation import describe_failure, is_passing
from paraverse.pipeline.simulated_files import (
    add_default_outputs,
    empty_unfinished,
    move_outputs,
    write_placeholders,
)
from paraverse.sweep.folders import is_free, is_simulated, is_up_to_date, mark_as_simulated
from paraverse.user_code.source_only import import_from_source_only
from paraverse.yaml_io.data import write_yaml_data

log = logging.getLogger(__name__)


def simulate(
    job: SimulateJob,
    folder: str | Path,
    depends_on: Iterable[str] = (),
    *,
    repeat: bool = True,
    printed: str | Path | None = None,
) -> None:
    """Run the model; what it writes is moved to the universe's folder at the end.

    Parameters
    ----------
    job
        The universe, and the program to run for it.
    folder
        The universe's folder.
    depends_on
        What the files depend on. It is recorded in the folder, with digests of the files.
    repeat
        Whether to simulate a universe that is up to date, too, unless another process has just
        simulated it.
    printed
        A file to whose end everything is written that the model prints, so that it is there even if
        the process is killed. By default, a hidden file in the folder, which is removed at the end.

    Raises
    ------
    ParaverseError
        If the folder belongs to someone else, the model fails, or a file is missing.
    """
    folder = Path(folder)
    if not is_free(folder):
        raise ParaverseError(f"{folder} was not made by simulate; it is left as it is.")
    if not is_simulated(folder):
        mark_as_simulated(folder)
    with locked_folder(folder, partial(_log_waiting, job.universe)) as has_waited:
        is_first = repeat and not has_waited
        accept_failure = job.skip_failure
        if is_first or not is_up_to_date(
            folder, job.outputs, depends_on, accept_failure=accept_failure
        ):
            output = Path(printed) if printed else folder / ".output.log"
            _simulate_in(folder, job, depends_on, output)
            if not printed:
                output.unlink()


def _log_waiting(universe: str) -> None:
    log.warning(
        f"Another process is simulating {universe}, perhaps a job of an earlier run; waiting for it"
    )


def _simulate_in(folder: Path, job: SimulateJob, depends_on: Iterable[str], printed: Path) -> None:
    mark_as_simulated(folder)
    unfinished = empty_unfinished(folder)
    start = printed.stat().st_size if printed.exists() else 0
    failure = ""
    try:
        parameters = folder / ".parameters.yml"
        write_yaml_data(parameters, job.parameters)
        try:
            with output_to(printed):
                _run(job, parameters, unfinished)
            add_default_outputs(unfinished, job, printed=printed, start=start)
            _check_outputs(job, unfinished)
        except Exception as error:
            if not job.skip_failure or is_passing(error):
                raise
            failure = describe_failure(error)
            _print_traceback(error, job, printed)
            write_placeholders(unfinished, job.outputs, failure)
            add_default_outputs(unfinished, job, printed=printed, start=start)
        move_outputs(unfinished, folder)
        parameters.unlink()
        record = OutputRecord.of(job.outputs, depends_on, folder)
        mark_as_simulated(folder, replace(record, failure=failure))
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    if failure:
        log.warning(f"{job.universe} is left out: {failure}", extra=REPEATED)


def _run(job: SimulateJob, parameters: Path, folder: Path) -> None:
    if job.script is not None:
        arguments = [job.script, str(parameters), str(folder)]
        before, path = sys.argv, sys.path[:]
        sys.argv = arguments
        sys.path.insert(0, str(Path(job.script).resolve().parent))
        import_from_source_only()
        note_source(job.script)
        try:
            with _untouched_logging():
                runpy.run_path(job.script, run_name="__main__")
        except SystemExit as error:
            if error.code not in (None, 0):
                raise ParaverseError(f"{job.script} ended with {error.code!r}.") from None
        finally:
            sys.argv, sys.path = before, path
        return
    assert job.command is not None
    command = command_line(job.command, str(parameters), str(folder), job.universe)
    kills = count_memory_kills()
    # Otherwise, a Python program that is killed has not yet written its last lines
    status = run_command(command, {"PYTHONUNBUFFERED": "1", **os.environ})
    if is_killed(status):
        raise ParaverseError(f"The command {explain_kill(kills)}\nIt is: {command}")
    if status:
        raise ParaverseError(f"The command ended with exit status {status}: {command}")


@contextlib.contextmanager
def _untouched_logging() -> Iterator[None]:
    """Let a script find the settings of `logging` that a program of its own would find."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    root.setLevel(logging.WARNING)
    show_warning = warnings.showwarning
    logging.captureWarnings(False)
    captures_warnings = warnings.showwarning is not show_warning
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.captureWarnings(captures_warnings)


def _print_traceback(error: Exception, job: SimulateJob, printed: Path) -> None:
    """Append the traceback of a script to what it has printed, without what has called it."""
    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename != job.script:
        frames = frames.tb_next
    if frames is not None:
        lines = traceback.format_exception(type(error), error, frames)
        with printed.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(lines)


def _check_outputs(job: SimulateJob, folder: Path) -> None:
    missing = [name for name in job.outputs if not (folder / name).exists()]
    if missing:
        written = ", ".join(sorted(path.name for path in folder.iterdir())) or "nothing"
        raise ParaverseError(
            f"The model did not write {', '.join(missing)}; it wrote {written}. The files to "
            "expect are `outputs` of `simulate` in the configuration."
        )
