"""Datasets with values that are elsewhere, need a missing filter, or cannot be there."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest
from h5py import h5d, h5p, h5s, h5t

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.hdf5.storage import check_size, missing_filter
from support.hdf5_files import (
    ALL_OR_PATTERN,
    Fill,
    assert_left_out,
    claim_too_much,
    dataset,
    dataset_with_filter,
    get_array,
    item,
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
    "claims too much": (claim_too_much, "x: claims 8.0e+15 bytes in a file of"),
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


@pytest.mark.parametrize("nbytes", [2**28, 2**28 + 1])
def test_check_size__only_large_datasets_are_compared_with_the_file(
    tmp_path: Path, nbytes: int
) -> None:
    with h5py.File(write_file(tmp_path, dataset(data=1))) as file:
        identifier = file["x"].id
        if nbytes > 2**28:
            with pytest.raises(LoadError, match=r"claims 2.7e\+08 bytes in a file of"):
                check_size((nbytes,), np.dtype("u1"), identifier)
        else:
            check_size((nbytes,), np.dtype("u1"), identifier)


@pytest.mark.parametrize(
    ("fill", "name"),
    [
        (dataset_with_filter(32099), "unknown (number 32099)"),
        (dataset(data=np.arange(3), compression="gzip", shuffle=True), None),
        (dataset(data=np.arange(3)), None),
    ],
)
def test_missing_filter__name_and_number(tmp_path: Path, fill: Fill, name: str | None) -> None:
    with h5py.File(write_file(tmp_path, fill)) as file:
        assert missing_filter(file["x"].id) == name
