"""Universes by name, by values of parameters, and in ranges of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from paraverse.errors import LoadError
from paraverse.explore.universe_points import UniversePoints
from paraverse.store.read.batch import BatchFile, open_batch
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse


def store(tmp_path: Path, points: list[dict[str, Any]]) -> dict[str, BatchFile]:
    path = str(tmp_path / "store.nc")
    universes = [
        LoadedUniverse(
            id=f"u{number}", key=str(number), parameters=point, tree={}, warnings=(), notes=()
        )
        for number, point in enumerate(points)
    ]
    write_batch(path, universes, "none")
    batch = open_batch(path)
    return dict.fromkeys(batch.ids, batch)


@pytest.fixture
def points(tmp_path: Path) -> UniversePoints:
    sweep = [{"a": a, "name": name} for a in (1, 2, 10) for name in ("x", "y")]
    return UniversePoints(store(tmp_path, [*sweep, {}]))


def test_dimensions__values_in_the_order_of_the_store(points: UniversePoints) -> None:
    assert points.dimensions == {"a": (1, 2, 10), "name": ("x", "y")}
    assert points.in_space[1] == ("u1", [1, "y"])
    assert len(points.in_space) == 6


@pytest.mark.parametrize(
    ("parameters", "ids"),
    [
        ({"a": 2}, ["u2", "u3"]),
        ({"a": [1, 10], "name": "y"}, ["u1", "u5"]),
        ({"a": slice(2, 10)}, ["u2", "u3", "u4", "u5"]),
        ({"a": slice(None, 2), "name": ["x"]}, ["u0", "u2"]),
        ({"name": slice("y", None)}, ["u1", "u3", "u5"]),
        ({"a": slice(3, 4)}, []),
        ({}, ["u0", "u1", "u2", "u3", "u4", "u5"]),
    ],
)
def test_select__values_lists_and_ranges(
    points: UniversePoints, parameters: dict[str, Any], ids: list[str]
) -> None:
    assert points.select(parameters) == ids


def test_find__exactly_one(points: UniversePoints) -> None:
    assert points.find_by_name("3") == points.find_by_name("u3") == "u3"
    assert points.find_at({"a": 10, "name": "x"}) == "u4"
    with pytest.raises(LoadError, match=r"2 universes fit \(u4, u5\)"):
        points.find_at({"a": 10})


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"b": 1}, "There is no swept parameter 'b'."),
        ({"a": 3}, "3 is not a value of 'a'. Its values: 1, 2, 10."),
        ({"a": [1, 3]}, "3 is not a value of 'a'."),
        ({"a": slice(1, 2, 1)}, "A range of 'a' takes no step"),
        ({"a": slice("x", None)}, "The values of 'a' cannot be compared with slice('x'"),
    ],
)
def test_select__mistakes(points: UniversePoints, parameters: dict[str, Any], message: str) -> None:
    with pytest.raises(LoadError) as error:
        points.select(parameters)
    assert message in str(error.value)


def test_select__nothing_is_swept(tmp_path: Path) -> None:
    points = UniversePoints(store(tmp_path, [{}, {}]))
    assert points.dimensions == {"universe": ("u0", "u1")}
    assert points.select({}) == ["u0", "u1"]
    assert points.select({"universe": "u1"}) == ["u1"]
