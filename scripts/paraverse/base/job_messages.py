"""Messages of jobs to the user: warnings, and the error of a job that fails.

A job runs in a process of its own, perhaps on another computer. It leaves its messages in a file,
which the run prints when the job has ended. Everything else that a job prints goes to its log.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from paraverse.base.atomic import atomic_path

FOLDER = Path(".paraverse", "messages")
"""Folder with the messages of jobs that have any, under the paths of their logs."""

OUTPUT = "PARAVERSE_OUTPUT"
"""Environment variable with the output of a run: ``snakemake`` for that of Snakemake itself. A run
that prints the messages of its jobs sets it to `OF_PARAVERSE` for them."""

OF_PARAVERSE = "paraverse"

REPEATED = {"is_repeated": True}
"""The argument `extra` for log records that the run repeats by itself: in its summary, or as the
error of a job."""


@dataclass(frozen=True, kw_only=True)
class JobMessages:
    """The messages of a job.

    Attributes
    ----------
    error
        The reason for which it failed; empty if it did not.
    warnings
        Warnings, each once.
    """

    error: str = ""
    warnings: tuple[str, ...] = ()

    @classmethod
    def read(cls, log: str) -> JobMessages:
        """Read the messages of the job with a log; without any if there are none.

        Parameters
        ----------
        log
            The log file of the job.

        Returns
        -------
        JobMessages
            The messages.
        """
        try:
            content = json.loads(_path(log).read_bytes())
            return cls(error=content["error"], warnings=tuple(content["warnings"]))
        except (OSError, ValueError, TypeError, KeyError):
            return cls()

    def write(self, log: str, project: str | Path = "") -> None:
        """Write the messages of the job with a log, or remove the file if there are none.

        Parameters
        ----------
        log
            The log file of the job, relative to the project's folder.
        project
            The project's folder.
        """
        if self == JobMessages():
            remove_messages(log)
            return
        # A full disk, or a name that is too long: the messages are in the log, too
        path = Path(project, _path(log))
        with contextlib.suppress(OSError), atomic_path(path) as partial:
            Path(partial).write_text(json.dumps(asdict(self)), encoding="utf-8")


def remove_messages(log: str) -> None:
    """Remove the messages of the job with a log, such as those of an earlier attempt."""
    with contextlib.suppress(OSError):
        _path(log).unlink()


def are_printed_by_run() -> bool:
    """Return whether the run that has started this job prints its messages."""
    return os.environ.get(OUTPUT) == OF_PARAVERSE


def _path(log: str) -> Path:
    return FOLDER / f"{log.lstrip('/')}.json"
