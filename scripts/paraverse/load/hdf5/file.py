"""Open HDF5 files, and explain why one cannot be read."""

from __future__ import annotations

import os
import re

import h5py
from h5py import h5f

from paraverse.base.regular_files import check_regular
from paraverse.errors import LoadError

_MAX_MESSAGE = 2000
"""Number of characters of an error message that are used; some cite names and texts from files."""

_EXPLANATIONS = (
    (r"eof = (\d+).*stored_eof = (\d+)", r"is truncated: \1 of \2 bytes are there"),
    (
        r"already open for write|unable to lock file, errno = (?:11|35)\b",
        "is still being written, or the program that wrote it was stopped; if so, `h5clear -s` "
        "makes it readable",
    ),
    (r"(?i)permission denied", "cannot be read: you do not have permission"),
    (r"file signature not found", "is not an HDF5 file"),
)
"""Patterns of libhdf5's error messages, with explanations."""


def open_hdf5(path: str) -> h5py.File:
    """Open an HDF5 file for reading.

    Parameters
    ----------
    path
        Path of the file.

    Returns
    -------
    h5py.File
        The open file, which the caller closes.

    Raises
    ------
    LoadError
        If the file does not exist, is still being written, is truncated, is not an HDF5 file, or is
        not a regular file.
    """
    if os.path.exists(path) and not os.path.isdir(path):
        check_regular(path)
    try:
        # h5py.File would set up properties for writing, which takes longer than to open the file
        return h5py.File(h5f.open(os.fsencode(path), h5f.ACC_RDONLY))
    except Exception as error:  # broken bytes may raise anything
        raise LoadError(f"{path} {_explain(path, error)}") from error


def _explain(path: str, error: Exception) -> str:
    if not os.path.exists(path):
        return "does not exist"
    if os.path.isdir(path):
        return "is a folder, not an HDF5 file"
    if os.path.getsize(path) == 0:
        return "is empty"
    for pattern, explanation in _EXPLANATIONS:
        match = re.search(pattern, str(error)[:_MAX_MESSAGE])
        if match:
            return match.expand(explanation)
    return f"is broken or unfinished: {short_message(error)}"


def short_message(error: Exception) -> str:
    """Return the informative part of an error message from h5py or NumPy.

    Parameters
    ----------
    error
        The error.

    Returns
    -------
    str
        The reason in parentheses at the end of the message if there is one, else the message; in
        other words if these say nothing to somebody who does not program.

    Examples
    --------
    >>> short_message(OSError("Can't read data (filter returned failure)"))
    'filter returned failure'
    >>> short_message(ValueError("No NumPy equivalent for TypeTimeID exists"))
    'has the type Time of HDF5, for which NumPy has no equivalent'
    """
    message = str(error.args[0] if isinstance(error, KeyError) and error.args else error)
    message = message[:_MAX_MESSAGE]
    if message.startswith("Insufficient precision in available types"):
        return "has floating-point numbers with more digits than those of NumPy"
    if unknown := re.fullmatch(r"No NumPy equivalent for Type(\w+?)(?:ID)? exists", message):
        return f"has the type {unknown[1]} of HDF5, for which NumPy has no equivalent"
    match = re.search(r"\((.*)\)$", message)
    reason = match[1] if match else message
    if not re.search(r"[^\W\d_]{2}", reason):  # nothing but numbers, which nobody understands
        return f"cannot be read by h5py ({' '.join([type(error).__name__, message]).strip()})"
    return reason
