"""Reading variables and columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.base.checksums import CheckedFile, append_checksums
from paraverse.errors import LoadError
from paraverse.jobs.convert import Compression
from paraverse.store.read.columns import ColumnReader, StoredArray, Variables
from paraverse.store.read.stored_file import StoredFile
from paraverse.store.write.columns import write_once, write_stacked
from paraverse.store.write.flat_columns import FlatColumns
from paraverse.store.write.netcdf_writer import NetcdfWriter
from paraverse.store.write.new_file import new_file
from support.trees import DTYPES, assert_same, values


def write_columns(path: Path, layout: str, arrays: list[np.ndarray]) -> dict[str, Any]:
    """Write one column with a layout, and return its description."""
    with new_file(path) as (file, _):
        writer = NetcdfWriter(file)
        writer.require_dimension(file, "universe", len(arrays), labels="names")
        if layout == "flat":
            flat = FlatColumns(writer)
            column = flat.add("x", arrays)
            flat.write()
            return column
        sizes = enumerate(arrays[0].shape)
        dims = [writer.require_dimension(file, f"d{axis}", size) for axis, size in sizes]
        if layout == "once":
            return write_once(writer, "x", arrays[0], dims=dims)
        indices = list(range(len(arrays)))
        return write_stacked(
            writer, "x", arrays, dims=dims, universe_indices=indices, count=len(arrays)
        )


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(["once", "stacked", "flat"]),
    st.sampled_from(DTYPES),
    st.sampled_from([(), (3,), (2, 2)]),
)
def test_column_reader__one_array_and_stacks(
    tmp_path_factory: pytest.TempPathFactory, layout: str, dtype: Any, shape: tuple[int, ...]
) -> None:
    path = tmp_path_factory.getbasetemp() / "columns.nc"
    arrays = [values(dtype, shape, 0 if layout == "once" else seed) for seed in range(4)]
    column = write_columns(path, layout, arrays)
    with StoredFile(path) as file:
        reader = ColumnReader(Variables(file), column)
        for index, array in enumerate(arrays):
            assert_same(reader.read_array(index, index), array)
        assert reader.is_stackable
        stack = reader.stack(1, 3)
        assert stack.shape == (2, *shape)
        for array, expected in zip(stack, arrays[1:3], strict=True):
            assert_same(np.asarray(array, arrays[0].dtype), expected)
        if shape:
            inner = reader.stack(0, 4, (slice(1, 2),))
            assert_same(np.asarray(inner[3], arrays[0].dtype), arrays[3][1:2])


def test_column_reader__arrays_of_different_shapes_cannot_be_stacked(tmp_path: Path) -> None:
    column = write_columns(tmp_path / "a.nc", "flat", [np.zeros(1), np.zeros(2)])
    with StoredFile(tmp_path / "a.nc") as file:
        reader = ColumnReader(Variables(file), column)
        assert not reader.is_stackable
        assert not reader.is_constant


def test_variables__callers_may_change_what_they_read(tmp_path: Path) -> None:
    column = write_columns(tmp_path / "a.nc", "stacked", [np.arange(2), np.arange(2)])
    with StoredFile(tmp_path / "a.nc") as file:
        variables = Variables(file)
        variables.read_rows(column["at"], 0, 1)[:] = 7
        assert variables.read_rows(column["at"], 0, 1).tolist() == [[0, 1]]
        assert variables.read(column["at"], (1, slice(1, 2))).tolist() == [1]
        assert variables.shape(column["at"]) == (2, 2)


def test_variables__file_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.nc"
    arrays = [np.random.default_rng(0).random(100_000)] * 2
    with new_file(path) as (file, _):
        writer = NetcdfWriter(file, "zlib")
        dim = writer.require_dimension(file, "d", 100_000)
        column = write_once(writer, "x", arrays[0], dims=[dim])
    with CheckedFile(path) as whole:
        content = bytearray(whole.read())
    content[len(content) // 2 : len(content) // 2 + 1000] = b"\xff" * 1000
    path.write_bytes(content)
    append_checksums(path)
    with StoredFile(path) as file, pytest.raises(LoadError, match=r"a\.nc cannot be read"):
        Variables(file).read(column["at"])


@pytest.mark.parametrize("compression", ["none", "zlib"])
def test_variables__other_universes_are_not_inflated(
    tmp_path: Path, compression: Compression, monkeypatch: pytest.MonkeyPatch
) -> None:
    requested: list[Any] = []
    read = Variables._read

    def noted_read(self: Variables, variable: Any, index: Any) -> np.ndarray:
        requested.append(index)
        return read(self, variable, index)

    monkeypatch.setattr(Variables, "_read", noted_read)
    arrays = [np.full(2**14, float(n)) for n in range(20)]
    with new_file(tmp_path / "a.nc") as (file, _):
        writer = NetcdfWriter(file, compression)
        dims = [writer.require_dimension(file, "universe", 20)]
        dims.append(writer.require_dimension(file, "d", 2**14))
        column = write_stacked(
            writer, "x", arrays, dims=dims[1:], universe_indices=range(20), count=20
        )
    with StoredFile(tmp_path / "a.nc") as stored:
        reader = ColumnReader(Variables(stored), column)
        assert reader.is_compressed == (compression == "zlib")
        for number in (5, 6):
            assert_same(reader.read_array(number, number), arrays[number])
    is_read_in_parts = compression == "zlib"
    assert requested == ([slice(5, 6), slice(6, 7)] if is_read_in_parts else [...])


@pytest.mark.parametrize("dtype", ["f8", "c16", "?"])
def test_stored_array__reads_what_is_indexed(tmp_path: Path, dtype: str) -> None:
    array = values(dtype, (4, 3))
    column = write_columns(tmp_path / "a.nc", "once", [array])
    stored = StoredArray(tmp_path / "a.nc", column, array.shape)
    assert (stored.ndim, stored.dtype) == (2, array.dtype)
    assert_same(stored[1:3, 2], array[1:3, 2])
