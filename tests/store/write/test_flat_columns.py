"""Arrays of different shapes in one variable."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.store.read.columns import ColumnReader, Variables
from paraverse.store.read.stored_file import StoredFile
from paraverse.store.write.flat_columns import FlatColumns
from paraverse.store.write.netcdf_writer import NetcdfWriter
from paraverse.store.write.new_file import new_file
from support.trees import DTYPES, assert_same, values


def write_and_read(path: Path, columns: list[list[np.ndarray]]) -> list[list[np.ndarray]]:
    with new_file(path) as (file, _):
        flat = FlatColumns(NetcdfWriter(file))
        described = [flat.add(f"group/x{n}", arrays) for n, arrays in enumerate(columns)]
        flat.write()
    with StoredFile(path) as file:
        readers = [
            ColumnReader(Variables(file), json.loads(json.dumps(column))) for column in described
        ]
        return [
            [reader.read_array(row, row) for row in range(len(arrays))]
            for reader, arrays in zip(readers, columns, strict=True)
        ]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(DTYPES),
            st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=3),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_write__reading_gives_what_was_added(
    tmp_path_factory: Any, columns: list[tuple[Any, list[tuple[int, int]]]]
) -> None:
    arrays = [[values(dtype, shape) for shape in shapes] for dtype, shapes in columns]
    assert_same(write_and_read(tmp_path_factory.getbasetemp() / "flat.nc", arrays), arrays)


def test_add__identical_arrays_are_written_once(tmp_path: Path) -> None:
    with netCDF4.Dataset(tmp_path / "flat.nc", "w") as file:
        flat = FlatColumns(NetcdfWriter(file))
        column = flat.add("x", [np.arange(3)] * 5)
        flat.write()
        assert column["count"] == 1
        assert file.variables["x"].shape == (3,)


def test_write__columns_of_one_type_share_a_variable(tmp_path: Path) -> None:
    with netCDF4.Dataset(tmp_path / "flat.nc", "w") as file:
        flat = FlatColumns(NetcdfWriter(file))
        columns = [flat.add(f"x{n}", [np.zeros(n), np.ones(2)]) for n in (1, 3)]
        flat.add("text", [np.array(["a", "b"]), np.array(["c"])])
        flat.write()
        assert [column["at"] for column in columns] == ["/flat_float64"] * 2
        assert [column["start"] for column in columns] == [0, 3]
        assert list(file.variables) == ["flat_float64", "text"]
