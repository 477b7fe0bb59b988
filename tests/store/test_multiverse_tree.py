"""The data tree of a whole sweep."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from paraverse.errors import LoadError
from paraverse.load.members import Array, Text
from paraverse.store.multiverse_tree import MultiverseTree
from paraverse.store.universe import Universe
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse


@pytest.fixture
def tree(tmp_path: Path) -> MultiverseTree:
    """Three universes in two files, and the parameter space."""
    for start, numbers in (("a", (0, 1)), ("b", (2,))):
        universes = [
            LoadedUniverse(id=f"sim_{n}", key=str(n), tree={"data/x": Array(np.array([n]))})
            for n in numbers
        ]
        write_batch(tmp_path / f"{start}.nc", universes)
    sweep = {"pspace": Text("seed: 3", "yaml"), "simulations/notes": Text("not reached")}
    write_batch(tmp_path / "sweep.nc", [LoadedUniverse(id="sweep", key="", tree=dict(sweep))])
    stores = [str(tmp_path / "a.nc"), str(tmp_path / "b.nc")]
    return MultiverseTree(stores, str(tmp_path / "sweep.nc"), "simulations")


def test_getitem__members_of_the_sweep(tree: MultiverseTree) -> None:
    assert tree["pspace/seed"] == 3
    assert tree["/"] is tree
    assert list(tree) == ["pspace", "simulations"]
    assert len(tree) == 2


def test_getitem__universes_of_all_files(tree: MultiverseTree) -> None:
    assert list(tree["simulations"]) == ["0", "1", "2"]
    universe = tree["simulations/2"]
    assert isinstance(universe, Universe)
    assert universe.id == "sim_2"
    assert tree["simulations"]["1/data/x"].values.tolist() == [1]
    assert tree["/simulations/1/data/x/"].values.tolist() == [1]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("simulations/5", "There is no universe '5'."),
        ("simulations/1/data/y", "There is no 'data/y'. Did you mean 'data/x'?"),
        ("psace", "There is no 'psace'. Did you mean 'pspace'"),
    ],
)
def test_getitem__says_what_there_is(tree: MultiverseTree, path: str, message: str) -> None:
    with pytest.raises(LoadError) as error:
        tree[path]
    assert str(error.value).startswith(message)


def test_getitem__nothing_belongs_to_the_sweep(tmp_path: Path) -> None:
    tree = MultiverseTree([], None, "universes")
    assert list(tree) == ["universes"]
    assert len(tree["universes"]) == 0
