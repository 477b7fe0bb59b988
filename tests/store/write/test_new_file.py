"""Creating files."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import netCDF4
import pytest

from paraverse.errors import ParaverseError
from paraverse.store import FORMAT
from paraverse.store.read.stored_file import StoredFile
from paraverse.store.write.new_file import new_file


def test_new_file__appears_complete(tmp_path: Path) -> None:
    with new_file(tmp_path / "a.nc") as (file, index):
        file.createDimension("x", 2)
        index["fields"] = {"ä": [1, None]}
        assert not (tmp_path / "a.nc").exists()
    with StoredFile(tmp_path / "a.nc") as read:
        assert read.index == {"format": FORMAT, "fields": {"ä": [1, None]}}
    with netCDF4.Dataset(tmp_path / "a.nc") as opened:
        assert opened.Conventions == "CF-1.11"


@pytest.mark.parametrize(
    ("free", "error", "message"),
    [
        (1000, ParaverseError, r"a\.nc cannot be written: no space is left on the disk"),
        (10**9, RuntimeError, "NetCDF: HDF error"),
    ],
)
def test_new_file__a_full_disk_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    free: int,
    error: type[Exception],
    message: str,
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=free))
    with pytest.raises(error, match=message), new_file(tmp_path / "a.nc"):
        raise RuntimeError("NetCDF: HDF error")
    assert list(tmp_path.iterdir()) == []


def test_new_file__leaves_the_old_one_if_writing_fails(tmp_path: Path) -> None:
    with new_file(tmp_path / "a.nc") as (_, index):
        index["n"] = 1
    content = (tmp_path / "a.nc").read_bytes()
    with pytest.raises(ZeroDivisionError), new_file(tmp_path / "a.nc") as (_, index):
        index["n"] = 1 / 0
    assert (tmp_path / "a.nc").read_bytes() == content
    assert list(tmp_path.iterdir()) == [tmp_path / "a.nc"]
