"""Locks on folders, for processes that must not write to the same one at the same time."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

_NAME = ".lock"


@contextlib.contextmanager
def locked_folder(folder: Path, on_wait: Callable[[], None]) -> Iterator[bool]:
    """Hold the lock of a folder.

    The system releases the lock when the process ends, however it ends, also if it runs on another
    computer. File systems that cannot lock files are not locked.

    Parameters
    ----------
    folder
        The folder. As long as it is locked, it contains a hidden file.
    on_wait
        Called before waiting for another process.

    Yields
    ------
    bool
        Whether another process held the lock before.
    """
    path = folder / _NAME
    has_waited = False
    while True:
        file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o666)
        try:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                has_waited = True
                on_wait()
                fcntl.flock(file, fcntl.LOCK_EX)
            except OSError:  # not supported
                yield False
                return
            # The process that held the lock has removed the file
            if not _is_at(file, path):
                continue
            yield has_waited
            return
        finally:
            if _is_at(file, path):
                path.unlink(missing_ok=True)
            os.close(file)


def _is_at(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), os.stat(path))
    except FileNotFoundError:
        return False
