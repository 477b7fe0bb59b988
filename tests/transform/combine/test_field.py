"""Combining a field of many universes equals what xarray makes of them one by one."""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.errors import TransformError
from paraverse.jobs import CombinedField
from paraverse.load.members import Array
from paraverse.results.file import write_results
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from paraverse.transform.combine.field import combine_field
from paraverse.transform.evaluation import lazy
from paraverse.yaml_io.placeholders import Previous

Cells = Mapping[tuple[int, ...], np.ndarray]


def stores(folder: Path, arrays: Cells, *, labelled: bool, batch: int = 2) -> list[str]:
    universes = [
        LoadedUniverse(
            id=str(cell),
            key=str(cell),
            tree={"x": Array(values, dims=("time",), coords=coords_of(values) if labelled else {})},
        )
        for cell, values in arrays.items()
    ]
    paths = []
    for start in range(0, len(universes), batch):
        paths.append(str(folder / f"{start}.nc"))
        write_batch(paths[-1], universes[start : start + batch])
    return paths


def coords_of(values: np.ndarray) -> dict[str, Any]:
    return {"time": (("time",), 10 * np.arange(len(values)))}


def field(arrays: Cells, sizes: tuple[int, ...], **more: Any) -> CombinedField:
    dimensions = {f"p{axis}": tuple(range(size)) for axis, size in enumerate(sizes)}
    return CombinedField("x", [], dimensions, {str(cell): cell for cell in arrays}, **more)


def reference(arrays: Cells, sizes: tuple[int, ...], *, labelled: bool) -> xr.DataArray:
    """The same by xarray, one universe after the other."""
    length = max(map(len, arrays.values()))
    gaps = len(arrays) < np.prod(sizes) or len({len(a) for a in arrays.values()}) > 1
    dtype = np.result_type(*arrays.values())
    dtype = np.dtype("f8") if gaps and dtype.kind in "iub" else dtype
    values = np.full((*sizes, length), np.nan if gaps else 0, dtype)
    for cell, array in arrays.items():
        values[cell][: len(array)] = array
    coords: dict[str, Any] = {f"p{a}": list(range(size)) for a, size in enumerate(sizes)}
    if labelled:
        coords["time"] = 10 * np.arange(length)
    return xr.DataArray(values, coords, [*(f"p{a}" for a in range(len(sizes))), "time"], "x")


@st.composite
def sweeps(draw: st.DrawFn) -> tuple[dict[tuple[int, ...], np.ndarray], tuple[int, ...], bool]:
    sizes = tuple(draw(st.lists(st.integers(1, 3), max_size=3)))
    grid_indices = list(itertools.product(*map(range, sizes)))
    present = draw(st.lists(st.sampled_from(grid_indices), min_size=1, unique=True))
    ragged = draw(st.booleans())
    dtype = draw(st.sampled_from(["f8", "f4", "i4", "u1", "?"]))
    lengths = st.integers(1, 4) if ragged else st.just(3)
    arrays = {
        cell: np.arange(draw(lengths)).astype(dtype) + np.array(draw(st.booleans()), dtype)
        for cell in sorted(present)
    }
    return arrays, sizes, ragged


@settings(max_examples=60, deadline=None)
@given(sweeps())
def test_combine__equals_one_by_one(
    sweep: tuple[dict[tuple[int, ...], np.ndarray], tuple[int, ...], bool],
) -> None:
    arrays, sizes, labelled = sweep
    with TemporaryDirectory() as folder:
        paths = stores(Path(folder), arrays, labelled=labelled)
        combined = combine_field(field(arrays, sizes), paths)
    expected = reference(arrays, sizes, labelled=labelled)
    xr.testing.assert_equal(combined, expected)
    assert combined.name == "x"
    if len({len(array) for array in arrays.values()}) == 1:
        assert combined.dtype == expected.dtype


@st.composite
def labelled_sweeps(draw: st.DrawFn) -> tuple[dict[tuple[int, ...], xr.DataArray], tuple[int, ...]]:
    """Universes whose data have coordinates of their own, in up to two dimensions."""
    sizes = tuple(draw(st.lists(st.integers(1, 3), max_size=2)))
    grid_indices = list(itertools.product(*map(range, sizes)))
    present = draw(st.lists(st.sampled_from(grid_indices), min_size=1, unique=True))
    dims = draw(st.sampled_from([(), ("t",), ("t", "y"), ("y", "t")]))
    dtype = draw(st.sampled_from(["f8", "i4", "u1"]))
    labels = st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True)
    shared = {dim: draw(labels) for dim in dims}
    own = draw(st.booleans())
    arrays = {}
    for cell in sorted(present):
        coords = {dim: draw(labels) if own else shared[dim] for dim in dims}
        shape = tuple(map(len, coords.values()))
        values = draw(st.integers(0, 9)) + np.arange(np.prod(shape, dtype=int)).reshape(shape)
        arrays[cell] = xr.DataArray(values.astype(dtype), coords, dims, "x", {"units": "J"})
    return arrays, sizes


@settings(max_examples=80, deadline=None)
@given(labelled_sweeps(), st.integers(1, 4))
def test_combine__equals_merging_by_xarray(
    sweep: tuple[dict[tuple[int, ...], xr.DataArray], tuple[int, ...]], batch: int
) -> None:
    arrays, sizes = sweep
    grid = {f"p{axis}": list(range(size)) for axis, size in enumerate(sizes)}
    parts = [
        array.expand_dims({dim: [place] for dim, place in zip(grid, cell, strict=True)})
        for cell, array in arrays.items()
    ]
    merged = xr.merge(parts, join="outer", compat="no_conflicts", combine_attrs="drop_conflicts")
    first = next(iter(arrays.values()))
    expected = merged["x"].reindex(grid).transpose(*grid, *first.dims)
    universes = [
        LoadedUniverse(
            id=str(cell),
            key=str(cell),
            tree={
                "x": Array(
                    array.values,
                    attrs=array.attrs,
                    dims=tuple(map(str, array.dims)),
                    coords={str(dim): ((str(dim),), array[dim].values) for dim in array.dims},
                )
            },
        )
        for cell, array in arrays.items()
    ]
    values = field({cell: array.values for cell, array in arrays.items()}, sizes)
    with TemporaryDirectory() as folder:
        paths = []
        for start in range(0, len(universes), batch):
            paths.append(f"{folder}/{start}.nc")
            write_batch(paths[-1], universes[start : start + batch])
        combined = combine_field(values, paths)
    xr.testing.assert_equal(combined, expected)
    assert combined.dims == expected.dims
    assert combined.attrs["units"] == "J"
    if not expected.isnull().any():
        assert combined.dtype == first.dtype


NODES = {
    "nothing": [],
    "mean": [{"operation": ".mean", "kwargs": {"dim": "time"}, "with_previous_result": True}],
    "last": [{"operation": ".isel", "kwargs": {"time": [-1]}, "with_previous_result": True}],
    "double": [{"operation": "add", "args": [Previous(), Previous()]}],
}


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_combine__lazily_gives_the_same(data: st.DataObject) -> None:
    arrays, sizes, labelled = data.draw(sweeps())
    batch = data.draw(st.integers(1, 5))
    before = NODES[data.draw(st.sampled_from(list(NODES)))]
    after = NODES[data.draw(st.sampled_from(["nothing", "double"]))]
    dtype = data.draw(st.sampled_from([None, "f4"]))
    chosen = [data.draw(st.lists(st.integers(0, n - 1), min_size=1, unique=True)) for n in sizes]
    part = field(arrays, sizes, transform_after_combine=after, dtype=dtype)
    dimensions = {f"p{axis}": tuple(sorted(values)) for axis, values in enumerate(chosen)}
    grid_indices = {
        str(cell): tuple(sorted(values).index(c) for values, c in zip(chosen, cell, strict=True))
        for cell in arrays
        if all(c in values for values, c in zip(chosen, cell, strict=True))
    }
    part = replace(part, transform=before, dimensions=dimensions, grid_indices=grid_indices)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(lazy, "CHUNK_BYTES", data.draw(st.integers(8, 100)))
        paths = stores(Path(folder), arrays, labelled=labelled, batch=batch)
        try:
            eager = combine_field(part, paths)
        except TransformError as error:
            with pytest.raises(TransformError, match=re.escape(str(error))):
                combine_field(part, paths, max_bytes=0)
            return
        lazily = combine_field(part, paths, max_bytes=0)
        assert lazily.chunks is not None
        xr.testing.assert_identical(lazily.compute(), eager)
        assert lazily.dtype == eager.dtype
        for file, value in (("eager", eager), ("lazy", lazily)):
            write_results(f"{folder}/{file}", {"x": value})
        assert Path(folder, "lazy").read_bytes() == Path(folder, "eager").read_bytes()


TWO = {(0,): np.arange(3), (1,): np.arange(3) + 10}


def test_combine__says_what_is_missing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        combined = combine_field(field(TWO, (3,)), stores(tmp_path, TWO, labelled=True))
    assert combined.attrs["missing_universes"] == 1
    assert "x: 1 of 3 universes are missing" in caplog.text
    assert "int64 becomes float64" in caplog.text


def test_combine__transforms_after_and_changes_the_type(tmp_path: Path) -> None:
    after = [{"operation": ".sum", "kwargs": {"dim": "p0"}, "with_previous_result": True}]
    chosen = field(TWO, (2,), transform_after_combine=after, dtype="float32")
    combined = combine_field(chosen, stores(tmp_path, TWO, labelled=True))
    assert combined.dims == ("time",)
    assert combined.dtype == "float32"
    np.testing.assert_array_equal(combined, [10, 12, 14])


def test_combine__by_an_operation(tmp_path: Path) -> None:
    method = {"operation": "xr.combine_by_coords", "args": [Previous()], "kwargs": {}}
    after = [{"getitem": [Previous(), "x"]}]
    arrays = {(1,): np.arange(3) + 10, (0,): np.arange(2)}
    chosen = field(arrays, (3,), method=method, transform_after_combine=after)
    combined = combine_field(chosen, stores(tmp_path, arrays, labelled=True))
    expected = reference(arrays, (2,), labelled=True)
    xr.testing.assert_identical(combined, expected)


def test_combine__gives_operations_labelled_arrays_in_order(tmp_path: Path) -> None:
    method = {"operation": "list", "args": [Previous()]}
    after = [{"operation": "getitem", "args": [Previous(), 0]}]
    arrays = {(1,): np.arange(3), (0,): np.arange(2)}
    chosen = field(arrays, (2,), method=method, transform_after_combine=after)
    first = combine_field(chosen, stores(tmp_path, arrays, labelled=True))
    expected = xr.DataArray([[0, 1]], {"p0": [0], "time": [0, 10]}, ["p0", "time"], "x")
    xr.testing.assert_identical(first, expected)


def failing(allow: bool) -> CombinedField:
    node = {"operation": ".sel", "kwargs": {"time": 20}, "with_previous_result": True}
    plain = field({(0,): np.arange(3), (1,): np.arange(2)}, (2,), allow_failing=allow)
    return CombinedField("x", [node], plain.dimensions, plain.grid_indices, allow_failing=allow)


def test_combine__leaves_out_what_fails_if_it_may(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    paths = stores(tmp_path, {(0,): np.arange(3), (1,): np.arange(2)}, labelled=True)
    with pytest.raises(TransformError, match=r"In universe \(1,\)"):
        combine_field(failing(False), paths)
    combined = combine_field(failing(True), paths)
    np.testing.assert_array_equal(combined, [2, np.nan])
    assert "x of (1,) is left out" in caplog.text


def test_combine__unequal_and_unlabelled_says_what_to_do(tmp_path: Path) -> None:
    arrays = {(0,): np.arange(3), (1,): np.arange(2)}
    with pytest.raises(TransformError, match="no coordinates to align them by"):
        combine_field(field(arrays, (2,)), stores(tmp_path, arrays, labelled=False))


def test_combine__of_a_field_that_none_has(tmp_path: Path) -> None:
    nothing = CombinedField("y", [], {"p0": (0, 1)}, {"(0,)": (0,)})
    with pytest.raises(TransformError, match="None of the 1 selected universes has 'y'"):
        combine_field(nothing, stores(tmp_path, TWO, labelled=True))
