"""Groups whose members are named by numbers, such as times."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, ClassVar

from paraverse.store.groups.base import Group
from paraverse.store.groups.labelled import LabelledDataGroup
from paraverse.store.groups.member_coords import CoordsSource, parse_coordinate


class IndexedDataGroup(Group):
    """A group whose members are named by numbers and sorted by them.

    A member can be accessed by its name or by the integer that its name spells.
    """

    def __getitem__(self, path: str | int) -> Any:
        return super().__getitem__(str(path))

    def __contains__(self, path: object) -> bool:
        return super().__contains__(str(path))

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(super().__iter__(), key=_sort_key))

    def key_at_idx(self, idx: int) -> str:
        """Return the name of the member at a position.

        Parameters
        ----------
        idx
            The position; negative ones count from the end.

        Returns
        -------
        str
            Name of the member.

        Raises
        ------
        IndexError
            If there is no member at this position.
        """
        return list(self)[idx]

    def keys_as_int(self) -> Iterator[int]:
        """Return the names of the members as integers.

        Returns
        -------
        iterator of int
            One integer for each member, in ascending order.

        Raises
        ------
        ValueError
            When the iteration reaches a name that does not spell an integer.
        """
        return map(int, self)


class TimeSeriesGroup(LabelledDataGroup, IndexedDataGroup):
    """A group whose members are states at different times, each named after its time."""

    LDG_DIMS = ("time",)
    LDG_EXTRACT_COORDS_FROM: ClassVar[CoordsSource] = "name"


class HeterogeneousTimeSeriesGroup(TimeSeriesGroup):
    """A group whose members each have a coordinate ``time`` with one or more values."""

    LDG_EXTRACT_COORDS_FROM = "data"


def _sort_key(name: str) -> tuple[bool, float]:
    value = parse_coordinate(name)
    if isinstance(value, int | float) and not math.isnan(value):
        return False, value
    return True, 0.0  # after the numbers, in the order of the file
