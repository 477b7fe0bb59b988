"""Many small arrays are few variables."""

from __future__ import annotations

from pathlib import Path

import netCDF4
import numpy as np
import pytest

from paraverse.load.members import Array
from paraverse.store.read.batch import BatchFile
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
