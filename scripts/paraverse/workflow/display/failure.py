"""The message about a job that has failed: first the reason, then the logs and the consequences."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from paraverse.base.job_messages import JobMessages
from paraverse.base.printable import printable
from paraverse.errors import list_some

MAX_LINES = 25
"""The largest number of lines of an error; the log has all of them."""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A job that has failed.

    Attributes
    ----------
    logs
        Its log files, and those of the system that has run it.
    message
        What Snakemake or its executor says, which is the reason if the job could not leave one.
    prevented
        The plots that cannot be drawn because of it.
    is_repeated
        Whether Snakemake tries again.
    has_universes
        Whether it has a log for each of several universes, whose names are those of the logs.
    with_logs
        Whether to print the logs.
    """

    logs: Sequence[str]
    message: str = ""
    prevented: Sequence[str] = ()
    is_repeated: bool = False
    has_universes: bool = False
    with_logs: bool = False


def format_failure(failure: Failure) -> str:
    """Return the message about a job that has failed.

    Parameters
    ----------
    failure
        The job. The messages that it has left are read.

    Returns
    -------
    str
        Indented lines: the error of the job, or of each of its universes; the paths of the logs;
        and the plots that cannot be drawn because of it.
    """
    left = {log: JobMessages.read(log) for log in failure.logs}
    errors = {log: messages.error for log, messages in left.items() if messages.error}
    if errors and failure.has_universes:
        lines = [f"{Path(log).stem}: {error}" for log, error in errors.items()]
    else:
        lines = list(errors.values()) or [failure.message or "No reason is known."]
        # Why SLURM has ended a job, which the job itself could not know
        if errors and failure.message.startswith("The job ran out"):
            lines.append(failure.message)
    lines = _shorten("\n".join(lines))
    lines += [f"Warning: {text}" for messages in left.values() for text in messages.warnings]
    if failure.logs:
        lines.append(f"Log: {list_some(list(failure.logs))}")
    if failure.with_logs:
        lines += [line for log in failure.logs for line in _read_log(log)]
    if failure.is_repeated:
        lines.append("It is tried again.")
    elif failure.prevented:
        lines.append(f"Not drawn because of this: {list_some(list(failure.prevented))}")
    return textwrap.indent(printable("\n".join(lines)), "    ")


def _shorten(text: str) -> list[str]:
    lines = text.splitlines()
    if len(lines) <= MAX_LINES:
        return lines
    return [*lines[:MAX_LINES], f"... and {len(lines) - MAX_LINES} more lines, which the log has"]


def _read_log(log: str) -> list[str]:
    try:
        text = Path(log).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return [f"{log}:", *(f"    {line}" for line in text.splitlines())]
