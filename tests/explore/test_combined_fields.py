"""Fields of stored universes, combined over the parameters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.explore.combined_fields import combine_arrays, combine_tables, member_kind
from paraverse.explore.universe_points import UniversePoints
from paraverse.load.members import Array, Text
from paraverse.load.to_members import to_members
from paraverse.store.read.batch import BatchFile, open_batch
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse


@pytest.fixture
def batches(tmp_path: Path) -> list[BatchFile]:
    """Two files with a universe each, for ``a`` = 1 and 2, ``b`` = 0."""
    paths = []
    for a in (1, 2):
        table: Any = to_members(pd.DataFrame({"x": [a, 10 * a]}), FieldFilter(), print)
        members = {f"t/{path}".rstrip("/"): member for path, member in table.items()}
        universe = LoadedUniverse(
            id=f"u{a}",
            key=str(a),
            parameters={"a": a, "b": 0},
            tree={"n": Array(np.array(a)), "log": Text("Done"), **members},
            warnings=(),
            notes=(),
        )
        paths.append(str(tmp_path / f"u{a}.nc"))
        write_batch(paths[-1], [universe], "none")
    return [open_batch(path) for path in paths]


def points(batches: list[BatchFile]) -> UniversePoints:
    return UniversePoints({id_: batch for batch in batches for id_ in batch.ids})


def test_member_kind__of_groups_and_others(batches: list[BatchFile]) -> None:
    kinds = [member_kind(batches, path) for path in ("n", "log", "t", "nothing")]
    assert kinds == ["Array", "Text", "Table", None]


def test_combine_arrays__over_the_parameters(batches: list[BatchFile]) -> None:
    array = combine_arrays("n", batches, points(batches), without=["b"])
    assert array.dims == ("a",)
    assert array.values.tolist() == [1, 2]


def test_combine_tables__below_each_other(batches: list[BatchFile]) -> None:
    table = combine_tables("t", batches, points(batches), without=[])
    assert list(table.index.names) == ["a", "b"]
    assert table.x.tolist() == [1, 10, 2, 20]
    few = combine_tables("t", batches, points(batches), without=["b"])
    assert list(few.index.names) == ["a"]
