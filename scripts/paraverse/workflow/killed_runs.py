"""Remove locks and temporary folders of runs that were killed.

Each run leaves a note, which it locks until it ends, however it ends. A note that is not locked is
that of a run that was killed. Jobs that the fork server runs have ended with it. Others, above all
those on a cluster, may go on; then the locks stay, and the user decides.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import platform
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

FOLDER = Path(".paraverse", "runs")
"""Folder with the notes, relative to the project's folder."""

LOCKS = Path(".snakemake", "locks")
"""Snakemake's locks, in its working directory. Any run removes those of all runs when it ends."""

SCRIPTS = Path(".snakemake", "scripts")
"""Snakemake's copies of scripts that jobs run."""


@dataclass(frozen=True, kw_only=True)
class _Note:
    """The note of a run.

    Attributes
    ----------
    folder
        Its temporary folder.
    cache
        The name of its folder in Snakemake's cache of source files.
    jobs_may_go_on
        Whether jobs may go on after it was killed.
    """

    folder: str
    cache: str
    jobs_may_go_on: bool = False

    @classmethod
    def read(cls, file: int) -> _Note:
        """Read the note from an open file; an empty one if it was not written to its end."""
        try:
            return cls(**json.loads(os.pread(file, os.fstat(file).st_size, 0)))
        except (ValueError, TypeError):
            return cls(folder="", cache="")

    def write(self, file: int) -> None:
        """Write the note to an open file."""
        content = json.dumps(asdict(self)).encode()
        os.pwrite(file, content, 0)
        os.ftruncate(file, len(content))


_NOTES: dict[Path, int] = {}
"""The absolute path of the note of this process, and its open file."""


def note_run(workflow: Any, project: str | Path = "") -> None:
    """Leave a note of this run, if files can be locked here.

    Parameters
    ----------
    workflow
        Snakemake's workflow object.
    project
        The project's folder. Of several in a workflow, the first has the note.
    """
    if _NOTES:
        return
    path = Path(project, FOLDER) / f"{platform.node()}-{os.getpid()}.json"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        note = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            # Another run that finds it before it is locked finds it empty
            _lock(note)
            _Note(folder=str(workflow.snakemake_tmp_dir), cache=_cache(workflow).name).write(note)
        except OSError:
            os.close(note)
            raise
        _NOTES[path.absolute()] = note
        atexit.register(_forget_run)


def note_that_jobs_may_go_on() -> None:
    """Note that jobs may go on after this run is killed, so that its locks must stay."""
    for note in _NOTES.values():
        with contextlib.suppress(OSError):
            replace(_Note.read(note), jobs_may_go_on=True).write(note)


def _forget_run() -> None:
    while _NOTES:
        path, note = _NOTES.popitem()
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        os.close(note)


def tidy_up_after_killed_runs(workflow: Any, project: str | Path = "") -> None:
    """Remove temporary files of runs that were killed, and the locks if no other run goes on.

    Parameters
    ----------
    workflow
        Snakemake's workflow object.
    project
        The project's folder.
    """
    notes = Path(project, FOLDER).glob("*.json")
    paths = [path for path in notes if path.absolute() not in _NOTES]
    ended = [_tidy_up(path, _cache(workflow).parent) for path in paths]
    if paths and all(ended):
        shutil.rmtree(LOCKS, ignore_errors=True)
        shutil.rmtree(SCRIPTS, ignore_errors=True)


def _cache(workflow: Any) -> Path:
    return Path(workflow.sourcecache.runtime_cache_path)


def _tidy_up(path: Path, caches: Path) -> bool:
    """Tidy up after a run if it was killed; return whether it and all its jobs have ended."""
    try:
        with path.open("r+b") as note:
            _lock(note.fileno())
            content = _Note.read(note.fileno())
            with contextlib.suppress(OSError):  # only if it is empty: a note may be anybody's
                Path(content.folder).rmdir()
            if content.cache.isidentifier():  # not, for example, ".."
                shutil.rmtree(caches / content.cache, ignore_errors=True)
            if content.jobs_may_go_on and any(LOCKS.glob("*")):
                return False
            path.unlink()
    except OSError:  # it goes on, or has just been tidied up after
        return False
    return True


def _lock(file: int) -> None:
    """Lock an open file; raise OSError if another process has locked it, or nothing can be."""
    try:
        import fcntl
    except ImportError:  # it exists only on Unix
        raise OSError("files cannot be locked") from None
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
