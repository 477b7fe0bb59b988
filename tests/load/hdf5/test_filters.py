"""Filters that h5py does not have itself."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray as xr

from paraverse.load.hdf5.filters import missing_filter
from support.hdf5_files import (
    Fill,
    dataset,
    dataset_with_filter,
    get_array,
    load,
    write_file,
)


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


def test_missing_filter__not_those_of_netcdf4(tmp_path: Path) -> None:
    array = xr.DataArray(np.arange(50.0), dims="t", name="x")
    array.to_netcdf(tmp_path / "x.nc", engine="netcdf4", encoding={"x": {"compression": "zstd"}})
    tree, reports = load(tmp_path / "x.nc")
    assert reports == []
    assert get_array(tree, "x").values.tolist() == list(range(50))
