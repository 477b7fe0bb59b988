"""Parameters are found in the attributes and scalar datasets of HDF5 files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from paraverse.errors import LoadError
from paraverse.load.hdf5.parameters import read_hdf5_parameters
from support.hdf5_files import write_file


def test_read_hdf5_parameters__attributes_and_scalar_datasets_by_group(tmp_path: Path) -> None:
    def fill(file: h5py.File) -> None:
        file.attrs["seed"] = 3
        file["model/size"] = 0.5
        file["model/name"] = "a"
        file["model"].attrs["rate"] = np.float32(0.1)
        file["model/size"].attrs["unit"] = "m"
        file["y"] = np.zeros(5)
        file["y"].attrs["a"] = True

    values, datasets = read_hdf5_parameters(str(write_file(tmp_path, fill)))
    assert values == {
        "": {"seed": 3},
        "model": {"rate": 0.1, "size": 0.5, "name": "a"},
        "model/size": {"unit": "m"},
        "model/name": {},
        "y": {"a": True},
    }
    assert datasets == {("model", "size"), ("model", "name")}


def test_read_hdf5_parameters__does_not_follow_links_to_other_files(tmp_path: Path) -> None:
    other = write_file(tmp_path / "other.h5", lambda file: file.attrs.update(a=1))

    def fill(file: h5py.File) -> None:
        file["link"] = h5py.ExternalLink(str(other), "/")
        file["broken"] = h5py.SoftLink("/nothing")

    assert read_hdf5_parameters(str(write_file(tmp_path, fill))) == ({"": {}}, set())


def test_read_hdf5_parameters__looks_at_a_limited_number_of_groups(tmp_path: Path) -> None:
    def fill(file: h5py.File) -> None:
        for number in range(1000):
            file.create_group(f"g{number:04d}").attrs["a"] = number
        file.create_dataset("huge", shape=(), dtype="S1000000")

    values, _ = read_hdf5_parameters(str(write_file(tmp_path, fill)))
    assert 100 < len(values) < 500


@pytest.mark.parametrize("content", [b"", b"not HDF5", None])
def test_read_hdf5_parameters__says_why_a_file_cannot_be_read(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "data.h5"
    if content is None:
        whole: Any = write_file(path, lambda file: file.attrs.update(a=1))
        content = whole.read_bytes()[:500]
    path.write_bytes(content)
    with pytest.raises(LoadError):
        read_hdf5_parameters(str(path))
