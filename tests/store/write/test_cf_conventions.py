"""Other programs understand the values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import xarray as xr

from paraverse.load.members import Array
from paraverse.store.arrays import Encoding, encode, find_encoding
from paraverse.store.write.cf_conventions import cf_attributes, fill_value, missing_value
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


@pytest.mark.parametrize("dtype", ["i1", "u1", "i8", "f4", "?", "M8[s]", "S2", "U2", "V2"])
def test_missing_value__is_not_among_the_values(dtype: str) -> None:
    array = np.zeros(3, dtype)
    encoding = find_encoding([array])
    encoded = encode(array, encoding)
    missing = missing_value(encoded, encoding)
    if encoding not in ("text", "chars", "bytes"):
        assert missing not in encoded
    assert np.array(missing).astype(encoded.dtype) == missing or np.isnan(missing)


def test_missing_value__limits_that_are_values() -> None:
    values = np.array([-128, 127], "i1")
    assert missing_value(values, "number") == 0
    assert missing_value(np.arange(256).astype("u1"), "number") == 0  # there is no other


@pytest.mark.parametrize(
    ("encoding", "missing", "fill"),
    [
        ("number", None, None),
        ("number", -128, -128),
        ("number", np.nan, None),
        ("bool", -1, -1),
        ("time", None, np.iinfo("i8").min),
        ("text", "", None),
    ],
)
def test_fill_value(encoding: Encoding, missing: Any, fill: Any) -> None:
    assert fill_value(encoding, missing) == fill


@pytest.mark.parametrize(
    ("dtype", "attributes"),
    [
        ("M8[D]", {"units": "days since 1970-01-01", "calendar": "proleptic_gregorian"}),
        ("m8[ms]", {"units": "milliseconds", "dtype": "timedelta64[ms]"}),
        ("m8[D]", {"units": "days", "dtype": "timedelta64[s]"}),
        ("M8[Y]", {}),
        ("M8[25s]", {}),
        ("f8", {}),
    ],
)
def test_cf_attributes__units_of_times(dtype: str, attributes: dict[str, Any]) -> None:
    array = np.array([1, 2]).astype(dtype)
    encoding = find_encoding([array])
    encoded = encode(array, encoding)
    assert cf_attributes(encoded, array.dtype, encoding, gaps=False) == attributes


def test_cf_attributes__times_that_others_could_not_open() -> None:
    array = np.array(["20000-01-01"], "M8[D]")
    assert cf_attributes(encode(array, "time"), array.dtype, "time", gaps=False) == {}


@pytest.mark.parametrize(("gaps", "attributes"), [(False, {"dtype": "bool"}), (True, {})])
def test_cf_attributes__booleans_with_gaps_stay_numbers(
    gaps: bool, attributes: dict[str, Any]
) -> None:
    encoded = np.array([1, 0], "i1")
    assert cf_attributes(encoded, np.dtype(bool), "bool", gaps=gaps) == attributes
