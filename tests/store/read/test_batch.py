"""Universes of a file: members, parameters, stacks of fields."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest

from paraverse.base.checksums import CheckedFile
from paraverse.errors import LoadError
from paraverse.load.members import Array, Text, Tree
from paraverse.store.read import stored_file
from paraverse.store.read.batch import BatchFile
from paraverse.store.universe import Universe
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from support.trees import EXAMPLE_TREE, write_universes


def test_batch__what_is_in_it(path: str) -> None:
    with BatchFile(path) as batch:
        assert batch.ids == ["seed~3", "seed~4"]
        assert batch.fields == list(EXAMPLE_TREE)
        assert batch.entry("seed~4").parameters == {"seed": 4}
        assert batch.entry("seed~3").warnings == ()
        assert batch.entry("seed~4").warnings == ("no data.h5",)
        with pytest.raises(LoadError, match=r"no universe 'seed~5'. Did you mean 'seed~4'"):
            batch.universe("seed~5")


def test_getitem__array_can_be_changed_without_harm(universe: Universe) -> None:
    universe["data/walk"][:] = 5
    universe["params"]["seed"] = 5
    assert universe["data/walk"].values.tolist() == [0, 1, 2]
    assert universe["params/seed"] == 3


def test_batch__that_nobody_has_any_more_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[CheckedFile] = []

    class NotedFile(CheckedFile):
        def __init__(self, path: str) -> None:
            super().__init__(path)
            opened.append(self)

    monkeypatch.setattr(stored_file, "CheckedFile", NotedFile)
    write_batch(tmp_path / "batch.nc", [LoadedUniverse(id="sim_1", key="1", tree=EXAMPLE_TREE)])
    universe = BatchFile(str(tmp_path / "batch.nc")).universe("sim_1")
    gc.collect()
    assert universe["data/walk"].shape == (3,)
    assert [file.closed for file in opened] == [False]
    del universe
    gc.collect()
    assert [file.closed for file in opened] == [True]
    with BatchFile(str(tmp_path / "batch.nc")) as batch:
        assert batch.ids == ["sim_1"]
    assert [file.closed for file in opened] == [True, True]


def test_stack__one_array_of_many_universes(tmp_path: Path) -> None:
    def labelled(values: list[int], x: list[int]) -> Array:
        return Array(np.array(values), dims=("x",), coords={"x": (("x",), np.array(x))})

    trees: list[Tree] = [
        {
            "same": labelled([i, 2], [0, 1]),
            "labels": labelled([i, 2], [0, i]),
            "shape": Array(np.arange(i)),
            "dtype": Array(np.zeros(2, f"f{4 * i}")),
            "log": Text("x"),
            **({"one": Array(np.arange(2))} if i == 1 else {}),
        }
        for i in (1, 2)
    ]
    with BatchFile(write_universes(tmp_path, *trees)) as batch:
        assert batch.is_stackable("same")
        np.testing.assert_array_equal(batch.stack("same", 0, 2), [[1, 2], [2, 2]])
        np.testing.assert_array_equal(batch.stack("same", 1, 2, (slice(0, 1),)), [[2]])
        for field in ("labels", "shape", "dtype", "log", "one", "nothing"):
            assert not batch.is_stackable(field)
