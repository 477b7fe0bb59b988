"""HDF5 files that other libraries read are checked as a whole."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.hdf5.whole_file import check_file
from support.hdf5_files import Fill, dataset, item, virtual_dataset, write_file


@pytest.mark.parametrize(
    ("fill", "reason"),
    [
        (item(h5py.ExternalLink("../out.h5", "/")), r"leads to \.\./out\.h5, outside of"),
        (virtual_dataset("../out.h5"), r"leads to \.\./out\.h5, outside of"),
        (dataset((3,), "i1", external=[("raw.bin", 0, 3)]), "not an HDF5 file"),
        (dataset((2**40,), "f8", chunks=(1000,)), r"claims 8\.8e\+12 bytes"),
    ],
)
def test_check_file__refuses(tmp_path: Path, fill: Fill, reason: str) -> None:
    with pytest.raises(LoadError, match=reason):
        check_file(str(write_file(tmp_path, fill)), FieldFilter())


def test_check_file__accepts(tmp_path: Path) -> None:
    check_file(str(write_file(tmp_path, item(np.arange(3)))), FieldFilter())
    large = write_file(tmp_path, dataset((2**40,), "f8", chunks=(1000,)))
    check_file(str(large), FieldFilter(("other",)))
    (tmp_path / "classic.nc").write_bytes(b"CDF\1")
    check_file(str(tmp_path / "classic.nc"), FieldFilter())
