"""Combining the arrays of all universes equals combining them one by one with xarray."""

from __future__ import annotations

import itertools
import logging
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.base.data_warnings import collect_data_warnings
from paraverse.errors import TransformError
from paraverse.load.members import Array
from paraverse.results.file import write_results
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from paraverse.transform.combine.dense import combine_dense
from paraverse.transform.combine.field import combine_field
from paraverse.transform.evaluation import lazy
from paraverse.yaml_io.placeholders import Previous
from support.combined_fields import TWO, Arrays, build_field, combine_one_by_one, write_stores


@st.composite
def sweeps(draw: st.DrawFn) -> tuple[dict[tuple[int, ...], np.ndarray], tuple[int, ...], bool]:
    sizes = tuple(draw(st.lists(st.integers(1, 3), max_size=3)))
    points = list(itertools.product(*map(range, sizes)))
    present = draw(st.lists(st.sampled_from(points), min_size=1, unique=True))
    ragged = draw(st.booleans())
    dtype = draw(st.sampled_from(["f8", "f4", "i4", "u1", "?"]))
    lengths = st.integers(1, 4) if ragged else st.just(3)
    arrays = {
        index: np.arange(draw(lengths)).astype(dtype) + np.array(draw(st.booleans()), dtype)
        for index in sorted(present)
    }
    return arrays, sizes, ragged


@settings(max_examples=25, deadline=None)
@given(sweeps())
def test_combine_dense__equals_one_by_one(
    sweep: tuple[dict[tuple[int, ...], np.ndarray], tuple[int, ...], bool],
) -> None:
    arrays, sizes, labelled = sweep
    with TemporaryDirectory() as folder:
        paths = write_stores(Path(folder), arrays, labelled=labelled)
        combined = combine_dense(build_field(arrays, sizes), paths)
    expected = combine_one_by_one(arrays, sizes, labelled=labelled)
    xr.testing.assert_equal(combined, expected)
    assert combined.name == "x"
    if len({len(array) for array in arrays.values()}) == 1:
        assert combined.dtype == expected.dtype


@st.composite
def labelled_sweeps(draw: st.DrawFn) -> tuple[dict[tuple[int, ...], xr.DataArray], tuple[int, ...]]:
    """Universes whose data have coordinates of their own, in up to two dimensions."""
    sizes = tuple(draw(st.lists(st.integers(1, 3), max_size=2)))
    points = list(itertools.product(*map(range, sizes)))
    present = draw(st.lists(st.sampled_from(points), min_size=1, unique=True))
    dims = draw(st.sampled_from([(), ("t",), ("t", "y"), ("y", "t")]))
    dtype = draw(st.sampled_from(["f8", "i4", "u1"]))
    labels = st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True)
    shared = {dim: draw(labels) for dim in dims}
    own = draw(st.booleans())
    arrays = {}
    for index in sorted(present):
        coords = {dim: draw(labels) if own else shared[dim] for dim in dims}
        shape = tuple(map(len, coords.values()))
        values = draw(st.integers(0, 9)) + np.arange(np.prod(shape, dtype=int)).reshape(shape)
        arrays[index] = xr.DataArray(values.astype(dtype), coords, dims, "x", {"units": "J"})
    return arrays, sizes


@settings(max_examples=30, deadline=None)
@given(labelled_sweeps(), st.integers(1, 4))
def test_combine_dense__equals_merging_by_xarray(
    sweep: tuple[dict[tuple[int, ...], xr.DataArray], tuple[int, ...]], batch: int
) -> None:
    arrays, sizes = sweep
    grid = {f"p{axis}": list(range(size)) for axis, size in enumerate(sizes)}
    expanded = [
        array.expand_dims({dim: [label] for dim, label in zip(grid, index, strict=True)})
        for index, array in arrays.items()
    ]
    merged = xr.merge(expanded, join="outer", compat="no_conflicts", combine_attrs="drop_conflicts")
    first = next(iter(arrays.values()))
    expected = merged["x"].reindex(grid).transpose(*grid, *first.dims)
    universes = [
        LoadedUniverse(
            id=str(index),
            key=str(index),
            tree={
                "x": Array(
                    array.values,
                    attrs=array.attrs,
                    dims=tuple(map(str, array.dims)),
                    coords={str(dim): ((str(dim),), array[dim].values) for dim in array.dims},
                )
            },
        )
        for index, array in arrays.items()
    ]
    values = build_field({index: array.values for index, array in arrays.items()}, sizes)
    with TemporaryDirectory() as folder:
        paths = []
        for start in range(0, len(universes), batch):
            paths.append(f"{folder}/{start}.nc")
            write_batch(paths[-1], universes[start : start + batch])
        combined = combine_dense(values, paths)
    xr.testing.assert_equal(combined, expected)
    assert combined.dims == expected.dims
    assert combined.attrs["units"] == "J"
    if not expected.isnull().any():
        assert combined.dtype == first.dtype


NODES: dict[str, list[Any]] = {
    "nothing": [],
    "mean": [{"operation": ".mean", "kwargs": {"dim": "time"}, "with_previous_result": True}],
    "last": [{"operation": ".isel", "kwargs": {"time": [-1]}, "with_previous_result": True}],
    "double": [{"operation": "add", "args": [Previous(), Previous()]}],
}


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_combine_field__lazily_gives_the_same(data: st.DataObject) -> None:
    arrays, sizes, labelled = data.draw(sweeps())
    batch = data.draw(st.integers(1, 5))
    before = NODES[data.draw(st.sampled_from(list(NODES)))]
    after = NODES[data.draw(st.sampled_from(["nothing", "double"]))]
    dtype = data.draw(st.sampled_from([None, "f4"]))
    labels = [data.draw(st.lists(st.integers(0, n - 1), min_size=1, unique=True)) for n in sizes]
    selection = build_field(arrays, sizes, transform_after_combine=after, dtype=dtype)
    dimensions = {f"p{axis}": tuple(sorted(values)) for axis, values in enumerate(labels)}
    grid_indices = {
        str(index): tuple(sorted(values).index(c) for values, c in zip(labels, index, strict=True))
        for index in arrays
        if all(c in values for values, c in zip(labels, index, strict=True))
    }
    selection = replace(
        selection, transform=before, dimensions=dimensions, grid_indices=grid_indices
    )
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(lazy, "CHUNK_BYTES", data.draw(st.integers(8, 100)))
        paths = write_stores(Path(folder), arrays, labelled=labelled, batch=batch)
        try:
            eager = combine_field(selection, paths)
        except TransformError as error:
            with pytest.raises(TransformError, match=re.escape(str(error))):
                combine_field(selection, paths, max_bytes=0)
            return
        lazily = combine_field(selection, paths, max_bytes=0)
        assert lazily.chunks is not None
        xr.testing.assert_identical(lazily.compute(), eager)
        assert lazily.dtype == eager.dtype
        for file, value in (("eager", eager), ("lazy", lazily)):
            write_results(f"{folder}/{file}", {"x": value})
        assert Path(folder, "lazy").read_bytes() == Path(folder, "eager").read_bytes()


def test_combine_dense__says_what_is_missing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        combined = combine_dense(build_field(TWO, (3,)), write_stores(tmp_path, TWO, labelled=True))
    assert combined.attrs["missing_universes"] == 1
    assert "x: 1 of 3 universes are missing" in caplog.text
    assert "int64 becomes float64" in caplog.text


def test_combine_dense__unequal_and_unlabelled_says_what_to_do(tmp_path: Path) -> None:
    arrays: Arrays = {(0,): np.arange(3), (1,): np.arange(2)}
    with pytest.raises(TransformError, match="no coordinates to align them by"):
        combine_dense(build_field(arrays, (2,)), write_stores(tmp_path, arrays, labelled=False))


@pytest.mark.parametrize("lazily", [False, True])
@pytest.mark.parametrize("batch", [1, 4])
def test_combine_dense__says_how_many_integers_lose_digits(
    tmp_path: Path, lazily: bool, batch: int
) -> None:
    arrays: Arrays = {(0,): np.array([2**53 + 1, 1]), (1,): np.array([2**53 + 3, 2**53 + 2])}
    stores = write_stores(tmp_path, arrays, labelled=True, batch=batch)
    max_bytes = 0 if lazily else float("inf")
    with collect_data_warnings() as warnings:
        combine_dense(build_field(arrays, (2,)), stores, max_bytes)
        assert warnings == []
        combine_dense(build_field(arrays, (3,), dtype="f8"), stores, max_bytes)
        assert warnings == []
        combine_dense(build_field(arrays, (3,)), stores, max_bytes)
    (warning,) = warnings
    assert warning.startswith(
        "x: digits of 2 integers above 2**53 are lost, as the array becomes float64"
    )
    with pytest.raises(TransformError, match="2 integers"):
        combine_dense(build_field(arrays, (3,), on_conflict="error"), stores, max_bytes)


def test_combine_dense__integers_with_and_without_sign_are_exact(tmp_path: Path) -> None:
    arrays: Arrays = {(0,): np.array([2**62 + 1], "u8"), (1,): np.array([-1], "i8")}
    combined = combine_dense(
        build_field(arrays, (2,)), write_stores(tmp_path, arrays, labelled=True)
    )
    assert combined.dtype == "i8"
    assert combined.values.tolist() == [[2**62 + 1], [-1]]


def test_combine_dense__dates_in_different_units_do_not_overflow(tmp_path: Path) -> None:
    arrays: Arrays = {(0,): np.array(["0001"], "M8[s]"), (1,): np.array(["2000"], "M8[ns]")}
    stores = write_stores(tmp_path, arrays, labelled=True)
    combined = combine_dense(build_field(arrays, (2,)), stores)
    assert combined.dt.year.values.tolist() == [[1], [2000]]
    arrays = {**arrays, (1,): np.array(["2000-01-01T00:00:00.000000001"], "M8[ns]")}
    stores = write_stores(tmp_path, arrays, labelled=True)
    with pytest.raises(TransformError, match="no type for the values of all universes"):
        combine_dense(build_field(arrays, (2,)), stores)


def test_combine_dense__integers_cannot_have_gaps(tmp_path: Path) -> None:
    stores = write_stores(tmp_path, TWO, labelled=True)
    assert combine_dense(build_field(TWO, (2,), dtype="int32"), stores).dtype == "i4"
    with pytest.raises(TransformError, match="the dtype int32 has no value for gaps"):
        combine_dense(build_field(TWO, (3,), dtype="int32"), stores)


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_combine_dense__nearest_labels_are_one(data: st.DataObject) -> None:
    lengths = data.draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    noise = st.floats(-1e-12, 1e-12)
    universes, labels = [], []
    for number, length in enumerate(lengths):
        labels.append(np.arange(length) / 10 + data.draw(noise))
        array = Array(np.arange(length), dims=("t",), coords={"t": (("t",), labels[-1])})
        universes.append(LoadedUniverse(id=f"({number},)", key=str(number), tree={"x": array}))
    field = build_field({(n,): np.zeros(0) for n in range(len(lengths))}, (len(lengths),))
    with TemporaryDirectory() as folder:
        write_batch(f"{folder}/x.nc", universes)
        nearest = replace(field, join="nearest", tolerance=1e-9)
        combined = combine_dense(nearest, [f"{folder}/x.nc"])
    assert combined.sizes["t"] == max(lengths)
    np.testing.assert_array_equal(combined.t[: lengths[0]], labels[0])
    for number, length in enumerate(lengths):
        np.testing.assert_array_equal(combined[number, :length], np.arange(length))
        assert combined[number, length:].isnull().all()
