"""Other programs understand the values."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray as xr

from paraverse.load.members import Array
from support.trees import write_universes


@pytest.mark.parametrize("dtype", ["i4", "u1", "f8", "?", "M8[s]"])
def test_write_batch__others_see_where_universes_lack_a_field(tmp_path: Path, dtype: str) -> None:
    path = write_universes(tmp_path, {"x": Array(np.array([0, 1]).astype(dtype))}, {})
    with xr.open_datatree(path) as opened:
        assert opened["x"].isnull().to_numpy().tolist() == [[False, False], [True, True]]


def test_write_batch__attributes_of_others_never_change_values(tmp_path: Path) -> None:
    visible = {"units": "m", "long_name": "Weg", "standard_name": "x", "n": 3, "at": np.arange(2)}
    hidden = {
        **{"scale_factor": 2.0, "add_offset": 1.0, "_FillValue": 1.0, "missing_value": 1.0},
        **{"valid_range": np.array([5.0, 6.0]), "calendar": "noleap", "coordinates": "y"},
        **{"dtype": "bool", "NAME": "x", "a/b": "c"},
    }
    trees = [
        {"x": Array(np.array([1.0, 2.0]), attrs={**visible, **hidden})},
        {"x": Array(np.array([1.0, 2.0]), attrs={"units": "days since 2000-01-01"})},
        {"x": Array(np.array([1.0, 2.0]), attrs={"units": "seconds"})},
    ]
    for tree in trees:
        with xr.open_datatree(write_universes(tmp_path, tree)) as opened:
            assert opened.dataset["x"].values.tolist() == [[1.0, 2.0]]
            expected = visible if tree is trees[0] else {}
            np.testing.assert_equal(opened["x"].attrs, expected)


def test_write_batch__meaning_of_enums_is_told_to_others(tmp_path: Path) -> None:
    kind = h5py.enum_dtype({"RED": 0, "DARK GREEN": 1}, "i2")
    with xr.open_datatree(write_universes(tmp_path, {"x": Array(np.zeros(2, kind))})) as opened:
        assert opened["x"].attrs["flag_meanings"] == "RED DARK_GREEN"
        assert opened["x"].attrs["flag_values"].tolist() == [0, 1]
