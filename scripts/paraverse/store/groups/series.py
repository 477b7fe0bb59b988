"""Groups whose members are named by numbers, such as times."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, ClassVar

from paraverse.store.groups.labelled import LabelledDataGroup, PlaceOfCoords, number_or_text
from paraverse.store.universe import Group


class IndexedDataGroup(Group):
    """A group whose members are named by numbers, and in their order.

    A member is addressed by its name or, as that is a number, by the integer.
    """

    def __getitem__(self, path: str | int) -> Any:
        return super().__getitem__(str(path))

    def __contains__(self, path: object) -> bool:
        return super().__contains__(str(path))

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(super().__iter__(), key=_by_number))

    def key_at_idx(self, idx: int) -> str:
        """Return the name of the member at a position, negative ones from the end.

        Raises
        ------
        IndexError
            If there are not so many.
        """
        return list(self)[idx]

    def keys_as_int(self) -> Iterator[int]:
        """Return the names as integers."""
        return map(int, self)


class TimeSeriesGroup(LabelledDataGroup, IndexedDataGroup):
    """A group whose members are the states at different times, named by them."""

    LDG_DIMS = ("time",)
    LDG_EXTRACT_COORDS_FROM: ClassVar[PlaceOfCoords] = "name"


class HeterogeneousTimeSeriesGroup(TimeSeriesGroup):
    """A group whose members each have a coordinate ``time``, of one or more times."""

    LDG_EXTRACT_COORDS_FROM = "data"


def _by_number(name: str) -> tuple[bool, float]:
    value = number_or_text(name)
    if isinstance(value, int | float) and not math.isnan(value):
        return False, value
    return True, 0.0  # behind the numbers, in the file's order
