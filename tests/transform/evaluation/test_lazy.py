"""Lazy arrays are read in chunks, and operations that need all of them are reported."""

from __future__ import annotations

import logging
import math
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from paraverse.transform.evaluation import lazy
from paraverse.transform.evaluation.lazy import (
    apply_lazily,
    chunk_shape,
    compute_all,
    compute_small,
    has_lazy_arrays,
    lazy_array,
)

MEGABYTE = 2**17
"""Number of elements of 8 bytes."""


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=4), st.sampled_from([1, 8]), st.data())
def test_chunk_shape__fits_into_the_limit(
    shape: list[int], itemsize: int, data: st.DataObject
) -> None:
    outer = data.draw(st.integers(0, len(shape)))
    chunk = chunk_shape(shape, itemsize, outer)
    assert all(1 <= c <= n for c, n in zip(chunk, shape, strict=True))
    assert math.prod(chunk) * itemsize <= lazy.CHUNK_BYTES


def test_lazy_array__reads_what_is_needed() -> None:
    class Values:
        def __init__(self) -> None:
            self.values = np.arange(12, dtype="i4").reshape(3, 4)
            self.shape: tuple[int, ...] = self.values.shape
            self.ndim = self.values.ndim
            self.dtype: np.dtype[Any] = self.values.dtype
            self.reads = 0

        def __getitem__(self, index: tuple[Any, ...]) -> np.ndarray:
            self.reads += 1
            return np.asarray(self.values[index])

    values = Values()
    array = lazy_array(values)
    assert (array.shape, array.dtype, values.reads) == ((3, 4), np.dtype("i4"), 0)
    assert array[1].compute(scheduler="synchronous").tolist() == [4, 5, 6, 7]
    assert values.reads == 1


@pytest.mark.parametrize(
    ("value", "is_lazy"),
    [
        (xr.DataArray([1]).chunk(), True),
        (xr.DataArray([1]), False),
        ({"a": {"b": xr.DataArray([1]).chunk()}}, True),
        (np.zeros(1), False),
        ("text", False),
    ],
)
def test_has_lazy_arrays__looks_into_dictionaries(value: Any, is_lazy: bool) -> None:
    assert has_lazy_arrays(value) is is_lazy
    assert not has_lazy_arrays(compute_all(value))


def test_compute_small__leaves_the_largest_lazy() -> None:
    large, small = (xr.DataArray(np.zeros(n)).chunk() for n in (100, 10))
    results = {"large": large, "small": small, "number": 1}
    computed = compute_small(results, max_bytes=200)
    assert list(computed) == list(results)
    assert [has_lazy_arrays(value) for value in computed.values()] == [True, False, False]


def test_apply_lazily__reports_operations_that_need_the_whole_array(
    caplog: pytest.LogCaptureFixture,
) -> None:
    array = xr.DataArray(np.zeros((2 * MEGABYTE, 1)), dims=("x", "y")).chunk(x=MEGABYTE)
    with caplog.at_level(logging.WARNING):
        assert apply_lazily("node 1", lambda a: float(a.mean()), array) == 0
        assert caplog.messages == []
        apply_lazily("node 2", np.asarray, array)
        median = apply_lazily("node 3", lambda a: a.chunk(x=-1).median("x"), array)
    assert caplog.messages == [
        "node 2 needs the whole array: 2 MB",
        "node 3 puts chunks together: up to 2 MB in memory",
    ]
    assert has_lazy_arrays(median)


def test_apply_lazily__computes_arguments_that_cannot_be_lazy() -> None:
    def refuse(array: xr.DataArray) -> int:
        if has_lazy_arrays(array):
            raise NotImplementedError("no dask")
        return int(array.sum())

    assert apply_lazily("node", refuse, xr.DataArray([1, 2]).chunk()) == 3
    with pytest.raises(ValueError, match="unrelated"):
        apply_lazily("node", _fail, xr.DataArray([1, 2]).chunk())


def _fail(array: Any) -> None:
    raise ValueError("unrelated")
