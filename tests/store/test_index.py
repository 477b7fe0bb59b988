"""Files that the store wrote, and files that it did not write."""

from __future__ import annotations

import json
from pathlib import Path

import netCDF4
import pytest
import xarray as xr

from paraverse.errors import LoadError
from paraverse.store import FORMAT
from paraverse.store.read.batch import BatchFile


def test_batch__of_another_format(path: str) -> None:
    with netCDF4.Dataset(path, "a") as file:
        index = json.loads(str(file["paraverse"][...]))
        file["paraverse"][...] = json.dumps({**index, "format": FORMAT + 1})
    with pytest.raises(LoadError, match=f"format {FORMAT + 1}, and .* reads {FORMAT}"):
        BatchFile(path)


@pytest.mark.parametrize("content", [None, b"", b"not netCDF", "netCDF of others"])
def test_batch__not_a_store(tmp_path: Path, content: bytes | str | None) -> None:
    path = tmp_path / "batch.nc"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        xr.Dataset({"a": 1}).to_netcdf(path)
    with pytest.raises(LoadError, match=r"batch\.nc"):
        BatchFile(str(path))
