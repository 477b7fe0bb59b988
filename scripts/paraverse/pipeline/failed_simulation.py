"""Universes that are left out because their simulation fails (``on_error: skip``).

Such a universe has a complete folder, so that all other jobs go on: its outputs are text files with
the reason in place of the files that the model did not write, and its record has the reason, too.
"""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

from paraverse.base.folder_lock import locked_folder
from paraverse.base.output_record import OutputRecord
from paraverse.base.printable import printable_line
from paraverse.errors import ParaverseError
from paraverse.jobs.simulate import SimulateJob
from paraverse.pipeline.simulated_files import (
    add_default_outputs,
    empty_unfinished,
    move_outputs,
    write_placeholders,
)
from paraverse.sweep.folders import mark_as_simulated

_MAX_REASON = 500
"""Largest number of characters of a reason."""


def describe_failure(error: Exception) -> str:
    """Return the reason why a simulation failed, on one line.

    Parameters
    ----------
    error
        The error that ended it.

    Returns
    -------
    str
        The message, with the type of errors that the model has raised.

    Examples
    --------
    >>> describe_failure(RuntimeError("no energy"))
    'RuntimeError: no energy'
    """
    text = str(error) if isinstance(error, ParaverseError) else f"{type(error).__name__}: {error}"
    return printable_line(text.removesuffix(": ").partition("\n")[0][:_MAX_REASON])


def is_passing(error: Exception) -> bool:
    """Return whether an error is one of the computer, and not of the model.

    Parameters
    ----------
    error
        The error that ended a simulation.

    Returns
    -------
    bool
        True if memory or the disk was full.
    """
    is_full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return is_full or isinstance(error, MemoryError)


def leave_out_killed(job: SimulateJob, folder: str | Path, reason: str, log: str | Path) -> None:
    """Leave out a universe whose process was killed or has ended itself.

    The next run simulates it again, as the reason may have been that memory ran out.

    Parameters
    ----------
    job
        The universe.
    folder
        Its folder.
    reason
        The reason why the simulation failed.
    log
        The log with everything that the model has printed.
    """
    folder = Path(folder)
    reason = printable_line(reason)
    with locked_folder(folder, lambda: None):
        unfinished = empty_unfinished(folder)
        write_placeholders(unfinished, job.outputs, reason)
        add_default_outputs(unfinished, job, printed=Path(log))
        move_outputs(unfinished, folder)
        record = OutputRecord.of(job.outputs, ["the process was killed"], folder)
        mark_as_simulated(folder, replace(record, failure=reason))
