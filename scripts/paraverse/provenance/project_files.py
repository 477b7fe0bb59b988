"""The files of a project that a figure carries, so that it can be made again from it alone."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from paraverse.base.content import content_of

MAX_FILE = 200_000
"""Largest size in bytes of a file that figures carry. Of others, they carry a digest."""

OUTSIDE = "external"
"""Folder for the files that are outside of the project's folder."""


class PortablePaths:
    """Paths of a project's files that hold wherever the project is.

    Parameters
    ----------
    files
        All files that the project names. Those outside of its folder keep their places relative to
        each other.
    """

    def __init__(self, files: Iterable[str | Path]) -> None:
        folders = {Path(_absolute(file)).parent for file in files if _is_outside(file)}
        self._common = os.path.commonpath(folders) if folders else ""

    def of(self, file: str | Path) -> str:
        """Return the path of a file, relative to the project's folder and inside of it."""
        if _is_outside(file):
            return f"{OUTSIDE}/{os.path.relpath(_absolute(file), self._common or '/')}"
        return os.path.relpath(_absolute(file))


def portable_folder(folder: str) -> str:
    """Return a path for the folder of the universes that holds wherever the project is."""
    return "data" if _is_outside(folder) else os.path.normpath(folder)


def _absolute(file: str | Path) -> str:
    return os.path.abspath(Path(file).expanduser())


def _is_outside(file: str | Path) -> bool:
    return os.path.relpath(_absolute(file)).split(os.sep)[0] == os.pardir


def carried_files(
    files: Iterable[str | Path], paths: PortablePaths
) -> dict[str, Mapping[str, Any]]:
    """Return files with their content.

    Parameters
    ----------
    files
        Files, and folders, which stand for all files in them but hidden and compiled ones. Those
        that do not exist are left out.
    paths
        The paths under which figures carry them.

    Returns
    -------
    dict
        By the path: the content as ``text`` or ``base64`` and whether the file is ``executable``;
        of a large file, only its ``digest`` and its number of ``bytes``.
    """
    single = dict.fromkeys(file for path in files for file in _expand(Path(path).expanduser()))
    named = {paths.of(file): file for file in single}
    return {name: _describe(named[name]) for name in sorted(named)}


def _expand(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        for below in sorted(path.iterdir()):
            if not below.name.startswith(".") and below.name != "__pycache__":
                yield from _expand(below)


def _describe(file: Path) -> Mapping[str, Any]:
    try:
        size = file.stat().st_size
        if size > MAX_FILE:
            return {"digest": content_of(file), "bytes": size}
        content = file.read_bytes()
    except OSError:
        return {"digest": content_of(file), "bytes": 0}
    return {**_content(content), **({"executable": True} if os.access(file, os.X_OK) else {})}


def _content(content: bytes) -> dict[str, str]:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}
    # A file must not come back with other ends of lines
    return {"text": text}


def content_of_carried(file: Mapping[str, Any]) -> bytes | None:
    """Return the content of a file that a figure carries; None if it carries only a digest."""
    if "text" in file:
        return str(file["text"]).encode()
    return base64.b64decode(file["base64"]) if "base64" in file else None


def digest_of(content: bytes) -> str:
    """Return 16 digits that change with the content of a file."""
    return hashlib.blake2b(content).hexdigest()[:16]
