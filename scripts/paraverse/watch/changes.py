"""Changes of the files that a project consists of: configuration, code and data."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from watchfiles import DefaultFilter, watch

_PAUSE_MS = 30
"""Milliseconds without a change after which several changes count as one."""

_LONGEST_MS = 500
"""Milliseconds after which changes are reported even if there was no pause."""


@dataclass(frozen=True, kw_only=True)
class FileChange:
    """A file or folder that was added, removed or changed.

    Attributes
    ----------
    path
        The path, without links.
    time
        The time at which this process heard of it, as `time.monotonic` counts.
    """

    path: Path
    time: float


class FolderWatcher:
    """Changes in folders, of which other threads of this process learn from the system.

    Parameters
    ----------
    outputs
        Folders in which changes do not count.
    """

    def __init__(self, outputs: Iterable[Path]) -> None:
        self._filter = DefaultFilter(ignore_paths=[f"{folder}{os.sep}" for folder in outputs])
        self._changes: queue.SimpleQueue[FileChange] = queue.SimpleQueue()
        self._watched: dict[bool, tuple[frozenset[Path], threading.Event]] = {}
        self.problems: list[str] = []

    def watch(self, folders: Iterable[Path], *, recursive: bool) -> None:
        """Watch these folders from now on, instead of those of the last call.

        Parameters
        ----------
        folders
            The folders. Those that do not exist are left out.
        recursive
            Whether to watch all folders below them, too. Folders that are watched alone do not
            replace those that are watched with all below.
        """
        present = frozenset(folder.resolve() for folder in folders if folder.is_dir())
        watched, stop = self._watched.get(recursive, (frozenset(), threading.Event()))
        if present == watched:
            return
        stop.set()
        stop = threading.Event()
        self._watched[recursive] = present, stop
        threading.Thread(target=self._listen, args=(present, recursive, stop), daemon=True).start()

    def wait(self, timeout: float | None = None) -> list[FileChange]:
        """Return all changes since the last call; wait if there are none.

        Parameters
        ----------
        timeout
            How many seconds to wait at most; None waits for ever.

        Returns
        -------
        list of FileChange
            The changes; empty if there were none in that time.
        """
        changes = []
        try:
            changes.append(self._changes.get(timeout=timeout))
            while True:
                changes.append(self._changes.get_nowait())
        except queue.Empty:
            return changes

    def stop(self) -> None:
        """Watch nothing any more."""
        for _, stop in self._watched.values():
            stop.set()

    def _listen(self, folders: frozenset[Path], recursive: bool, stop: threading.Event) -> None:
        try:
            for changes in watch(
                *sorted(folders),
                watch_filter=self._filter,
                debounce=_LONGEST_MS,
                step=_PAUSE_MS,
                stop_event=stop,
                raise_interrupt=False,
                recursive=recursive,
            ):
                now = time.monotonic()
                for _, path in changes:
                    self._changes.put(FileChange(path=Path(path), time=now))
        except OSError as error:  # such as a limit of the system
            names = ", ".join(map(str, sorted(folders)))
            self.problems.append(f"Changes below {names} are not noticed: {error}")
