"""Many small arrays are few variables."""

from __future__ import annotations

from pathlib import Path

import netCDF4
import numpy as np
import pytest

from paraverse.load.members import Array, GroupMember
from paraverse.store.read.batch import BatchFile
from paraverse.store.write.file_layout import FileLayout, find_groups, find_stacked
from paraverse.store.write.uniform_columns import UniformColumn
from support.trees import assert_same, write_universes


@pytest.mark.parametrize("lengths", ["different", "equal"])
@pytest.mark.parametrize("name", ["energy/{}", "agents/{}/energy"])
def test_write_batch__many_arrays_are_few_variables(
    tmp_path: Path, name: str, lengths: str
) -> None:
    trees = [
        {
            name.format(step): Array(np.arange(step + (i if lengths == "different" else 0)))
            for step in range(150)
        }
        for i in range(3)
    ]
    path = write_universes(tmp_path, *trees)
    with netCDF4.Dataset(path) as file:
        (group,) = file.groups.values()
        assert len(group.variables) == 1
        assert not group.groups
    with BatchFile(path) as batch:
        for universe, tree in zip(batch.ids, trees, strict=True):
            assert_same(dict(batch.members(universe)), tree)
        assert batch.is_stackable(name.format(100)) == (lengths == "equal")
        if lengths == "equal":
            stack = batch.stack(name.format(100), 1, 3, (slice(2, 5),))
            np.testing.assert_array_equal(stack, [[2, 3, 4]] * 2)


def arrays(*shapes: tuple[int, ...]) -> UniformColumn:
    members = [Array(np.zeros(shape)) for shape in shapes]
    return UniformColumn(universe_indices=list(range(len(shapes))), members=members)


def test_find_groups__also_those_only_in_paths() -> None:
    group = UniformColumn(universe_indices=[0], members=[GroupMember()])
    fields = {"a": [group], "b/c/x": [arrays((2,))], "y": [arrays(())]}
    assert find_groups(fields) == {"", "a", "b", "b/c"}


def test_file_layout__too_many_groups_have_one_in_common() -> None:
    layout = FileLayout(["", "many", *(f"many/{n}" for n in range(101)), "few", "few/1"])
    assert layout.group_path("many/7") == "many"
    assert layout.field_path("many/7/x") == "many/x"
    assert layout.field_path("few/1/x") == "few/1/x"
    assert layout.field_path("x") == "x"


def test_find_stacked__one_shape_in_half_of_the_universes() -> None:
    fields = {
        "same": [arrays((2,), (2,))],
        "ragged": [arrays((2,), (3,))],
        "few": [arrays((2,))],
    }
    layout = FileLayout(find_groups(fields))
    assert list(find_stacked(fields, layout, 2)) == ["same", "few"]
    assert list(find_stacked(fields, layout, 4)) == ["same"]
    assert find_stacked(fields, layout, 5) == {}


def test_find_stacked__not_too_many_in_a_group() -> None:
    fields = {f"x{n}": [arrays((2,))] for n in range(101)} | {"a/y": [arrays((2,))]}
    assert list(find_stacked(fields, FileLayout(find_groups(fields)), 1)) == ["a/y"]
