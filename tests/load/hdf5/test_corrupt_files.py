"""Corrupt HDF5 files: the data as they were, or a reason; never a crash."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest

from paraverse.errors import LoadError
from paraverse.load.members import Array
from support.hdf5_files import load


def write(path: Path, libver: str = "earliest", *, checksums: bool = True) -> Path:
    """Write a file with a bit of everything except for strings of variable length.

    These are in heaps without checksums, and libhdf5 2.0 may read a broken heap forever.
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


def overwrite(content: bytes, at: int, by: bytes) -> bytes:
    return content[:at] + by + content[at + len(by) :]


@pytest.mark.parametrize(
    ("libver", "mark", "lost"),
    [
        ("earliest", b"SNOD", ["abm/0"]),
        ("earliest", b"HEAP", ["abm", "abm/0"]),
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
    path.write_bytes(overwrite(content, content.rindex(mark), b"XXXX"))
    original, _ = load(write(tmp_path / "whole.h5", libver))
    tree, reports = load(path)
    assert reports
    assert len(tree) < len(original)
    assert set(lost) <= original.keys() - tree.keys()


@pytest.mark.parametrize("filters", [{"fletcher32": True}, {"compression": "gzip"}])
def test_load_hdf5__broken_chunk_costs_only_its_dataset(
    tmp_path: Path, filters: dict[str, object]
) -> None:
    path = tmp_path / "data.h5"
    with h5py.File(path, "w") as file:
        file.create_dataset("broken", data=np.arange(100.0), chunks=(50,), **filters)
        file["fine"] = np.arange(3)
        at = file["broken"].id.get_chunk_info(1).byte_offset
    path.write_bytes(overwrite(path.read_bytes(), at + 20, b"\xff" * 8))
    tree, reports = load(path)
    assert list(tree) == ["", "fine"]
    assert len(reports) == 1
    assert reports[0].startswith("broken: ")


def mutate(content: bytes, seed: int) -> bytes:
    rng = np.random.default_rng(seed)
    broken = bytearray(content)
    for _ in range(rng.integers(1, 9)):
        broken[rng.integers(len(broken))] = rng.choice(
            [0, 1, 127, 128, 255, int(rng.integers(256))]
        )
    return bytes(broken)


def are_equal(member: object, original: object) -> bool:
    if isinstance(member, Array) and isinstance(original, Array):
        return (
            member.values.dtype == original.values.dtype
            and member.values.tolist() == original.values.tolist()
        )
    return type(member) is type(original)


@pytest.mark.parametrize("seeds", [range(50 * n, 50 * n + 50) for n in range(4)])
def test_load_hdf5__with_checksums_gives_the_data_or_a_reason(tmp_path: Path, seeds: range) -> None:
    path = write(tmp_path / "data.h5", "latest")
    content = path.read_bytes()
    original, reports = load(path)
    assert not reports
    outcomes = set()
    for seed in seeds:
        path.write_bytes(mutate(content, seed))
        try:
            tree, reports = load(path)
        except LoadError:
            outcomes.add("refused")
            continue
        wrong = [name for name in tree if not are_equal(tree[name], original.get(name))]
        assert not wrong, f"seed {seed}"
        assert reports or tree.keys() == original.keys(), f"seed {seed}"
        outcomes.add("reported" if reports else "loaded")
    assert outcomes == {"refused", "reported", "loaded"}


@pytest.mark.parametrize("seeds", [range(50 * n, 50 * n + 50) for n in range(4)])
def test_load_hdf5__without_checksums_raises_nothing_else(tmp_path: Path, seeds: range) -> None:
    path = write(tmp_path / "data.h5", checksums=False)
    content = path.read_bytes()
    names = set(load(path)[0])
    outcomes = set()
    for seed in seeds:
        path.write_bytes(mutate(content, seed))
        try:
            tree, reports = load(path)
        except LoadError:
            outcomes.add("refused")
            continue
        assert reports or len(tree) == len(names), f"seed {seed}"
        outcomes.add("reported" if reports else "loaded")
    assert {"reported", "loaded"} <= outcomes
