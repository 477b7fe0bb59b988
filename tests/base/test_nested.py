"""Merging of nested dictionaries."""

from __future__ import annotations

import copy
from typing import Any

import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from paraverse.base.nested import merge_nested

NESTED: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.dictionaries(st.sampled_from("abc"), st.integers(), max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner | st.integers(), max_size=3),
    max_leaves=8,
)


def leaves(nested: dict[str, Any], above: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    result: dict[tuple[str, ...], Any] = {}
    for key, value in nested.items():
        inner = leaves(value, (*above, key)) if isinstance(value, dict) else {(*above, key): value}
        result |= inner
    return result


@given(NESTED, NESTED)
def test_merge_nested__takes_each_value_of_the_update(
    base: dict[str, Any], update: dict[str, Any]
) -> None:
    before = copy.deepcopy((base, update))
    merged = leaves(merge_nested(base, update))
    assert leaves(update).items() <= merged.items()
    assert merged.keys() <= leaves(base).keys() | leaves(update).keys()
    assert (base, update) == before


@given(NESTED)
def test_merge_nested__with_nothing_is_a_copy(nested: dict[str, Any]) -> None:
    assert merge_nested({}, nested) == nested
    assert merge_nested(nested, nested) == nested


def test_merge_nested__shares_no_dictionary_with_the_update() -> None:
    update: dict[str, Any] = {"a": {"b": {"c": 1}}}
    merge_nested({}, update)["a"]["b"]["c"] = 2
    assert update == {"a": {"b": {"c": 1}}}


def test_merge_nested__replaces_data_that_are_mappings() -> None:
    first, second = xr.Dataset({"x": 1}), xr.Dataset({"y": 2})
    assert merge_nested({"data": first}, {"data": second})["data"] is second
