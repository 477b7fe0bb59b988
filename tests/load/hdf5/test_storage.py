"""Datasets with values that are elsewhere, need a missing filter, or cannot be there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from h5py import h5d, h5p, h5s, h5t

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.hdf5 import storage
from paraverse.load.hdf5.links import LinkResolver
from paraverse.load.hdf5.storage import check_size
from paraverse.load.members import Deflate
from support.hdf5_files import (
    ALL_OR_PATTERN,
    Fill,
    assert_left_out,
    claim_too_much,
    dataset,
    dataset_with_filter,
    get_array,
    item,
    load,
    load_all,
    virtual_dataset,
    write_file,
)


def virtual_dataset_by_pattern(file: h5py.File) -> None:
    space = h5s.create_simple((3,), (h5s.UNLIMITED,))
    mapped = h5s.create_simple((3,), (h5s.UNLIMITED,))
    mapped.select_hyperslab((0,), (h5s.UNLIMITED,), (1,), (1,))
    plist = h5p.create(h5p.DATASET_CREATE)
    plist.set_virtual(mapped, b"no.h5", b"y%b", h5s.create_simple((1,)))
    h5d.create(file.id, b"x", h5t.STD_I64LE, space, plist)


LEFT_OUT: dict[str, tuple[Fill, str]] = {
    "missing filter": (
        dataset_with_filter(32099),
        "x: needs the HDF5 filter unknown (number 32099)",
    ),
    "claims too much": (claim_too_much, "x: claims 8.0e+15 bytes that a file of"),
    "virtual, outside": (virtual_dataset("../out.h5"), "x: leads to ../out.h5, outside"),
    "virtual, missing": (virtual_dataset("no.h5"), "no.h5 does not exist"),
    "virtual, of itself": (virtual_dataset(".", "x"), "x: its sources are virtual in a circle"),
    "virtual, no such source": (virtual_dataset("."), "x: a link leads to 'y'"),
    "virtual, a group": (
        lambda file: (virtual_dataset(".")(file), file.create_group("y")),
        "x: its source .:y is not a dataset",
    ),
    "virtual, a pattern": (
        virtual_dataset_by_pattern,
        "x: its sources are specified by a pattern, no.h5:y%b",
    ),
    "raw file": (
        dataset((3,), "i1", external=[("raw.bin", 0, 3)]),
        "x: its values are in a file that is not an HDF5 file",
    ),
}


@pytest.mark.parametrize(("fill", "reason"), LEFT_OUT.values(), ids=LEFT_OUT)
@pytest.mark.parametrize("field_filter", ALL_OR_PATTERN, ids=["all", "pattern"])
def test_read_values__out_of_reach(
    tmp_path: Path, fill: Fill, reason: str, field_filter: FieldFilter
) -> None:
    assert_left_out(tmp_path, fill, reason, field_filter)


def test_check_sources__virtual_datasets_in_the_folder(tmp_path: Path) -> None:
    write_file(tmp_path / "source.h5", item(np.arange(3), "y"))
    tree = load_all(write_file(tmp_path, virtual_dataset("source.h5")))
    assert get_array(tree, "x").values.tolist() == [0, 1, 2]


def unwritten(number: int, nbytes: int) -> Fill:
    """Return a function that adds datasets without any values."""

    def fill(file: h5py.File) -> None:
        for index in range(number):
            file.create_dataset(f"x{index}", (nbytes,), "u1", chunks=(1000,))

    return fill


@pytest.mark.parametrize("nbytes", [2**28, 2**28 + 1])
def test_check_size__of_values_that_are_not_stored(tmp_path: Path, nbytes: int) -> None:
    with (
        h5py.File(write_file(tmp_path, unwritten(1, nbytes))) as file,
        LinkResolver(str(tmp_path)) as links,
    ):
        identifier = file["x0"].id
        if nbytes > 2**28:
            with pytest.raises(LoadError, match=r"claims 2.7e\+08 bytes that a file of .* lacks"):
                check_size((nbytes,), np.dtype("u1"), identifier, links)
        else:
            check_size((nbytes,), np.dtype("u1"), identifier, links)


def test_check_size__sum_of_values_that_are_not_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_MAX_UNSTORED", 2**22)
    path = write_file(tmp_path, unwritten(50, 2**20))
    tree, reports = load(path)
    assert sum(name.startswith("x") for name in tree) == 4
    assert len(reports) == 46
    assert "claims 1.0e+06 bytes with the datasets before it that a file of" in reports[0]


@pytest.mark.parametrize("options", [{}, {"compression": "gzip", "chunks": (2**16,)}])
def test_check_size__stored_values_are_not_limited(
    tmp_path: Path, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_MAX_UNSTORED", 2**16)

    def fill(file: h5py.File) -> None:
        for name in ("a", "b", "c"):
            file.create_dataset(name, data=np.zeros(2**16), **options)
        layout = h5py.VirtualLayout((2, 2**16), "f8")
        layout[0] = h5py.VirtualSource(".", "a", (2**16,))
        layout[1] = h5py.VirtualSource(".", "b", (2**16,))
        file.create_virtual_dataset("v", layout)
        file["again"] = file["a"]

    tree, reports = load(write_file(tmp_path, fill))
    assert reports == []
    assert get_array(tree, "v").values.shape == (2, 2**16)


def test_check_size__values_that_many_links_repeat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_MAX_UNSTORED", 2**20)

    def fill(file: h5py.File) -> None:
        file["x"] = np.zeros(2**14)
        for index in range(100):
            file[f"link{index}"] = file["x"]

    tree, reports = load(write_file(tmp_path, fill))
    assert len(tree) == 1 + 10 + 2**20 // 2**17
    assert len(reports) == 101 - 18


def virtual(**options: Any) -> Fill:
    """Return a function that writes a virtual dataset of an array with storage options."""

    def fill(file: h5py.File) -> None:
        file.create_dataset("source", data=np.arange(50.0), **options)
        layout = h5py.VirtualLayout((50,), "f8")
        layout[:] = h5py.VirtualSource(".", "source", (50,))
        file.create_virtual_dataset("x", layout)

    return fill


@pytest.mark.parametrize(
    ("fill", "compression"),
    [
        (dataset(data=np.arange(50.0)), None),
        (dataset(data=np.arange(50.0), chunks=(20,)), None),
        (dataset(data=np.arange(50.0), shuffle=True, fletcher32=True), None),
        (dataset(data=np.float64(1)), None),
        (dataset(data=h5py.Empty("f8")), None),
        (
            dataset(data=np.arange(50.0), compression="gzip", compression_opts=7),
            Deflate(7, shuffle=False),
        ),
        (
            dataset(
                data=np.arange(50.0),
                compression="gzip",
                compression_opts=2,
                shuffle=True,
                fletcher32=True,
            ),
            Deflate(2, shuffle=True),
        ),
        (dataset(data=np.arange(50.0), compression="gzip", compression_opts=0), None),
        (dataset(data=np.arange(50.0), compression="lzf"), Deflate()),
        (dataset(data=np.arange(50), scaleoffset=0), Deflate()),
        (dataset((10**5,), "f8"), Deflate()),  # never written
        (dataset((10**5,), "f8", chunks=(10,)), Deflate()),
        (virtual(), None),
        (virtual(compression="gzip", compression_opts=3), Deflate(3, shuffle=False)),
    ],
)
def test_find_compression(tmp_path: Path, fill: Fill, compression: Deflate | None) -> None:
    tree, reports = load(write_file(tmp_path, fill))
    assert reports == []
    assert get_array(tree, "x").compression == compression
