"""The git commit of a project, and whether the files of a result are as in this commit."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from typing import Any

_SECONDS = 20


def describe_repository(files: Iterable[str]) -> dict[str, Any] | None:
    """Return the commit of the working directory.

    Parameters
    ----------
    files
        The files from which a result is made. Others do not count.

    Returns
    -------
    dict or None
        The ``commit``, whether all files are ``clean`` (as in this commit), and the names of those
        that are ``changed``; None outside of a git repository, or without git.
    """
    command = ["git", "status", "--porcelain=v2", "--branch", "--untracked-files=all"]
    command += ["--ignored", "--no-renames", "-z", "--"]
    command += sorted(file for file in files if not file.startswith(("/", "..")))
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            check=True,
            timeout=_SECONDS,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    entries = done.stdout.decode(errors="surrogateescape").split("\0")
    commits = [entry.split()[-1] for entry in entries if entry.startswith("# branch.oid ")]
    changed = sorted(filter(None, map(_path_of, entries)))
    if not commits or commits[0] == "(initial)":
        return None
    return {"commit": commits[0], "clean": not changed, "changed": changed[:20]}


def _path_of(entry: str) -> str:
    """Return the path of a file that is not as in the commit; "" if an entry is not about one."""
    match entry[:2]:
        case "? " | "! ":
            return entry[2:]
        case "1 ":
            return entry.split(" ", 8)[-1]
        case "u ":
            return entry.split(" ", 10)[-1]
    return ""
