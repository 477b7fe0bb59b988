"""A file of the store that several tests read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from paraverse.load.members import Text
from paraverse.store.read.batch import BatchFile
from paraverse.store.universe import Universe
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from support.trees import EXAMPLE_TREE


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A batch with one full and one nearly empty universe."""
    universes = [
        LoadedUniverse(id="seed~3", key="3", parameters={"seed": 3}, tree=EXAMPLE_TREE),
        LoadedUniverse(
            id="seed~4",
            key="4",
            parameters={"seed": 4},
            tree={"log": Text("Failed\n")},
            warnings=("no data.h5",),
        ),
    ]
    write_batch(tmp_path / "batch.nc", universes)
    return str(tmp_path / "batch.nc")


@pytest.fixture
def universe(path: str) -> Iterator[Universe]:
    """The full universe."""
    with BatchFile(path) as batch:
        yield batch.universe("seed~3")
