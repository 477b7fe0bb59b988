"""Values as JSON, without loss."""

from __future__ import annotations

import datetime
import json
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.store.exact_json import exact_bytes, from_json, plain_bytes, to_json, to_object_array
from paraverse.yaml_io.placeholders import Tag
from support.trees import DTYPES, assert_same, values

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(),
    st.binary(),
    st.dates(),
    st.datetimes().map(lambda time: time.replace(fold=0)),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner),
        st.lists(inner).map(tuple),
        st.dictionaries(st.one_of(st.text(), st.integers()), inner),
    ),
    max_leaves=10,
)


@settings(deadline=None)
@given(VALUES)
def test_from_json__same_value(value: Any) -> None:
    assert_same(from_json(json.loads(json.dumps(to_json(value)))), value)


@pytest.mark.parametrize(
    "value",
    [
        slice(1, None, 2),
        range(0, 10, 3),
        {"float": 1},
        {"a": {"mapping": ["x"]}},
        np.float32(1.5),
        np.datetime64("2001-01-01"),
        Tag("data"),
        datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC),
    ],
    ids=repr,
)
def test_from_json__types_that_json_lacks(value: Any) -> None:
    result = from_json(json.loads(json.dumps(to_json(value))))
    assert type(result) is type(value)
    assert result == value


def test_from_json__empty_attribute_of_hdf5() -> None:
    result = from_json(to_json(h5py.Empty("f4")))
    assert isinstance(result, h5py.Empty)
    assert result.dtype == np.dtype("f4")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DTYPES), st.sampled_from([(), (3,), (2, 0)]), st.integers(0, 99))
def test_from_json__same_array(dtype: Any, shape: tuple[int, ...], seed: int) -> None:
    array = values(dtype, shape, seed)
    assert_same(from_json(json.loads(json.dumps(to_json(array)))), array)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({1}, "values of type set cannot be stored"),
        ([len], "values of type builtin_function_or_method cannot be stored"),
        (np.ma.array([1], mask=[True]), "masked arrays cannot be stored"),
        (np.array([object()]), "values of type object cannot be stored"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_to_json__types_that_cannot_be_stored(value: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        to_json(value)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DTYPES), st.integers(0, 9), st.integers(0, 9))
def test_exact_bytes__equal_for_equal_arrays_only(dtype: Any, seed: int, other: int) -> None:
    one, two = values(dtype, (3,), seed), values(dtype, (3,), other)
    same = json.dumps(to_json(one)) == json.dumps(to_json(two))
    assert (exact_bytes(one) == exact_bytes(two)) == same


def test_exact_bytes__sign_of_zero_counts() -> None:
    assert exact_bytes(np.array([0.0])) != exact_bytes(np.array([-0.0]))


def test_exact_bytes__strings_that_joined_would_be_equal() -> None:
    one, two = np.array(["ab", "c"], object), np.array(["a", "bc"], object)
    assert exact_bytes(one) != exact_bytes(two)


def test_plain_bytes__unused_bytes_of_extended_precision_are_zero() -> None:
    array = np.array([1, 2], "g") / 3
    if np.finfo(np.longdouble).nmant == 63:
        dirty = array.copy()
        dirty.view("u1").reshape(2, -1)[:, 10:] = 255
        assert plain_bytes(dirty) == plain_bytes(array)
    assert_same(np.frombuffer(plain_bytes(array), "g"), array)


def test_to_object_array__sequences_are_elements() -> None:
    array = to_object_array([[1, 2], [3, 4]], (2, 1))
    assert array.shape == (2, 1)
    assert array[1, 0] == [3, 4]
