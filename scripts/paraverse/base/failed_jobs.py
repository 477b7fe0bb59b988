"""Records of jobs that failed: what they depended on, to tell whether that has changed since."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path

from paraverse.base.atomic import atomic_path

FOLDER = Path(".paraverse", "failed")
"""Folder with a file for each job that failed when it was last run, under the path of its log."""


def record_failure(log: str, depends_on: Iterable[str]) -> None:
    """Record that a job failed.

    Parameters
    ----------
    log
        The log file of the job.
    depends_on
        What its outputs would depend on, as `paraverse.base.output_record.stated_dependencies`
        returns it.
    """
    # A full disk, or a name that is too long: the failure is in the log, too
    with contextlib.suppress(OSError), atomic_path(_path(log)) as partial:
        Path(partial).write_text(json.dumps(sorted(depends_on)), encoding="utf-8")


def forget_failure(log: str) -> None:
    """Remove the record of a job that begins anew, if there is one."""
    with contextlib.suppress(OSError):
        _path(log).unlink()


def failed_dependencies(log: str) -> frozenset[str] | None:
    """Return what the outputs of a job that failed would have depended on.

    Parameters
    ----------
    log
        The log file of the job.

    Returns
    -------
    frozenset of str or None
        None if there is no record.
    """
    try:
        return frozenset(map(str, json.loads(_path(log).read_bytes())))
    except (OSError, ValueError, TypeError):
        return None


def _path(log: str) -> Path:
    return FOLDER / f"{log.lstrip('/')}.json"
