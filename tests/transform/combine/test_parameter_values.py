"""Values of swept parameters select exactly one universe, whatever they are."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.results.file import read_results, write_results
from paraverse.store.groups.conversion import to_variable
from paraverse.transform.combine.parameter_values import parameter_labels, to_exact_array

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=3)
    | st.floats(allow_nan=False) | st.dates() | st.datetimes() | st.sampled_from(["1", 1, True]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("xy"), inner),
    max_leaves=4,
)  # fmt: skip


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        ([1, 2], "i8"),
        ([1, 2**63], "u8"),
        ([-1, 2**63], "O"),
        ([1, 2**64], "O"),
        ([1, 0.5], "f8"),
        ([2**53 + 1, 0.5], "O"),
        ([True, False], "?"),
        ([True, 2], "O"),
        (["a", "bc"], "U2"),
        (["a", "b\0"], "O"),
        (["a", 1], "O"),
        ([None, 1.0], "O"),
        ([1 + 1j, 2j], "c16"),
        ([datetime.datetime(2020, 1, 1, 0, 0, 0, 1)], "M8[us]"),
        ([datetime.date(2020, 1, 1)], "O"),
        ([[1, 2], [3, 4]], "O"),
        ([np.float32(0.5), np.int64(3)], "f8"),
    ],
)
def test_parameter_labels__have_a_type_that_holds_all_exactly(
    values: list[Any], dtype: str
) -> None:
    labels = parameter_labels(values)
    assert labels.dtype == dtype
    if not isinstance(values[0], list):
        plain = labels.astype(object).tolist()
        assert plain == values


def test_parameter_labels__lists_are_tuples_and_mappings_are_text() -> None:
    labels = parameter_labels([[1, [2]], {"a": [1]}, (3,), np.array([4])])
    assert labels.tolist() == [(1, (2,)), "{'a': [1]}", (3,), (4,)]


def test_parameter_labels__are_distinct_for_sel() -> None:
    assert parameter_labels([True, 1]).tolist() == ["True", "1"]
    assert len(set(parameter_labels([{"a": 1}, "{'a': 1}"]))) == 2


@settings(max_examples=25, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=4, unique_by=repr))
def test_parameter_labels__select_exactly_one_universe_also_from_a_file(
    tmp_path_factory: pytest.TempPathFactory, values: list[Any]
) -> None:
    labels = parameter_labels(values)
    array = xr.DataArray(np.arange(len(values)), {"a": to_variable(("a",), labels)}, ["a"])
    path = Path(tmp_path_factory.getbasetemp(), "labels.nc")
    write_results(path, {"x": array})
    loaded = read_results(path)["x"]
    assert loaded.a.dtype == array.a.dtype
    for number, label in enumerate(labels):
        assert array.sel(a=label).ndim == loaded.sel(a=label).ndim == 0
        assert array.sel(a=label) == loaded.sel(a=label) == number


def test_to_exact_array__keeps_elements_as_they_are() -> None:
    array = to_exact_array([[1], {"a": 1}, None])
    assert array.tolist() == [[1], {"a": 1}, None]
