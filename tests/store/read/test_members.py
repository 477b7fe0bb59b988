"""Members as the index describes them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from paraverse.load.members import Array, GroupMember, Text, Tree
from paraverse.store.read.batch import BatchFile
from support.trees import assert_same, write_universes


def labeled(start: int, **attrs: str) -> Array:
    time = np.array([start, start + 1])
    return Array(
        np.array([1.0, 2.0]),
        attrs={"unit": "m"},
        dims=("time",),
        coords={"time": (("time",), time, attrs) if attrs else (("time",), time)},
    )


def test_read__each_kind_of_the_universes_that_have_it(tmp_path: Path) -> None:
    trees: list[Tree] = [
        {"x": labeled(0)},
        {"x": Text("a: 1", "yaml")},
        {"x": GroupMember("TimeSeriesGroup", {"n": 3})},
        {},
        {"x": labeled(5, long_name="Zeit")},
    ]
    with BatchFile(write_universes(tmp_path, *trees)) as batch:
        for index, tree in enumerate(trees):
            assert_same(dict(batch.members(f"u{index}")), tree)


def test_is_stackable__coordinates_count(tmp_path: Path) -> None:
    same = write_universes(tmp_path, {"x": labeled(0)}, {"x": labeled(0)})
    with BatchFile(same) as batch:
        assert batch.is_stackable("x")
    different = write_universes(tmp_path, {"x": labeled(0)}, {"x": labeled(1)})
    with BatchFile(different) as batch:
        assert not batch.is_stackable("x")
