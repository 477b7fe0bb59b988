"""Index of files by content, so that files that have not changed are not read again.

Modification times alone do not show whether a file has changed: files that are swapped, restored
from a backup, or reached through a link that points elsewhere may have older times than before.
As in git, a file is therefore identified by a digest of its content, and an index stores, for each
path, the digest together with the state of the file (size, times, inode, device) in which it was
computed. A file is read again only if this state has changed.

The index is a cache: if it is deleted, all files are read again, with the same digests.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from paraverse.base.atomic import atomic_path

INDEX_FILE = Path(".paraverse", "index.json")
"""The index of a project, relative to its folder."""

MAX_DIGESTED = 2**24
"""Largest size in bytes of a file that is identified by content.

Reading terabytes to plan a run would take hours. Larger files are identified by their state, so
they count as changed whenever they are touched or moved to another disk.
"""

_SMALL = 2**18
"""Largest size in bytes of a file that is read at once to compute its digest."""

_VERSION = 2

_COARSEST_CLOCK = 2_000_000_000
"""Coarsest resolution of modification times in nanoseconds, that of FAT. A file that was modified
this shortly before it was read may be modified again without a change of its state."""

_TIMESTAMP = ".snakemake_timestamp"
"""File that Snakemake adds to folders after the job that writes them."""

MISSING = "missing"
"""Identifies the content of a file that cannot be read."""


class FileState(NamedTuple):
    """State of a file that changes whenever its content does, unless clocks are too coarse.

    Attributes
    ----------
    size
        The size in bytes.
    modified, changed
        Times of the last modification of the content, and of the content or the inode, in
        nanoseconds. Programs can set the former, but not the latter.
    inode, device
        Numbers of the inode and of the device.
    """

    size: int
    modified: int
    changed: int
    inode: int
    device: int

    @classmethod
    def of(cls, result: os.stat_result) -> FileState:
        """Return the state from a result of `os.stat`."""
        return cls(
            result.st_size,
            result.st_mtime_ns,
            result.st_ctime_ns,
            result.st_ino,
            result.st_dev,
        )

    def was_settled(self, time_ns: int) -> bool:
        """Return whether any change after a point in time changes the state.

        Parameters
        ----------
        time_ns
            The time at which the file was read, in nanoseconds.

        Returns
        -------
        bool
            False if the file was modified shortly before that time, or after it according to
            another clock.
        """
        return max(self.modified, self.changed) + _COARSEST_CLOCK < time_ns


class FileVersion(NamedTuple):
    """Content of a file when it was read.

    Attributes
    ----------
    content
        What `FileIndex.content` returned.
    state
        The state of the file at that time; None if there was no file.
    """

    content: str
    state: FileState | None


def file_state(path: str) -> FileState | None:
    """Return the state of a file or folder; None if it does not exist or cannot be accessed."""
    try:
        return FileState.of(os.stat(path))
    except OSError:
        return None


class FileIndex:
    """Digests of the content of files, which are computed again only for files that have changed.

    Parameters
    ----------
    entries
        By path: the state of a file, the time at which it was read, its digest, and values that
        were computed from its content, by kind.
    folder
        The folder that paths start from, the working directory by default. An absolute path makes
        the index independent of changes of the working directory.

    Attributes
    ----------
    on_change
        Called without arguments when the first file is found that is new or has changed; None for
        nothing.
    """

    def __init__(
        self, entries: Mapping[str, list[Any]] | None = None, folder: str | Path = ""
    ) -> None:
        self._folder = os.fspath(folder)
        self._stored = dict(entries or {})
        self._used: dict[str, list[Any]] = {}
        self._has_changed = False
        self.on_change: Callable[[], object] | None = None

    @classmethod
    def read(cls, path: str | Path = INDEX_FILE, folder: str | Path = "") -> FileIndex:
        """Read an index; it is empty if the file is missing, damaged, or of another version.

        Parameters
        ----------
        path
            The file, relative to `folder`.
        folder
            The folder that paths start from.

        Returns
        -------
        FileIndex
            The index.
        """
        try:
            header, entries = Path(folder, path).read_bytes().split(b"\n", 1)
            if header == _header(entries):
                return cls(json.loads(entries), folder)
        except (OSError, ValueError):
            pass
        return cls(folder=folder)

    def locate(self, path: str | Path) -> str:
        """Return the path with which this process opens a file."""
        return os.path.join(self._folder, path) if self._folder else os.fspath(path)

    def write(self, path: str | Path = INDEX_FILE) -> None:
        """Write the index if it has changed.

        Files that do not exist any more are left out. Nothing is written where that is not
        permitted, as the index is only a cache. Of two processes that write at the same time, the
        last one wins.

        Parameters
        ----------
        path
            The file to replace.
        """
        if not self._has_changed:
            return
        stored = self._stored.items()
        present = {file: entry for file, entry in stored if os.path.lexists(self.locate(file))}
        entries = json.dumps(present | self._used, separators=(",", ":")).encode()
        with contextlib.suppress(OSError), atomic_path(self.locate(path)) as partial:
            Path(partial).write_bytes(_header(entries) + b"\n" + entries)
            self._has_changed = False

    def paths(self) -> set[str]:
        """Return the paths of all files whose content is known."""
        return self._stored.keys() | self._used.keys()

    def content(self, path: str | Path) -> str:
        """Return a string that identifies the content of an input file or folder.

        Parameters
        ----------
        path
            The path. Links are followed.

        Returns
        -------
        str
            The digest of a file of at most `MAX_DIGESTED` bytes; the state of a larger one, or of
            something that is not a regular file; a digest of the names and contents of all files in
            a folder; "missing" if nothing can be read at this path.
        """
        return self._identify(os.fspath(path), MAX_DIGESTED)

    def version(self, path: str) -> FileVersion:
        """Return the content of a file or folder together with its state."""
        content = self.content(path)
        entry = self._used.get(path)
        return FileVersion(content, FileState(*entry[0]) if entry else self.state(path))

    def state(self, path: str) -> FileState | None:
        """Return the state of a file or folder; None if it does not exist."""
        return file_state(self.locate(path))

    def digest(self, path: str | Path) -> str:
        """Return a digest of the content of a file or folder of any size.

        Parameters
        ----------
        path
            The path. Links are followed.

        Returns
        -------
        str
            16 hexadecimal digits; "missing" if nothing can be read at this path.
        """
        return self._identify(os.fspath(path), float("inf"))

    def _identify(self, name: str, max_size: float) -> str:
        try:
            result = os.stat(self.locate(name))
        except OSError:
            return MISSING
        if stat.S_ISDIR(result.st_mode):
            return self._identify_folder(name, max_size)
        state = FileState.of(result)
        if not stat.S_ISREG(result.st_mode):
            return f"not a regular file, inode {state.inode}"
        if state.size > max_size:
            return f"state {' '.join(map(str, state))}"
        return str(self._entry(name, state)[2])

    def _identify_folder(self, folder: str, max_size: float) -> str:
        start = self.locate(folder)
        names = (os.path.relpath(path, start) for path in _files_in(start))
        lines = (
            f"{name}\0{self._identify(os.path.join(folder, name), max_size)}\n" for name in names
        )
        return hashlib.sha256("".join(lines).encode(errors="surrogateescape")).hexdigest()[:16]

    def derived(self, path: str | Path, kind: str, compute: Callable[[], Any]) -> Any:
        """Return a value that is computed from the content of a file, and only once for it.

        Parameters
        ----------
        path
            A regular file.
        kind
            Identifies the function, its version, and everything else that the value depends on.
        compute
            Computes the value from the file. Its result must be what JSON can represent exactly.

        Returns
        -------
        Any
            The value.
        """
        name = os.fspath(path)
        try:
            result = os.stat(self.locate(name))
        except OSError:
            return compute()
        if not stat.S_ISREG(result.st_mode) or result.st_size > MAX_DIGESTED:
            return compute()
        values = self._entry(name, FileState.of(result))[3]
        if kind not in values:
            values[kind] = compute()
            self._note_change()
        return values[kind]

    def _entry(self, name: str, state: FileState) -> list[Any]:
        entry = self._used.get(name)
        if entry is not None and entry[0] == [*state]:
            return entry
        stored = self._stored.get(name)
        if stored is not None and stored[0] == [*state] and state.was_settled(stored[1]):
            self._used[name] = stored
            return stored
        now = time.time_ns()
        content = _file_digest(self.locate(name))
        values = stored[3] if stored is not None and stored[2] == content else {}
        self._used[name] = [[*state], now, content, values]
        self._note_change()
        return self._used[name]

    def _note_change(self) -> None:
        self._has_changed = True
        if self.on_change is not None:
            self.on_change()
            self.on_change = None


def _header(entries: bytes) -> bytes:
    """Return the first line of an index, which shows whether the rest of it was damaged.

    A value that was computed from a parameter file determines where a universe is drawn.
    """
    return json.dumps({"version": _VERSION, "sha256": hashlib.sha256(entries).hexdigest()}).encode()


def _file_digest(path: str | Path) -> str:
    """Return 16 digits of the SHA-256 hash of a file, or "missing" if it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_size <= _SMALL:
                # `file_digest` allocates a buffer first, which takes longer than most files
                return hashlib.sha256(file.readall()).hexdigest()[:16]
            return hashlib.file_digest(file, "sha256").hexdigest()[:16]
    except OSError:
        return MISSING


def _files_in(folder: str) -> Iterator[str]:
    """Iterate over the paths of all files below a folder, in alphabetical order."""
    for parent, folders, files in os.walk(folder):
        folders.sort()
        yield from (os.path.join(parent, name) for name in sorted(files) if name != _TIMESTAMP)
