"""A field `x` of small universes, stored, and combined by xarray for comparison."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from paraverse.jobs.transform import CombinedField
from paraverse.load.members import Array
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse

Arrays = Mapping[tuple[int, ...], np.ndarray]
"""The array of each universe, by its index in the parameter space."""

TWO: Arrays = {(0,): np.arange(3), (1,): np.arange(3) + 10}


def write_stores(folder: Path, arrays: Arrays, *, labelled: bool, batch: int = 2) -> list[str]:
    """Write the universes to files of the store, some in each."""
    universes = [
        LoadedUniverse(
            id=str(index),
            key=str(index),
            tree={
                "x": Array(values, dims=("time",), coords=_coords_of(values) if labelled else {})
            },
        )
        for index, values in arrays.items()
    ]
    paths = []
    for start in range(0, len(universes), batch):
        paths.append(str(folder / f"{start}.nc"))
        write_batch(paths[-1], universes[start : start + batch])
    return paths


def _coords_of(values: np.ndarray) -> dict[str, Any]:
    return {"time": (("time",), 10 * np.arange(len(values)))}


def build_field(arrays: Arrays, sizes: tuple[int, ...], **options: Any) -> CombinedField:
    """Return the field of a sweep over dimensions `p0`, `p1`, …"""
    dimensions = {f"p{axis}": tuple(range(size)) for axis, size in enumerate(sizes)}
    return CombinedField(
        path="x",
        transform=[],
        dimensions=dimensions,
        grid_indices={str(index): index for index in arrays},
        **options,
    )


def combine_one_by_one(arrays: Arrays, sizes: tuple[int, ...], *, labelled: bool) -> xr.DataArray:
    """Combine the arrays by xarray, one universe after the other."""
    length = max(map(len, arrays.values()))
    gaps = len(arrays) < np.prod(sizes) or len({len(a) for a in arrays.values()}) > 1
    dtype = np.result_type(*arrays.values())
    dtype = np.dtype("f8") if gaps and dtype.kind in "iub" else dtype
    values = np.full((*sizes, length), np.nan if gaps else 0, dtype)
    for index, array in arrays.items():
        values[index][: len(array)] = array
    coords: dict[str, Any] = {f"p{a}": list(range(size)) for a, size in enumerate(sizes)}
    if labelled:
        coords["time"] = 10 * np.arange(length)
    return xr.DataArray(values, coords, [*(f"p{a}" for a in range(len(sizes))), "time"], "x")
