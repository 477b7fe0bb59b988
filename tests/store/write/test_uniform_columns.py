"""Columns of equal kind, and what cannot be stored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from paraverse.errors import LoadError
from paraverse.load.members import Array, GroupMember, Member, Text
from paraverse.store.write.loaded_universe import LoadedUniverse
from paraverse.store.write.uniform_columns import check_member, split_into_columns
from support.trees import sweeps, write_universes


@pytest.mark.parametrize(
    ("member", "message"),
    [
        (Array(np.array([{1}], dtype=object)), "values of type set cannot be stored"),
        (Array(np.ma.array([1, 2], mask=[False, True])), "masked arrays cannot be stored"),
        (GroupMember("Group", {"links": object()}), "attribute 'links' cannot be stored"),
        (
            Array(np.array(1), coords={"x": ((), np.array(len, dtype=object))}),
            "values of type builtin_function_or_method cannot be stored",
        ),
    ],
)
def test_write_batch__says_what_cannot_be_stored(
    tmp_path: Path, member: Member, message: str
) -> None:
    with pytest.raises(LoadError) as error:
        write_universes(tmp_path, {"data/energy": Array(np.array(1))}, {"data/energy": member})
    assert str(error.value).startswith(f"universe u1: data/energy: {message}")
    assert list(tmp_path.iterdir()) == []


def test_split_into_columns__by_kind_dtype_and_coordinates() -> None:
    plain, other = Array(np.zeros(2)), Array(np.zeros(3))
    labeled = Array(np.zeros(2), dims=("x",), coords={"x": (("x",), np.arange(2))})
    members = [plain, None, Text("a"), Array(np.zeros(2, "f4")), other, labeled, Text("b", "yaml")]
    columns = split_into_columns(members)
    assert [column.universe_indices for column in columns] == [[0, 4], [2], [3], [5], [6]]
    assert columns[0].members == [plain, other]


def test_split_into_columns__groups_by_kind() -> None:
    columns = split_into_columns(
        [GroupMember(), GroupMember(attrs={"a": 1}), GroupMember("TimeSeriesGroup")]
    )
    assert [column.universe_indices for column in columns] == [[0, 1], [2]]


def test_split_into_columns__type_that_cannot_be_stored() -> None:
    with pytest.raises(TypeError, match="masked arrays cannot be stored"):
        split_into_columns([Array(np.ma.array([1], mask=[True]))])


@given(sweeps())
@settings(max_examples=10, deadline=None)
def test_check_member__accepts_what_can_be_stored(universes: list[LoadedUniverse]) -> None:
    for universe in universes:
        for member in universe.tree.values():
            check_member(member)


def test_check_member__names_the_coordinate() -> None:
    coords = {"x": ((), np.array(1), {"links": object()})}
    message = "attribute 'links' of coordinate 'x' cannot be stored: values of type object"
    with pytest.raises(TypeError, match=message):
        check_member(Array(np.array(1), dims=(), coords=coords))
