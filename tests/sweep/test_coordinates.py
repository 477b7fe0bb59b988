"""Parameters that depend on dimensions."""

from __future__ import annotations

from paraverse.sweep.coordinates import make_coordinate, select_coordinates, value_at

DIMENSIONS = {"a": (1, 2, 3), "b": ("x", "y")}
COORDINATE = make_coordinate({"a": 3, "b": 2}, {(i, j): 10 * i + j for i in (0, 2) for j in (0, 1)})


def test_value_at__a_point_or_none() -> None:
    assert value_at(COORDINATE, DIMENSIONS, {"a": 2, "b": 1}) == 21
    assert value_at(COORDINATE, DIMENSIONS, {"a": 1, "b": 1}) is None


def test_select_coordinates__of_a_subspace() -> None:
    selected = select_coordinates({"c": COORDINATE}, DIMENSIONS, {"a": (3, 1), "b": ("y",)})
    assert selected["c"].dims == ("a", "b")
    assert selected["c"].values == (21, 1)
    assert select_coordinates({}, DIMENSIONS, DIMENSIONS) == {}
