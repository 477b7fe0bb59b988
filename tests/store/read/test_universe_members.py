"""Members of one universe in a file of the store."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from paraverse.load.members import Array, Tree
from paraverse.store.read.batch import BatchFile
from support.trees import assert_same, write_universes


def test_members__only_those_of_the_universe_in_its_own_order(tmp_path: Path) -> None:
    one, two, three = (Array(np.array(number)) for number in (1, 2, 3))
    trees: list[Tree] = [{"a": one, "b": two}, {"b": two}, {"c": three, "a": one}]
    with BatchFile(write_universes(tmp_path, *trees)) as batch:
        for name, tree in zip(batch.ids, trees, strict=True):
            members = batch.members(name)
            assert list(members) == list(tree)
            assert_same(dict(members), tree)
        assert "a" not in batch.members("u1")
        with pytest.raises(KeyError):
            batch.members("u1")["a"]


@pytest.mark.parametrize("more", [0, 1], ids=["stacked", "ragged"])
def test_members__reads_no_more_than_asked_for(tmp_path: Path, more: int) -> None:
    size = 500_000  # 4 MB
    path = write_universes(tmp_path, *({"x": Array(np.ones(size + more * i))} for i in range(8)))
    with BatchFile(path) as batch:
        tracemalloc.start()
        batch.members("u3")["x"]
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 10e6
