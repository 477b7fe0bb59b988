"""Members of the data tree as objects of xarray and pandas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from paraverse.errors import LoadError
from paraverse.load.members import Array, Coordinate, GroupMember, Tree
from paraverse.store.universe import Universe


@pytest.mark.parametrize("key", ["data/walk", "/data/walk/"])
def test_getitem__array(universe: Universe, key: str) -> None:
    expected = xr.DataArray([0.0, 1.0, 2.0], dims="dim_0", name="walk", attrs={"unit": "m"})
    xr.testing.assert_identical(universe[key], expected)


def test_getitem__array_with_labels(universe: Universe) -> None:
    coords = {"time": ("time", [0, 10], {"units": "s"}), "seed": 3}
    expected = xr.DataArray([0.0, 1.0], coords, "time", name="steps", attrs={"unit": "m"})
    xr.testing.assert_identical(universe["data/steps"], expected)


def test_getitem__array_that_xarray_cannot_hold() -> None:
    universe = Universe({"times": Array(np.array([1]).astype("M8[25s]"))}, "u0", {})
    with pytest.raises(LoadError, match="times cannot be a labeled array"):
        universe["times"]


def test_getitem__dataset() -> None:
    time: Coordinate = (("time",), np.array([0, 1]))
    site: Coordinate = ((), np.array("here"))
    members: Tree = {
        "grid": GroupMember("Dataset", {"title": "Walks"}),
        "grid/x": Array(
            np.arange(2.0), attrs={"units": "m"}, dims=("time",), coords={"time": time}
        ),
        "grid/place": Array(site[1], dims=(), coords={"place": site}),
    }
    expected = xr.Dataset(
        {"x": ("time", [0.0, 1.0], {"units": "m"})},
        {"time": [0, 1], "place": "here"},
        {"title": "Walks"},
    )
    universe = Universe(members, "u0", {})
    xr.testing.assert_identical(universe["grid"], expected)
    xr.testing.assert_identical(universe["grid/x"], expected["x"].drop_vars("place"))


@pytest.mark.parametrize(
    ("index", "levels"),
    [
        (pd.RangeIndex(2), {"index": [0, 1]}),
        (pd.Index(["a", "b"], name="who"), {"who": ["a", "b"]}),
        (
            pd.MultiIndex.from_tuples([("a", 0), ("b", 1)], names=["who", None]),
            {"who": ["a", "b"], "level_1": [0, 1]},
        ),
    ],
)
def test_getitem__table(index: pd.Index, levels: dict[str, list[Any]]) -> None:
    dim = "index" if len(levels) > 1 else next(iter(levels))
    coords: dict[str, Coordinate] = {n: ((dim,), np.array(v)) for n, v in levels.items()}
    arrays = {name: array for name, (_, array, *_) in coords.items()} | {"x": np.array([0.5, 1])}
    members: Tree = {"table": GroupMember("Table")}
    members |= {f"table/{n}": Array(v, dims=(dim,), coords=coords) for n, v in arrays.items()}
    members["table/1_s"] = Array(
        np.array([1, 2]), attrs={"long_name": "1/s"}, dims=(dim,), coords=coords
    )
    expected = pd.DataFrame({"x": [0.5, 1.0], "1/s": [1, 2]}, index)
    result = Universe(members, "u0", {})["table"]
    pd.testing.assert_frame_equal(result, expected, check_index_type=False)
