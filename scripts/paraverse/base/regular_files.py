"""Read regular files only, and no more of them than expected.

The files of a simulation are data of unknown origin. Opening a FIFO waits forever, and devices such
as ``/dev/zero`` have no end.
"""

from __future__ import annotations

import os
import stat
from typing import BinaryIO

from paraverse.errors import LoadError

_KINDS = (
    (stat.S_ISREG, "a regular file"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def check_regular(path: str | os.PathLike[str]) -> os.stat_result:
    """Check that a path leads to a regular file, without opening it.

    Parameters
    ----------
    path
        Path of the file. Symbolic links are followed.

    Returns
    -------
    os.stat_result
        The status of the file that the path leads to.

    Raises
    ------
    LoadError
        If there is no such file, or if it is not a regular file.
    """
    try:
        status = os.stat(path)
    except (OSError, ValueError) as error:
        raise LoadError(f"{os.fspath(path)} {_explain(error)}") from error
    _require_regular(path, status)
    return status


def open_regular(path: str | os.PathLike[str]) -> BinaryIO:
    """Open a regular file for reading.

    Parameters
    ----------
    path
        Path of the file. Symbolic links are followed.

    Returns
    -------
    file object
        The open file, which the caller closes.

    Raises
    ------
    LoadError
        If the file cannot be read, or if it is not a regular file. Such files are not opened.
    """
    check_regular(path)
    try:
        # The path may lead to a FIFO by now, for which os.open would wait without O_NONBLOCK
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise LoadError(f"{os.fspath(path)} {_explain(error)}") from error
    try:
        _require_regular(path, os.fstat(descriptor))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_regular(path: str | os.PathLike[str], max_bytes: int) -> bytes:
    """Read a regular file as a whole.

    Parameters
    ----------
    path
        Path of the file. Symbolic links are followed.
    max_bytes
        Largest size of the file.

    Returns
    -------
    bytes
        The content.

    Raises
    ------
    LoadError
        If the file cannot be read, if it is not a regular file, or if it is larger.
    """
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        try:
            # Memory for `max_bytes` would take longer to get than most files to read
            content = file.read(min(size, max_bytes) + 1)
            if len(content) > size:  # it has grown, or is one whose size the system does not know
                content += file.read(max_bytes + 1 - len(content))
        except OSError as error:
            raise LoadError(f"{os.fspath(path)} {_explain(error)}") from error
    if len(content) > max_bytes:
        raise LoadError(
            f"{os.fspath(path)} has {max(size, len(content)):.2g} bytes; such files are read only "
            f"up to {max_bytes:.2g} bytes"
        )
    return content


def describe_kind(mode: int) -> str:
    """Return what kind of file has a mode.

    Parameters
    ----------
    mode
        Mode of the file, as in `os.stat_result.st_mode`.

    Returns
    -------
    str
        The kind with its article.

    Examples
    --------
    >>> describe_kind(stat.S_IFIFO)
    'a FIFO'
    """
    return next((kind for is_kind, kind in _KINDS if is_kind(mode)), "a special file")


def _require_regular(path: str | os.PathLike[str], status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise LoadError(f"{os.fspath(path)} is {describe_kind(status.st_mode)}, not a regular file")


def _explain(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"
