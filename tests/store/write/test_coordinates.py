"""Coordinates of arrays as coordinates of the file."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import xarray as xr

from paraverse.load.members import Array
from paraverse.store.read.batch import BatchFile
from support.trees import assert_same, write_universes


def test_write_batch__labels_of_all_universes_are_those_of_the_file(tmp_path: Path) -> None:
    def labelled(offset: float) -> Array:
        time, sites = np.array([0.0, 0.5]), np.array(["a", "b", "c"])
        return Array(
            np.full((2, 3), offset),
            attrs={"units": "J"},
            dims=("time", "site"),
            coords={
                "time": (("time",), time, {"long_name": "Zeit"}),
                "area": (("time", "site"), np.ones((2, 3))),
                "name": (("site",), sites),
                "temperature": ((), np.array(offset)),
            },
        )

    other = Array(np.arange(3.0), dims=("time",), coords={"time": (("time",), np.arange(3))})
    path = write_universes(
        tmp_path, *({"abm/energy": labelled(i), "abm/z": other} for i in (1.0, 2.0))
    )
    with xr.open_datatree(path) as opened:
        energy = opened["abm/energy"].drop_vars(["seed", "status"], errors="ignore")
        expected = xr.DataArray(
            [np.full((2, 3), 1.0), np.full((2, 3), 2.0)],
            {
                "universe": ["u0", "u1"],
                "time": ("time", [0.0, 0.5], {"long_name": "Zeit"}),
                "area": (("time", "site"), np.ones((2, 3))),
                "name": ("site", ["a", "b", "c"]),
                "temperature": ("universe", [1.0, 2.0]),
            },
            ("universe", "time", "site"),
            name="energy",
            attrs={"units": "J"},
        )
        xr.testing.assert_identical(energy, expected)
        assert opened["abm/z"].dims == ("universe", "time_2")
        assert opened["abm/z"].coords["time_2"].values.tolist() == [0, 1, 2]


def test_members__coordinates_of_one_value_keep_their_types(tmp_path: Path) -> None:
    kinds = [np.dtype("i2"), h5py.enum_dtype({"RED": 1}, "i2"), np.dtype(">i2")]
    tree = {
        f"x{i}": Array(np.array(0), dims=(), coords={"c": ((), np.array(1, kind).view(kind))})
        for i, kind in enumerate(kinds)
    }
    with BatchFile(write_universes(tmp_path, tree)) as batch:
        assert_same(dict(batch.members("u0")), tree)
