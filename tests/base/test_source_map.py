"""Locations of values, and of what encloses them."""

from __future__ import annotations

import pytest

from paraverse.base.source_map import SourceMap, nearest_key_path
from paraverse.errors import KeyPath, Location

LOCATIONS = {
    (): Location("plots.yaml", 3),
    ("transform",): Location("plots.yaml", 5),
    ("transform", 1): Location("plots.yaml", 7),
    ("style",): Location("base.yaml", 2),
}


@pytest.mark.parametrize(
    ("keys", "nearest"),
    [
        ((), ()),
        (("transform", 1), ("transform", 1)),
        (("transform", 1, "args", 0), ("transform", 1)),
        (("transform", 0), ("transform",)),
        (("helpers",), ()),
    ],
)
def test_nearest_key_path__longest_beginning(keys: KeyPath, nearest: KeyPath) -> None:
    assert nearest_key_path(keys, LOCATIONS) == nearest


def test_nearest_key_path__nothing_available() -> None:
    assert nearest_key_path(("a", 0), set()) == ()


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (("transform", 1, "args"), "plots.yaml:7: mean.transform[1].args"),
        (("style", "font.size"), "base.yaml:2: mean.style.font.size"),
        (("helpers",), "plots.yaml:3: mean.helpers"),
    ],
)
def test_source_map__message_has_all_keys(keys: KeyPath, message: str) -> None:
    assert str(SourceMap("mean", LOCATIONS)(*keys)) == message


def test_source_map__without_locations() -> None:
    assert SourceMap("mean", {})("style") == Location("", None, ("mean", "style"))
