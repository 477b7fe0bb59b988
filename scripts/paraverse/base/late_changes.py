"""Code that changes between the plan of a run and the job that uses it.

What a job depends on is determined when a run is planned, but a job imports code when it starts,
which may be hours later. If somebody edits the code in between, and undoes this before the next
run, the result would be that of the edited code, and nothing would seem to have changed.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

_PLANNED = "PARAVERSE_PLANNED"
"""Environment variable with the time in nanoseconds at which the plan of a job was made."""

_LATE: set[str] = set()


def begin_plan() -> None:
    """Note that a plan is made now, for this process and for the scripts that it starts."""
    os.environ[_PLANNED] = str(time.time_ns())


def note_source(path: str | Path) -> None:
    """Note that this process has just read code, which may be other code than was planned.

    Parameters
    ----------
    path
        The file. Times in the future, of another clock, do not count, as they would never pass.
    """
    try:
        planned, changed = int(os.environ[_PLANNED]), os.stat(path).st_ctime_ns
    except (LookupError, ValueError, OSError):
        return
    if planned <= changed <= time.time_ns():
        _LATE.add(os.fspath(path))


def late_changes() -> frozenset[str]:
    """Return what the outputs of this process depend on besides what was planned.

    Returns
    -------
    frozenset of str
        A line for each file with code that had changed when it was read. As no plan contains such
        lines, the next run makes the outputs again.
    """
    return frozenset(f"{path} changed after the run was planned" for path in _LATE)
