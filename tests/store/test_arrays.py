"""Encoding arrays for netCDF and decoding them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.store.arrays import (
    added_shape,
    decode,
    encode,
    encode_chunks,
    find_encoding,
    is_clean,
    is_dask_array,
    is_encoded_by_dtype,
)
from support.trees import DTYPES, OBJECTS, assert_same, values

WITHOUT_FIELDS = [dtype for dtype in DTYPES if isinstance(dtype, str) or not dtype.names]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(WITHOUT_FIELDS), st.sampled_from([(), (3,), (2, 0), (2, 3)]), st.integers(0, 99)
)
def test_decode__gives_what_was_encoded(dtype: Any, shape: tuple[int, ...], seed: int) -> None:
    array = values(dtype, shape, seed)
    encoding = find_encoding([array])
    encoded = encode(array, encoding)
    assert encoded.shape == array.shape + added_shape(array.dtype, encoding)
    assert encoded.dtype == object or encoded.dtype.kind in "iufS"
    assert encoded.dtype.isnative
    assert_same(decode(encoded, array.dtype, encoding), array)


@pytest.mark.parametrize(
    ("array", "encoding"),
    [
        (np.array([1, 2], ">i2"), "number"),
        (np.array([0.5], "f2"), "number"),
        (np.array([0.5], "g"), "number"),
        (np.array([1], "g") / 3, "bytes"),
        (np.array([True]), "bool"),
        (np.array(["2001"], "M8[Y]"), "time"),
        (np.array([1j]), "complex"),
        (np.array([b"a"]), "chars"),
        (np.array(["a"]), "text"),
        (np.array(["a\0b"]), "json"),
        (np.array(["a", 1], object), "json"),
        (np.array([b"a"], "V1"), "bytes"),
    ],
)
def test_find_encoding__of_each_kind(array: np.ndarray, encoding: str) -> None:
    assert find_encoding([array]) == encoding


def test_find_encoding__one_for_all_arrays() -> None:
    exact, inexact = np.array([0.5], "g"), np.array([1], "g") / 3
    assert find_encoding([exact, inexact]) == "bytes"


def test_encode__negative_zero_of_extended_precision() -> None:
    array = np.array([-0.0], "g")
    decoded = decode(encode(array, find_encoding([array])), array.dtype, find_encoding([array]))
    assert np.signbit(decoded).all()


@pytest.mark.parametrize("dtype", ["f8", ">i4", "?", "c16"])
def test_encode_chunks__as_the_array_in_memory(dtype: str) -> None:
    dask_array = pytest.importorskip("dask.array")
    array = values(dtype, (4, 3))
    lazy = dask_array.from_array(array, chunks=(2, 3))
    assert is_dask_array(lazy)
    assert not is_dask_array(array)
    encoding = find_encoding([array])
    encoded = encode_chunks(lazy, encoding)
    assert is_dask_array(encoded)
    np.testing.assert_array_equal(encoded.compute(), encode(array, encoding))


@pytest.mark.parametrize("dtype", [np.dtype(d) for d in WITHOUT_FIELDS if d not in list(OBJECTS)])
def test_is_encoded_by_dtype__then_all_values_have_one_encoding(dtype: np.dtype[Any]) -> None:
    encodings = {find_encoding([values(dtype, (3,), seed)]) for seed in range(20)}
    if is_encoded_by_dtype(dtype):
        assert len(encodings) == 1
    assert not (is_encoded_by_dtype(dtype) and dtype.kind in "OUSV")


@pytest.mark.parametrize(
    ("string", "clean"), [("", True), ("ä😀", True), ("a\0", False), ("\ud800", False)]
)
def test_is_clean(string: str, clean: bool) -> None:
    assert is_clean(string) == clean
