"""Names, dimensions and compression in a netCDF file."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import netCDF4
import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from paraverse.errors import LoadError
from paraverse.load.members import Array, Text, Tree
from paraverse.store.read.batch import BatchFile
from paraverse.store.write.netcdf_writer import NetcdfWriter, path_of, to_netcdf_name
from support.trees import assert_same, write_universes


@pytest.mark.parametrize("compression", ["zlib", "zstd"])
def test_write_batch__compression(tmp_path: Path, compression: str) -> None:
    tree: Tree = {"x": Array(np.zeros(200_000)), "flag": Array(np.array(True)), "log": Text("a")}
    plain = write_universes(tmp_path, tree).stat().st_size
    path = write_universes(tmp_path, tree, compression=compression)
    assert path.stat().st_size < plain / 10
    with BatchFile(path) as batch:
        assert_same(dict(batch.members("u0")), tree)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("order", "<>=")
def test_write_batch__any_byte_order_without_warnings(tmp_path: Path, order: str) -> None:
    # h5py states the order of bytes even if it is that of this machine
    tree: Tree = {"x": Array(np.array([1.5, 2.5], dtype=f"{order}f8"))}
    with BatchFile(write_universes(tmp_path, tree)) as batch:
        assert_same(dict(batch.members("u0")), tree)


def test_netcdf_writer__compression_that_netcdf_lacks() -> None:
    file: Any = SimpleNamespace(has_zstd_filter=lambda: False)
    with pytest.raises(LoadError, match="Set `compression` to zlib or none"):
        NetcdfWriter(file, "zstd")


@given(st.text(max_size=300))
def test_to_netcdf_name__is_allowed_and_stays(name: str) -> None:
    allowed = to_netcdf_name(name)
    assert 1 <= len(allowed.encode()) <= 201
    assert "/" not in allowed
    assert to_netcdf_name(allowed) == allowed


def test_require_dimension__one_for_each_length_and_coordinate(tmp_path: Path) -> None:
    with netCDF4.Dataset(tmp_path / "a.nc", "w") as file:
        writer = NetcdfWriter(file)
        inner = writer.require_group("a")
        assert writer.require_dimension(inner, "x", 2, labels="one") == "x"
        assert writer.require_dimension(inner, "x", 2, labels="one") == "x"
        assert writer.require_dimension(inner, "x", 2, labels="two") == "x_2"
        assert writer.require_dimension(inner, "x", 3, labels="one") == "x_3"
        assert writer.require_dimension(file, "x", 3) == "x_4"
        other = writer.require_group("b")
        assert writer.require_dimension(other, "x", 5) == "x"


def test_write_variable__a_name_that_is_taken(tmp_path: Path) -> None:
    with netCDF4.Dataset(tmp_path / "a.nc", "w") as file:
        writer = NetcdfWriter(file)
        group = writer.require_group("a/b")
        assert group.path == "/a/b"
        assert writer.require_group("a/b") is group
        writer.require_dimension(file, "x", 2, labels="values")
        coordinate = writer.write_variable(file, "x", np.arange(2), dims=["x"])
        assert coordinate.name == "x"
        assert writer.write_variable(file, "x", np.arange(2), dims=["x"]).name == "x_2"
        assert writer.write_variable(group, "x", np.array(1)).name == "x_2"
        assert path_of(writer.write_variable(group, "y/z", np.array(1))) == "/a/b/y_z"


def test_write_variable__every_number_is_a_value(tmp_path: Path) -> None:
    unwritten = np.array([netCDF4.default_fillvals["i4"], 0], "i4")
    with netCDF4.Dataset(tmp_path / "a.nc", "w") as file:
        writer = NetcdfWriter(file)
        dim = writer.require_dimension(file, "d", 2)
        writer.write_variable(file, "x", unwritten, dims=[dim])
    with xr.open_dataset(tmp_path / "a.nc") as opened:
        assert opened["x"].dtype == "i4"
        assert opened["x"].values.tolist() == unwritten.tolist()
