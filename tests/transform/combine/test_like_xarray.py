"""Combining universes equals `xarray.concat` over their points, or reports the difference."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.base.data_warnings import collect_data_warnings
from paraverse.errors import TransformError
from paraverse.load.members import Array
from paraverse.results.file import read_results, write_results
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from paraverse.transform.combine.dense import combine_dense
from support.combined_fields import build_field

Index = tuple[int, ...]

DTYPES = [["f8"], ["f4", "f8"], ["i8", "f8"], ["i8", "u8"], ["i2", "?"], ["M8[s]"], ["U1", "U4"]]
"""Types that the universes of one sweep have."""

LABELS: dict[str, Any] = {
    "int": np.arange(5),
    "float": np.arange(5) / 10,
    "text": np.array(list("abcde"), dtype=object),
    "time": pd.date_range("2000-01-01", periods=5).values,
    "noleap": np.array(
        xr.date_range("1850-02-27", periods=5, calendar="noleap", use_cftime=True), dtype=object
    ),
}

ATTRS = st.dictionaries(st.sampled_from(["units", "seed"]), st.sampled_from(["a", "b"]))


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """Universes by their points, and how to combine them."""

    arrays: Mapping[Index, xr.DataArray]
    sizes: Index
    batch: int
    join: str


@st.composite
def sweeps(draw: st.DrawFn) -> Sweep:
    sizes = tuple(draw(st.lists(st.integers(1, 3), min_size=1, max_size=2)))
    points = list(itertools.product(*map(range, sizes)))
    present = draw(st.lists(st.sampled_from(points), min_size=1, max_size=4, unique=True))
    dims = draw(st.sampled_from([(), ("t",), ("t", "y")]))
    dtypes = draw(st.sampled_from(DTYPES))
    labels = {dim: LABELS[draw(st.sampled_from(list(LABELS)))] for dim in dims}
    kinds = {dim: draw(st.sampled_from(["none", "same", "own"])) for dim in dims}
    differ = {name: draw(st.booleans()) for name in ("c", "n", "attrs")}
    arrays = {}
    for index in sorted(present):
        coords: dict[str, Any] = {}
        shape = []
        for dim in dims:
            own = labels[dim][:2]
            if kinds[dim] == "own":
                at = draw(st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True))
                own = labels[dim][at]
            if kinds[dim] != "none":
                coords[dim] = (dim, own)
            shape.append(len(own))
        coords["c"] = ((), draw(st.integers(0, 2)) if differ["c"] else 1)
        if dims:
            coords["n"] = (dims[0], np.arange(shape[0]) + (index[0] if differ["n"] else 0))
        numbers = draw(st.sampled_from([0, 1, 2**53])) + np.arange(np.prod(shape, dtype=int))
        values = numbers.reshape(shape).astype(draw(st.sampled_from(dtypes)))
        attrs = draw(ATTRS) if differ["attrs"] else {"units": "J"}
        array = xr.DataArray(values, coords, dims, "x", attrs)
        array.coords["c"].attrs = draw(ATTRS) if differ["attrs"] else {}
        arrays[index] = array
    join = draw(st.sampled_from(["outer", "outer", "inner", "exact"]))
    return Sweep(arrays=arrays, sizes=sizes, batch=draw(st.integers(1, 4)), join=join)


def combine(sweep: Sweep, folder: str) -> xr.DataArray:
    universes = [
        LoadedUniverse(
            id=str(index),
            key=str(index),
            tree={
                "x": Array(
                    array.values,
                    attrs=array.attrs,
                    dims=tuple(map(str, array.dims)),
                    coords={
                        str(name): (tuple(map(str, coord.dims)), coord.values, coord.attrs)
                        for name, coord in array.coords.items()
                    },
                )
            },
        )
        for index, array in sweep.arrays.items()
    ]
    paths = []
    for start in range(0, len(universes), sweep.batch):
        paths.append(f"{folder}/{start}.nc")
        write_batch(paths[-1], universes[start : start + sweep.batch])
    field = build_field({i: a.values for i, a in sweep.arrays.items()}, sweep.sizes)
    return combine_dense(replace(field, join=sweep.join), paths)  # type: ignore[arg-type]


def combine_by_xarray(sweep: Sweep) -> xr.DataArray:
    """Stack the universes along one dimension, and spread that over the parameter space."""
    stacked = xr.concat(
        list(sweep.arrays.values()), "point", join=sweep.join, coords="different",
        compat="equals", combine_attrs="drop_conflicts",
    )  # type: ignore[call-overload]  # fmt: skip
    names = [f"p{axis}" for axis in range(len(sweep.sizes))]
    points = pd.MultiIndex.from_tuples(list(sweep.arrays), names=names)
    spread = stacked.assign_coords(xr.Coordinates.from_pandas_multiindex(points, "point")).unstack(
        "point"
    )
    grid = {name: list(range(size)) for name, size in zip(names, sweep.sizes, strict=True)}
    own = [dim for dim in stacked.dims if dim != "point"]
    result: xr.DataArray = spread.reindex(grid).transpose(*names, *own)
    return result


def common(attributes: list[Mapping[Any, Any]]) -> dict[Any, Any]:
    first = attributes[0]
    return {n: v for n, v in first.items() if all(attrs.get(n) == v for attrs in attributes)}


@settings(max_examples=20, deadline=None)
@given(sweeps())
def test_combine_dense__equals_concatenation_or_reports_the_difference(sweep: Sweep) -> None:
    try:
        expected = combine_by_xarray(sweep)
    except ValueError:
        expected = None
    arrays = list(sweep.arrays.values())
    with TemporaryDirectory() as folder, collect_data_warnings() as warnings:
        try:
            combined = combine(sweep, folder)
        except TransformError as error:
            nothing_in_common = "no value of the coordinate" in str(error)
            assert expected is None or (nothing_in_common and expected.size == 0)
            return
        write_results(Path(folder, "x"), {"x": combined})
        xr.testing.assert_identical(read_results(Path(folder, "x"))["x"], combined)
    assert expected is not None
    assert combined.dims == expected.dims
    assert combined.coords.keys() == expected.coords.keys()
    for name, coord in expected.coords.items():
        assert set(combined.coords[name].dims) == set(coord.dims), name
        ordered = coord.transpose(*combined.coords[name].dims)
        xr.testing.assert_equal(combined.coords[name].variable, ordered.variable)
    kinds = {array.dtype.kind for array in arrays}
    if kinds == {"i", "u"} and combined.dtype.kind in "iu":  # exact, unlike xarray
        for index, array in sweep.arrays.items():
            own = combined.isel({f"p{axis}": i for axis, i in enumerate(index)})
            np.testing.assert_array_equal(own, array)
    else:
        xr.testing.assert_equal(combined.variable, expected.variable)
    changed = 0
    if combined.dtype == "f8":
        integers = [int(n) for a in arrays if a.dtype.kind in "iu" for n in a.values.flat]
        changed = sum(int(float(n)) != n for n in integers)
    lost = [warning for warning in warnings if "are lost" in warning]
    assert len(lost) == bool(changed)
    assert all(warning.startswith(f"x: digits of {changed} integer") for warning in lost)
    missing = {"missing_universes": combined.attrs.pop("missing_universes")} if (
        len(arrays) < np.prod(sweep.sizes)
    ) else {}  # fmt: skip
    assert all(missing.values())
    assert combined.attrs == common([array.attrs for array in arrays])
    assert combined.c.attrs == common([array.c.attrs for array in arrays])
    owners = [[array.attrs for array in arrays], [array.c.attrs for array in arrays]]
    differing = sum(len({attrs.get("units") for attrs in owner}) > 1 for owner in owners)
    assert sum("the attribute 'units'" in warning for warning in warnings) == differing
