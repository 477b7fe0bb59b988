"""Files that the store wrote, and files that it did not write."""

from __future__ import annotations

import json
from pathlib import Path

import netCDF4
import pytest
import xarray as xr

from paraverse.errors import LoadError
from paraverse.store import FORMAT
from paraverse.store.index import new_file, open_file
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


def test_new_file__appears_complete(tmp_path: Path) -> None:
    with new_file(tmp_path / "a.nc") as (file, index):
        file.createDimension("x", 2)
        index["fields"] = {"ä": [1, None]}
        assert not (tmp_path / "a.nc").exists()
    file, read = open_file(tmp_path / "a.nc")
    with file:
        assert read == {"format": FORMAT, "fields": {"ä": [1, None]}}
        assert file.Conventions == "CF-1.11"


def test_new_file__leaves_the_old_one_if_writing_fails(tmp_path: Path) -> None:
    with new_file(tmp_path / "a.nc") as (_, index):
        index["n"] = 1
    content = (tmp_path / "a.nc").read_bytes()
    with pytest.raises(ZeroDivisionError), new_file(tmp_path / "a.nc") as (_, index):
        index["n"] = 1 / 0
    assert (tmp_path / "a.nc").read_bytes() == content
    assert list(tmp_path.iterdir()) == [tmp_path / "a.nc"]


def test_open_file__closes_a_file_that_it_refuses(tmp_path: Path) -> None:
    xr.Dataset({"a": 1}).to_netcdf(tmp_path / "a.nc")
    with pytest.raises(LoadError, match="was not written by paraverse"):
        open_file(tmp_path / "a.nc")
    with netCDF4.Dataset(tmp_path / "a.nc", "a") as file:  # fails if it is open
        assert list(file.variables) == ["a"]
