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
from paraverse.load.members import Array, Deflate, Text, Tree
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


def stored(path: Path, name: str = "x") -> dict[str, Any]:
    """Return the filters and the shape of the chunks of a variable."""
    with netCDF4.Dataset(path) as file:
        variable = file[name]
        return {**variable.filters(), "chunks": variable.chunking()}


def sparse(*shape: int) -> np.ndarray:
    array = np.zeros(shape)
    array.flat[::97] = np.random.default_rng(0).random(array.flat[::97].size)
    return array


@pytest.mark.parametrize("shuffle", [True, False])
def test_write_batch__each_field_keeps_its_compression(tmp_path: Path, shuffle: bool) -> None:
    tree: Tree = {
        "x": Array(sparse(50, 100), compression=Deflate(7, shuffle)),
        "plain": Array(sparse(50, 100)),
        "small": Array(np.arange(50), compression=Deflate(7, shuffle)),
    }
    path = write_universes(tmp_path, tree, tree)
    used = {name: stored(path, name) for name in tree}
    assert (used["x"]["zlib"], used["x"]["complevel"], used["x"]["shuffle"]) == (True, 7, shuffle)
    assert used["plain"]["chunks"] == used["small"]["chunks"] == "contiguous"
    with BatchFile(path) as batch:
        assert_same(dict(batch.members("u1")), tree)
        compressed = [name for name in tree if batch.is_compressed(name)]
        assert compressed == ["x"]


def test_write_batch__a_field_that_some_universes_compress(tmp_path: Path) -> None:
    compressions = [None, Deflate(1, shuffle=True), Deflate(3, shuffle=False)]
    trees: list[Tree] = [{"x": Array(sparse(5000), compression=c)} for c in compressions]
    used = stored(write_universes(tmp_path, *trees))
    assert (used["zlib"], used["complevel"], used["shuffle"]) == (True, 3, False)


def test_write_batch__arrays_of_different_shapes_keep_their_compression(tmp_path: Path) -> None:
    trees: list[Tree] = [
        {
            "a": Array(sparse(5000 + n), compression=Deflate(2, shuffle=True)),
            "b": Array(sparse(5000 + n)),
        }
        for n in range(3)
    ]
    path = write_universes(tmp_path, *trees)
    assert stored(path, "a")["complevel"] == 2
    assert stored(path, "b")["chunks"] == "contiguous"
    with BatchFile(path) as batch:
        for number, tree in enumerate(trees):
            assert_same(dict(batch.members(f"u{number}")), tree)


def test_write_batch__none_compresses_nothing(tmp_path: Path) -> None:
    tree: Tree = {"x": Array(sparse(5000), compression=Deflate())}
    assert stored(write_universes(tmp_path, tree, compression="none"))["chunks"] == "contiguous"


@pytest.mark.parametrize(
    ("shape", "chunks"),
    [
        ((10,), [4, 10]),  # less than a chunk
        ((600, 10), [2, 600, 10]),
        ((3000, 10), [1, 1500, 10]),
        ((30, 200, 100), [1, 1, 100, 100]),
    ],
)
def test_write_batch__reading_a_universe_inflates_few_others(
    tmp_path: Path, shape: tuple[int, ...], chunks: list[int]
) -> None:
    trees: list[Tree] = [{"x": Array(sparse(*shape))} for _ in range(4)]
    assert stored(write_universes(tmp_path, *trees, compression="zlib"))["chunks"] == chunks


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
