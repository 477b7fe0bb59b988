"""Files that cannot be opened, with the reason in plain words."""

from __future__ import annotations

import fcntl
import re
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from paraverse.errors import LoadError
from paraverse.load.hdf5 import load_hdf5
from paraverse.load.hdf5.file import open_hdf5, short_message
from support.hdf5_files import item, write_file


def write(path: Path) -> Path:
    return write_file(path, item(np.arange(300.0)))


def leave_open(path: Path) -> None:
    """Copy a file while it is written in SWMR mode."""
    with h5py.File(path.with_name("open.h5"), "w", libver="latest") as file:
        file["x"] = np.arange(3)
        file.swmr_mode = True
        file.flush()
        path.write_bytes(path.with_name("open.h5").read_bytes())


def never_close(path: Path) -> None:
    """Copy what is on the disk when a program is stopped before it closed the file."""
    with h5py.File(path.with_name("open.h5"), "w") as file:
        file["x"] = np.arange(3000)
        path.write_bytes(path.with_name("open.h5").read_bytes())


def erase_superblock(path: Path) -> None:
    path.write_bytes(bytes(96) + write(path).read_bytes()[96:])


def truncate(fraction: float) -> Callable[[Path], object]:
    def write_beginning(path: Path) -> None:
        content = write(path).read_bytes()
        path.write_bytes(content[: int(fraction * len(content))])

    return write_beginning


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "does not exist"),
    "folder": (lambda path: path.mkdir(), "is a folder, not an HDF5 file"),
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "text": (lambda path: path.write_text("energy: 1"), "is not an HDF5 file"),
    "zeros": (lambda path: path.write_bytes(bytes(5000)), "is not an HDF5 file"),
    "beginning missing": (erase_superblock, "is not an HDF5 file"),
    "signature alone": (
        lambda path: path.write_bytes(b"\x89HDF\r\n\x1a\n"),
        "is broken or unfinished: ",
    ),
    "still being written": (leave_open, "is still being written.*h5clear"),
    "never closed": (never_close, "is broken or unfinished: "),
    **{
        f"truncated to {fraction:.1%}": (
            truncate(fraction),
            r"is truncated: \d+ of \d+ bytes are there",
        )
        for fraction in (0.05, 0.2, 0.5, 0.8, 0.95, 0.999)
    },
}


@pytest.mark.parametrize(("write_broken", "reason"), BROKEN.values(), ids=BROKEN)
def test_open_hdf5__explains_why_a_file_cannot_be_read(
    tmp_path: Path, write_broken: Callable[[Path], object], reason: str
) -> None:
    path = tmp_path / "data.h5"
    write_broken(path)
    with pytest.raises(LoadError, match=f"(?s)^{re.escape(str(path))} {reason}"):
        open_hdf5(str(path))
    with pytest.raises(LoadError, match=f"(?s)^{re.escape(str(path))} {reason}"):
        load_hdf5(str(path))


def test_open_hdf5__file_that_is_locked_for_writing(tmp_path: Path) -> None:
    with write(tmp_path / "data.h5").open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(LoadError, match="is still being written"):
            open_hdf5(file.name)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError("Can't open file (bad object header)"), "bad object header"),
        (KeyError("Unable to open object (bad symbol)"), "bad symbol"),
        (ValueError("no parentheses"), "no parentheses"),
        (ValueError("(not) at the end"), "(not) at the end"),
        (MemoryError(), "cannot be read by h5py (MemoryError)"),
        (KeyError(), "cannot be read by h5py (KeyError)"),
    ],
)
def test_short_message__the_reason_without_the_rest(error: Exception, message: str) -> None:
    assert short_message(error) == message


def test_short_message__says_what_numbers_cannot_be_read() -> None:
    error = ValueError(
        "Insufficient precision in available types to represent (127, 112, 15, 0, 112)"
    )
    assert short_message(error) == "has floating-point numbers with more digits than those of NumPy"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (KeyError(2), "cannot be read by h5py (KeyError 2)"),
        (ValueError("(1, 2)"), "cannot be read by h5py (ValueError (1, 2))"),
    ],
)
def test_short_message__is_never_only_numbers(error: Exception, message: str) -> None:
    assert short_message(error) == message
