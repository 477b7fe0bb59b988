"""Write small HDF5 files for tests, and load them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from paraverse.base.field_filter import FieldFilter
from paraverse.load.hdf5 import load_hdf5
from paraverse.load.members import Array, GroupMember, Tree
from support.reports import fail_on_report

Fill = Callable[[h5py.File], Any]
"""A function that writes something to an open file."""

ALL_OR_PATTERN = [FieldFilter(), FieldFilter(("?*",))]
"""Filters for everything: with and without listing the members of groups."""


def write_file(path: Path, fill: Fill) -> Path:
    """Write a file at a path, or as "data.h5" in a folder, and return its path."""
    path = path / "data.h5" if path.is_dir() else path
    with h5py.File(path, "w") as file:
        fill(file)
    return path


def dataset(*args: Any, **options: Any) -> Fill:
    """Fill a file with a dataset "x", with the arguments of `h5py.Group.create_dataset`."""
    return lambda file: file.create_dataset("x", *args, **options)


def item(value: Any, path: str = "x") -> Fill:
    """Fill a file with a link, a type or a value at a path."""
    return lambda file: file.__setitem__(path, value)


def virtual_dataset(source: str, name: str = "y") -> Fill:
    """Fill a file with a virtual dataset "x" of shape (3,) from a dataset in another file."""

    def fill(file: h5py.File) -> None:
        layout = h5py.VirtualLayout((3,), "i8")
        layout[:] = h5py.VirtualSource(source, name, shape=(3,))
        file.create_virtual_dataset("x", layout)

    return fill


def dataset_with_filter(number: int) -> Fill:
    """Fill a file with a dataset "x" that needs the HDF5 filter with a number."""

    def fill(file: h5py.File) -> None:
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_chunk((10,))
        plist.set_filter(number, h5py.h5z.FLAG_OPTIONAL, ())
        space = h5py.h5s.create_simple((10,))
        low_level = h5py.h5d.create(file.id, b"x", h5py.h5t.NATIVE_DOUBLE, space, plist)
        low_level.write_direct_chunk((0,), b"compressed")

    return fill


def claim_too_much(file: h5py.File) -> None:
    """Create a dataset "x" with more values than the file can hold."""
    file.create_dataset("x", (10**15,), "f8", chunks=(1000,))


def write_ragged(file: h5py.File, dtype: Any, *rows: Any) -> None:
    """Create a dataset "x" with rows of different lengths."""
    ragged = file.create_dataset("x", (len(rows),), dtype)
    for index, row in enumerate(rows):
        ragged[index] = row


def load(
    path: str | Path, field_filter: FieldFilter | None = None, **options: Any
) -> tuple[Tree, list[str]]:
    """Load a file; return its members and the reports about what was left out."""
    reports: list[str] = []
    return load_hdf5(str(path), field_filter, report=reports.append, **options), reports


def load_all(path: str | Path, field_filter: FieldFilter | None = None, **options: Any) -> Tree:
    """Load a file of which nothing is left out."""
    return load_hdf5(str(path), field_filter, report=fail_on_report, **options)


def get_array(tree: Tree, path: str) -> Array:
    """Return the member at a path, which must be an array."""
    member = tree[path]
    assert isinstance(member, Array)
    return member


def get_group(tree: Tree, path: str) -> GroupMember:
    """Return the member at a path, which must be a group."""
    member = tree[path]
    assert isinstance(member, GroupMember)
    return member


def assert_left_out(
    folder: Path, fill: Fill, reason: str, field_filter: FieldFilter | None = None
) -> None:
    """Check that the member "x" is left out with a reason, and that the rest is loaded.

    There is a file "out.h5" with a dataset "y" outside of the folder of the data.
    """
    (folder / "data").mkdir()
    write_file(folder / "out.h5", item(np.arange(3), "y"))

    def fill_both(file: h5py.File) -> None:
        file["fine"] = np.arange(2)
        fill(file)

    tree, reports = load(write_file(folder / "data", fill_both), field_filter)
    assert any(reason in report for report in reports), reports
    assert "x" not in tree or isinstance(tree["x"], GroupMember)
    assert get_array(tree, "fine").values.tolist() == [0, 1]
