"""Members of a data tree: their names, selections of them, and labels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from paraverse.base.field_filter import FieldFilter
from paraverse.load.members import (
    Array,
    Coordinate,
    GroupMember,
    Text,
    Tree,
    member_name,
    rename_coords,
    select_fields,
)

TREE: Tree = {
    "": GroupMember(),
    "a": GroupMember(),
    "a/b": GroupMember(),
    "a/b/c": Text("c"),
    "a/d": Array(np.arange(2)),
    "e": Text("e"),
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("energy", "energy"), ("v [m/s]", "v [m_s]"), (3, "3"), ("", "_"), ("  ", "_"), (" a ", "a")],
)
def test_member_name__is_one_name_in_a_path(name: Any, expected: str) -> None:
    assert member_name(name) == expected


@pytest.mark.parametrize(
    ("patterns", "paths"),
    [
        (None, list(TREE)),
        ((), [""]),
        (("e",), ["", "e"]),
        (("a/b/c",), ["", "a", "a/b", "a/b/c"]),
        (("a/b",), ["", "a", "a/b", "a/b/c"]),
        (("*/d",), ["", "a", "a/d"]),
        (("missing",), [""]),
    ],
)
def test_select_fields__with_the_groups_that_they_lie_in(
    patterns: tuple[str, ...] | None, paths: list[str]
) -> None:
    selected = select_fields(TREE, FieldFilter(patterns))
    assert list(selected) == paths
    assert all(selected[path] is TREE[path] for path in paths)


def test_rename_coords__with_their_dimensions() -> None:
    values = np.arange(2)
    coords: dict[str, Coordinate] = {
        "x": (("x",), values, {"units": "m"}),
        "place": (("x",), values),
        "both": (("y", "x"), values),
        "scalar": ((), values),
        "other": (("z",), values),
    }
    assert rename_coords(coords, {"x": "space", "y": "y"}) == {
        "space": (("space",), values, {"units": "m"}),
        "place": (("space",), values),
        "both": (("y", "space"), values),
        "scalar": ((), values),
    }
