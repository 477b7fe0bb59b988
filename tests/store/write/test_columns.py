"""Other programs can read the values."""

from __future__ import annotations

from pathlib import Path

import netCDF4
import numpy as np
import pytest
import xarray as xr

from paraverse.load.members import Array
from support.trees import write_universes


@pytest.mark.parametrize(
    "values",
    [
        np.array([np.iinfo("i8").min, netCDF4.default_fillvals["i8"], 3]),
        np.array([netCDF4.default_fillvals["f8"], np.nan, -0.0]),
        np.array([0.5, np.nan], ">f2"),
        np.array([0.5, 1e300], "g"),
        np.array([True, False]),
        np.array(["ä", "b"], "U3"),
        np.array(["ä", "b"], object),
        np.array([b"a", b"bcd"]),
        np.array(["2001-01-01T12", "NaT"], "M8[ns]"),
        np.array([3, -1], "m8[s]"),
        np.arange(3, dtype=">i2"),
        np.array([[1, 2], [3, 4]], "u1"),
    ],
    ids=lambda values: f"{values.dtype.str}",
)
def test_write_batch__others_read_the_same_values(tmp_path: Path, values: np.ndarray) -> None:
    path = write_universes(tmp_path, {"a/x": Array(values)}, {"a/x": Array(values[::-1])})
    with xr.open_datatree(path) as opened:
        result = opened["a/x"]
        assert result.dims == ("universe", "dim_0", "dim_1")[: values.ndim + 1]
        expected = values.astype("f8") if values.dtype.kind == "f" else values
        np.testing.assert_array_equal(result.values, np.stack([expected, expected[::-1]]))


def test_write_batch__others_read_parts_of_complex_numbers(tmp_path: Path) -> None:
    path = write_universes(tmp_path, {"x": Array(np.array([1 + 2j, 3]))})
    with xr.open_datatree(path) as opened:
        assert opened.dataset["x"].sel(complex="imag").values.tolist() == [[2, 0]]


def test_write_batch__others_read_records_by_their_fields(tmp_path: Path) -> None:
    points = np.array([(1, 2), (3, 4)], [("x", "f8"), ("n", "i4")])
    path = write_universes(tmp_path, {"points": Array(points, dims=("point",))})
    with xr.open_datatree(path) as opened:
        assert opened["points/n"].dims == ("universe", "point")
        assert opened["points/n"].values.tolist() == [[2, 4]]
