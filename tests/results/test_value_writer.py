"""Files of results for other programs."""

from __future__ import annotations

from pathlib import Path

import netCDF4
import numpy as np
import xarray as xr

from paraverse.results.file import write_results
from support.results import LABELED_ARRAY


def test_write_results__others_can_read_them(tmp_path: Path) -> None:
    tags = {
        "walks": LABELED_ARRAY,
        "n": 3,
        "word": "a",
        "counts": np.arange(2),
        "sum": np.float32(2),
    }
    write_results(tmp_path / "results.nc", tags)
    with xr.open_datatree(tmp_path / "results.nc") as opened:
        assert list(opened.children) == list(tags)
        walks = opened["walks/walks"]
        xr.testing.assert_equal(walks, LABELED_ARRAY)
        assert walks.attrs["long_name"] == "Energie"
        assert walks.coords["time"].attrs == {"units": "s"}
        for tag in ("n", "word", "counts", "sum"):
            np.testing.assert_array_equal(opened[f"{tag}/{tag}"], tags[tag])
    with netCDF4.Dataset(tmp_path / "results.nc") as file:
        assert file.Conventions == "CF-1.11"


def test_write_results__does_not_change_its_arguments(tmp_path: Path) -> None:
    array, dataset = LABELED_ARRAY.copy(deep=True), LABELED_ARRAY.to_dataset()
    write_results(tmp_path / "results.nc", {"a": array, "b": dataset})
    xr.testing.assert_identical(array, LABELED_ARRAY)
    xr.testing.assert_identical(dataset, LABELED_ARRAY.to_dataset())


def test_write_results__same_results_are_the_same_bytes(tmp_path: Path) -> None:
    tags = {
        "b": LABELED_ARRAY,
        "a": [1, {"x": 2}],
        "c": LABELED_ARRAY.to_dataset(),
        "d": np.arange(2),
    }
    for name in ("one", "other"):
        write_results(tmp_path / name, tags)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
