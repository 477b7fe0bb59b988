"""Processes that were killed, which the system does above all when memory runs out."""

from __future__ import annotations

import re
import signal
from pathlib import Path

_STATUSES = (-signal.SIGKILL, 128 + signal.SIGKILL)
"""Exit statuses of killed processes, as Python and as shells return them."""

OUT_OF_MEMORY = "because memory ran out"
"""Part of each message about a process that was killed."""


def is_killed(status: int | None) -> bool:
    """Return whether a process was killed, by its exit status.

    Examples
    --------
    >>> [is_killed(status) for status in (0, 1, -9, 137)]
    [False, False, True, True]
    """
    return status in _STATUSES


def count_memory_kills() -> int | None:
    """Return how many processes Linux has killed for memory since it started; None elsewhere."""
    try:
        match = re.search(r"^oom_kill (\d+)$", Path("/proc/vmstat").read_text(), re.M)
    except OSError:
        return None
    return int(match[1]) if match else None


def explain_kill(before: int | None) -> str:
    """Return why a process was killed, and what to do.

    Parameters
    ----------
    before
        What `count_memory_kills` returned when the process started. If the number has grown, this
        was the reason.

    Returns
    -------
    str
        A message that begins with "was killed", for after the name of the process.
    """
    after = count_memory_kills()
    if before is not None and after is not None and after > before:
        reason = f"{OUT_OF_MEMORY}."
    else:
        reason = f"(SIGKILL), probably {OUT_OF_MEMORY}."
    return (
        f"was killed {reason} Run fewer jobs at the same time (`--cores`), or request more memory "
        "for each on a cluster (`mem_mb`)."
    )
