"""Digests of the content of files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

_LENGTH = 16


def content_of(path: str | Path) -> str:
    """Return hexadecimal digits that change with the content of a file or folder.

    Parameters
    ----------
    path
        The path of a regular file, or of a folder, which stands for all regular files below it
        except for hidden ones and the compiled ones of Python.

    Returns
    -------
    str
        16 digits of a BLAKE2b hash; "missing" if there is neither a regular file nor a folder.
    """
    path = Path(path)
    if path.is_file():
        return _digest_file(path)
    if not path.is_dir():
        return "missing"
    digests = "\n".join(f"{file.relative_to(path)} {_digest_file(file)}" for file in _files(path))
    return hashlib.blake2b(digests.encode(errors="surrogateescape")).hexdigest()[:_LENGTH]


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name == "__pycache__":
            continue
        if path.is_file():
            yield path
        elif path.is_dir() and not path.is_symlink():
            yield from _files(path)


def _digest_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "blake2b").hexdigest()[:_LENGTH]
    except OSError as error:
        return f"unreadable: {error.strerror}"
