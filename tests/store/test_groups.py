"""Registration of kinds of groups."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from paraverse.load.group_kinds import GROUP_TYPES
from paraverse.store.groups import GROUP_CLASSES, group_type
from paraverse.store.groups.labelled import LabelledDataGroup
from support.groups import group_of, restored_group_types


class Rooms(LabelledDataGroup):
    LDG_DIMS = ("floor", "room")
    LDG_EXTRACT_COORDS_FROM = "name"


@pytest.fixture(autouse=True)
def own_kinds() -> Iterator[None]:
    """Register the class above, and unregister it afterwards."""
    with restored_group_types():
        group_type("Rooms", content="rooms")(Rooms)
        yield


def test_group_type__ones_own() -> None:
    assert GROUP_TYPES["rooms"] == "Rooms"
    assert GROUP_CLASSES["Rooms"] is Rooms
    assert type(group_of("Rooms", {})) is Rooms
