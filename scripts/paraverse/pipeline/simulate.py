"""Run a model for one universe, in a folder of its own that appears when it is complete."""

from __future__ import annotations

import contextlib
import logging
import os
import runpy
import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from paraverse.base.child_processes import run_command
from paraverse.base.folder_lock import locked_folder
from paraverse.base.killed import count_memory_kills, explain_kill, is_killed
from paraverse.base.late_changes import note_source
from paraverse.base.output_record import OutputRecord
from paraverse.errors import ParaverseError
from paraverse.jobs import SimulateJob
from paraverse.sweep.folders import is_free, is_simulated, is_up_to_date, mark_as_simulated
from paraverse.user_code.source_only import import_from_source_only
from paraverse.yaml_io.data import write_yaml_data

log = logging.getLogger(__name__)


def simulate(
    job: SimulateJob, folder: str | Path, depends_on: Iterable[str] = (), *, repeat: bool = True
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
        if is_first or not is_up_to_date(folder, job.outputs, depends_on):
            _simulate_in(folder, job, depends_on)


def _log_waiting(universe: str) -> None:
    log.warning(
        f"Another process is simulating {universe}, perhaps a job of an earlier run; waiting for it"
    )


def _simulate_in(folder: Path, job: SimulateJob, depends_on: Iterable[str]) -> None:
    mark_as_simulated(folder)
    unfinished = folder / ".unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    try:
        parameters = folder / ".parameters.yml"
        write_yaml_data(parameters, job.parameters)
        output = folder / ".output.log"
        with _output_to(output):
            _run(job, parameters, unfinished)
        if "sim.log" in job.outputs and not (unfinished / "sim.log").exists():
            shutil.copyfile(output, unfinished / "sim.log")
        if "params.yml" in job.outputs and not (unfinished / "params.yml").exists():
            shutil.copyfile(parameters, unfinished / "params.yml")
        _check_outputs(job, unfinished)
        for path in sorted(unfinished.iterdir()):
            target = folder / path.name
            if target.is_dir():
                shutil.rmtree(target)
            path.replace(target)
        parameters.unlink()
        output.unlink()
        mark_as_simulated(folder, OutputRecord.of(job.outputs, depends_on, folder))
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def command_line(command: str, params: str, folder: str, universe: str) -> str:
    """Fill in the fields of a command, quoted for the shell.

    Parameters
    ----------
    command
        The command of the configuration, with fields in braces.
    params, folder, universe
        The values of the fields.

    Returns
    -------
    str
        The command, for a shell.

    Raises
    ------
    ParaverseError
        If there are other fields or single braces.
    """
    fields = {"params": params, "folder": folder, "universe": universe}
    try:
        return command.format(**{name: shlex.quote(value) for name, value in fields.items()})
    except (LookupError, ValueError, AttributeError) as error:
        raise ParaverseError(
            f"The command cannot be filled in ({type(error).__name__}: {error}): {command}\n"
            "Its fields are {params}, {folder} and {universe}; other braces are doubled: {{ }}."
        ) from None


def _run(job: SimulateJob, parameters: Path, folder: Path) -> None:
    if job.script is not None:
        arguments = [job.script, str(parameters), str(folder)]
        before, path = sys.argv, sys.path[:]
        sys.argv = arguments
        sys.path.insert(0, str(Path(job.script).resolve().parent))
        import_from_source_only()
        note_source(job.script)
        try:
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
    status = run_command(command)
    if is_killed(status):
        raise ParaverseError(f"The command {explain_kill(kills)}\nIt is: {command}")
    if status:
        raise ParaverseError(f"The command ended with exit status {status}: {command}")


@contextlib.contextmanager
def _output_to(path: Path) -> Iterator[None]:
    """Redirect the output of the model and of its child processes to a file."""
    sys.stdout.flush()
    sys.stderr.flush()
    saved = os.dup(1), os.dup(2)
    with path.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        try:
            yield
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os.dup2(saved[0], 1)
            os.dup2(saved[1], 2)
            os.close(saved[0])
            os.close(saved[1])


def _check_outputs(job: SimulateJob, folder: Path) -> None:
    missing = [name for name in job.outputs if not (folder / name).exists()]
    if missing:
        written = ", ".join(sorted(path.name for path in folder.iterdir())) or "nothing"
        raise ParaverseError(
            f"The model did not write {', '.join(missing)}; it wrote {written}. The files to "
            "expect are `outputs` of `simulate` in the configuration."
        )
