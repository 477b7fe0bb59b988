"""Results of transformations, for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from paraverse.results.file import read_results, write_results
from support.trees import assert_same

LABELED_ARRAY = xr.DataArray(
    [[1.0, 2.0], [3.0, np.nan]],
    dims=["seed", "time"],
    coords={
        "seed": [0, 1],
        "time": ("time", [0.0, 0.5], {"units": "s"}),
        "label": ("seed", ["a", "b"]),
        "n": 3,
    },
    name="energy",
    attrs={"long_name": "Energie", "count": 3, "limits": np.array([0.0, 1.0])},
)


def write_and_read(folder: Path, tags: dict[str, Any]) -> dict[str, Any]:
    """Write results to ``results.nc`` and read them."""
    write_results(folder / "results.nc", tags)
    return read_results(folder / "results.nc")


def assert_identical(result: xr.DataArray, expected: xr.DataArray) -> None:
    """Check that two labeled arrays are the same, with dtypes, to the last bit."""
    xr.testing.assert_identical(result, expected)
    assert_same(result.values, expected.values)
    assert_same(result.attrs, expected.attrs)
    for name, coord in expected.coords.items():
        assert_same(result.coords[name].values, coord.values)
