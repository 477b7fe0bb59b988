"""Open HDF5 files, and say in plain words why one cannot be read."""

from __future__ import annotations

import os
import re

import h5py

from paraverse.errors import LoadError

_IN_PLAIN_WORDS = (
    (r"eof = (\d+).*stored_eof = (\d+)", r"is truncated: \1 of \2 bytes are there"),
    (
        r"already open for write|unable to lock file, errno = (?:11|35)\b",
        "is still being written, or what wrote it was stopped: then `h5clear -s` makes it readable",
    ),
    (r"(?i)permission denied", "may not be read by you"),
    (r"file signature not found", "is not an HDF5 file"),
)
"""What libhdf5 says, and what it means."""


def open_hdf5(path: str) -> h5py.File:
    """Open a file for reading.

    Raises
    ------
    LoadError
        If it is missing, still being written, truncated or not HDF5.
    """
    try:
        return h5py.File(path, "r")
    except Exception as error:  # broken bytes may raise anything
        raise LoadError(f"{path} {_in_plain_words(path, error)}") from error


def _in_plain_words(path: str, error: Exception) -> str:
    if not os.path.exists(path):
        return "does not exist"
    if os.path.isdir(path):
        return "is a folder, not an HDF5 file"
    if os.path.getsize(path) == 0:
        return "is empty"
    for said, meant in _IN_PLAIN_WORDS:
        found = re.search(said, str(error))
        if found:
            return found.expand(meant)
    return f"is broken or unfinished: {reason(error)}"


def reason(error: Exception) -> str:
    """Return the telling part of what h5py or NumPy says of a failure."""
    message = str(error.args[0] if isinstance(error, KeyError) and error.args else error)
    found = re.search(r"\((.*)\)$", message)
    return found[1] if found else message or type(error).__name__
