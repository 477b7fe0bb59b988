"""The ways to combine a field."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import xarray as xr

from paraverse.base.data_warnings import collect_data_warnings
from paraverse.load.members import Array
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from paraverse.transform.combine.field import combine_field, list_universes
from paraverse.yaml_io.placeholders import Previous
from support.combined_fields import TWO, Arrays, build_field, combine_one_by_one, write_stores


def test_combine_field__transforms_after_and_changes_the_type(tmp_path: Path) -> None:
    after = [{"operation": ".sum", "kwargs": {"dim": "p0"}, "with_previous_result": True}]
    field = build_field(TWO, (2,), transform_after_combine=after, dtype="float32")
    combined = combine_field(field, write_stores(tmp_path, TWO, labelled=True))
    assert combined.dims == ("time",)
    assert combined.dtype == "float32"
    np.testing.assert_array_equal(combined, [10, 12, 14])


def test_combine_field__by_an_operation(tmp_path: Path) -> None:
    method = {"operation": "xr.combine_by_coords", "args": [Previous()], "kwargs": {}}
    after = [{"getitem": [Previous(), "x"]}]
    arrays: Arrays = {(1,): np.arange(3) + 10, (0,): np.arange(2)}
    field = build_field(arrays, (3,), method=method, transform_after_combine=after)
    combined = combine_field(field, write_stores(tmp_path, arrays, labelled=True))
    expected = combine_one_by_one(arrays, (2,), labelled=True)
    xr.testing.assert_identical(combined, expected)


def test_combine_field__gives_operations_labelled_arrays_in_order(tmp_path: Path) -> None:
    method = {"operation": "list", "args": [Previous()]}
    after = [{"operation": "getitem", "args": [Previous(), 0]}]
    arrays: Arrays = {(1,): np.arange(3), (0,): np.arange(2)}
    field = build_field(arrays, (2,), method=method, transform_after_combine=after)
    first = combine_field(field, write_stores(tmp_path, arrays, labelled=True))
    expected = xr.DataArray([[0, 1]], {"p0": [0], "time": [0, 10]}, ["p0", "time"], "x")
    xr.testing.assert_identical(first, expected)


def test_combine_field__by_an_operation_warns_about_units(tmp_path: Path) -> None:
    method = {"operation": "xr.combine_by_coords", "args": [Previous()], "kwargs": {}}
    paths = []
    for number, units in enumerate(("m", "mm")):
        array = Array(np.zeros(2), attrs={"units": units, "seed": number}, dims=("t",))
        universe = LoadedUniverse(id=f"({number},)", key=str(number), tree={"x": array})
        paths.append(f"{tmp_path}/{number}.nc")
        write_batch(paths[-1], [universe])
    with collect_data_warnings() as warnings:
        list_universes(build_field(TWO, (2,), method=method), paths)
    (warning,) = warnings
    assert "the attribute 'units' differs between universes ('m' in (0,), 'mm' in (1,))" in warning
