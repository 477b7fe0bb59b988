"""Broken HDF5 files: the data as they were, or a reason; never a crash."""

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
from paraverse.load.members import Array, Tree


def write(path: Path, libver: str = "earliest", *, checksums: bool = True) -> Path:
    """Write a file with a bit of everything but texts of variable length.

    Those lie in heaps without checksums; libhdf5 2.0 may not come back from a broken one.
    """
    rng = np.random.default_rng(0)
    with h5py.File(path, "w", libver=libver) as file:
        file.attrs["number"] = np.arange(3)
        abm = file.create_group("abm")
        abm.attrs["content"] = np.bytes_("time_series")
        options = {"chunks": True, "fletcher32": True} if checksums else {}
        for step in range(5):
            abm.create_dataset(str(step), data=rng.random(step + 1), **options)
        abm.create_dataset("names", data=np.array([b"ab", b"c"]), **options)
        records = np.array([(1, 2.0)], [("a", "i4"), ("b", "f8")])
        abm.create_dataset("records", data=records, **options)
        file.create_dataset(
            "walk", data=rng.random(100), chunks=(10,), shuffle=True, compression="gzip", **(
                {"fletcher32": True} if checksums else {}
            )
        )  # fmt: skip
        file["link"] = h5py.SoftLink("/walk")
    return path


def load(path: Path) -> tuple[Tree, list[str]]:
    reports: list[str] = []
    return load_hdf5(str(path), report=reports.append), reports


# --- whole files


def still_open(path: Path) -> None:
    with h5py.File(path.with_name("open.h5"), "w", libver="latest") as file:
        file["x"] = np.arange(3)
        file.swmr_mode = True
        file.flush()
        path.write_bytes(path.with_name("open.h5").read_bytes())


def never_closed(path: Path) -> None:
    """What is on the disk when a program is stopped before it closed the file."""
    with h5py.File(path.with_name("open.h5"), "w") as file:
        file["x"] = np.arange(3000)
        path.write_bytes(path.with_name("open.h5").read_bytes())


def without_superblock(path: Path) -> None:
    path.write_bytes(bytes(96) + write(path).read_bytes()[96:])


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "does not exist"),
    "folder": (lambda path: path.mkdir(), "is a folder, not an HDF5 file"),
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "text": (lambda path: path.write_text("energy: 1"), "is not an HDF5 file"),
    "zeros": (lambda path: path.write_bytes(bytes(5000)), "is not an HDF5 file"),
    "beginning missing": (without_superblock, "is not an HDF5 file"),
    "signature alone": (
        lambda path: path.write_bytes(b"\x89HDF\r\n\x1a\n"),
        "is broken or unfinished: ",
    ),
    "still being written": (still_open, "is still being written.*h5clear"),
    "never closed": (never_closed, "is broken or unfinished: "),
    **{
        f"truncated to {part:.0%}": (
            lambda path, part=part: path.write_bytes(  # type: ignore[misc]
                write(path).read_bytes()[: int(part * path.stat().st_size)]
            ),
            r"is truncated: \d+ of \d+ bytes are there",
        )
        for part in (0.05, 0.2, 0.5, 0.8, 0.95, 0.999)
    },
}


@pytest.mark.parametrize(("make", "reason"), BROKEN.values(), ids=BROKEN)
def test_load_hdf5__says_why_a_file_cannot_be_read(
    tmp_path: Path, make: Callable[[Path], object], reason: str
) -> None:
    path = tmp_path / "data.h5"
    make(path)
    with pytest.raises(LoadError, match=f"(?s)^{re.escape(str(path))} {reason}"):
        load_hdf5(str(path))


def test_load_hdf5__file_that_is_open_for_writing(tmp_path: Path) -> None:
    path = tmp_path / "data.h5"
    with write(path).open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(LoadError, match="is still being written"):
            load_hdf5(str(path))


# --- parts


def overwritten(content: bytes, at: int, by: bytes) -> bytes:
    return content[:at] + by + content[at + len(by) :]


@pytest.mark.parametrize(
    ("libver", "mark", "lost"),
    [
        ("earliest", b"SNOD", ["abm", "walk", "link"]),
        ("earliest", b"HEAP", ["abm", "walk", "link"]),
        ("latest", b"FADB", ["walk", "link"]),
        ("latest", b"OHDR", []),
    ],
)
def test_load_hdf5__broken_structure_is_reported(
    tmp_path: Path, libver: str, mark: bytes, lost: list[str]
) -> None:
    path = write(tmp_path / "data.h5", libver)
    content = path.read_bytes()
    assert mark in content
    path.write_bytes(overwritten(content, content.rindex(mark), b"XXXX"))
    original, _ = load(write(tmp_path / "whole.h5", libver))
    found, reports = load(path)
    assert reports
    assert len(found) < len(original)


@pytest.mark.parametrize("filters", [{"fletcher32": True}, {"compression": "gzip"}])
def test_load_hdf5__broken_chunk_costs_only_its_dataset(
    tmp_path: Path, filters: dict[str, object]
) -> None:
    path = tmp_path / "data.h5"
    with h5py.File(path, "w") as file:
        file.create_dataset("broken", data=np.arange(100.0), chunks=(50,), **filters)
        file["fine"] = np.arange(3)
        at = file["broken"].id.get_chunk_info(1).byte_offset
    path.write_bytes(overwritten(path.read_bytes(), at + 20, b"\xff" * 8))
    tree, reports = load(path)
    assert list(tree) == ["", "fine"]
    assert len(reports) == 1
    assert reports[0].startswith("broken: ")


def mutated(content: bytes, seed: int) -> bytes:
    rng = np.random.default_rng(seed)
    broken = bytearray(content)
    for _ in range(rng.integers(1, 9)):
        broken[rng.integers(len(broken))] = rng.choice([0, 1, 127, 128, 255, rng.integers(256)])
    return bytes(broken)


def same(found: object, original: object) -> bool:
    if isinstance(found, Array) and isinstance(original, Array):
        return (
            found.values.dtype == original.values.dtype
            and found.values.tolist() == original.values.tolist()
        )
    return type(found) is type(original)


@pytest.mark.parametrize("part", range(4))
def test_load_hdf5__with_checksums_gives_the_data_or_a_reason(tmp_path: Path, part: int) -> None:
    path = write(tmp_path / "data.h5", "latest")
    content = path.read_bytes()
    original, reports = load(path)
    assert not reports
    outcomes = set()
    for seed in range(50 * part, 50 * part + 50):
        path.write_bytes(mutated(content, seed))
        try:
            found, reports = load(path)
        except LoadError:
            outcomes.add("refused")
            continue
        wrong = [name for name in found if not same(found[name], original.get(name))]
        assert not wrong, f"seed {seed}"
        assert reports or found.keys() == original.keys(), f"seed {seed}"
        outcomes.add("reported" if reports else "loaded")
    assert outcomes == {"refused", "reported", "loaded"}


@pytest.mark.parametrize("part", range(4))
def test_load_hdf5__without_checksums_raises_nothing_else(tmp_path: Path, part: int) -> None:
    path = write(tmp_path / "data.h5", checksums=False)
    content = path.read_bytes()
    names = set(load(path)[0])
    outcomes = set()
    for seed in range(50 * part, 50 * part + 50):
        path.write_bytes(mutated(content, seed))
        try:
            found, reports = load(path)
        except LoadError:
            outcomes.add("refused")
            continue
        assert reports or len(found) == len(names), f"seed {seed}"
        outcomes.add("reported" if reports else "loaded")
    assert {"reported", "loaded"} <= outcomes
