"""Collect the files that loaders read besides those that they were called for.

HDF5 files can have links to other files, and loaders of a project can read any file. The stores
depend on them, too, although the plan does not know them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from paraverse.base.file_index import FileState, file_state

_STATES: ContextVar[dict[str, FileState | None] | None] = ContextVar("_STATES", default=None)


def note_other_file(path: str | os.PathLike[str]) -> None:
    """State that a file is read, or looked for, besides the one that a loader was called for.

    The universe is loaded again when the file changes. To be called before the file is opened.

    Parameters
    ----------
    path
        The path of the file, which need not exist.
    """
    states = _STATES.get()
    if states is not None:
        name = os.path.relpath(path)
        states.setdefault(name, file_state(name))


@contextmanager
def collect_other_files() -> Iterator[dict[str, FileState | None]]:
    """Collect the files for which `note_other_file` is called.

    Yields
    ------
    dict
        By path, relative to the working directory: the state of the file before it was read; None
        if it did not exist.
    """
    states: dict[str, FileState | None] = {}
    token = _STATES.set(states)
    try:
        yield states
    finally:
        _STATES.reset(token)
