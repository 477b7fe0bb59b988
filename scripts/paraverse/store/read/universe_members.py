"""Members of one universe in a file of the store."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from paraverse.load.members import Member
from paraverse.store.read.members import MemberReader


class UniverseMembers(Mapping[str, Member]):
    """Members of one universe by path, read when they are requested, exactly as they were loaded.

    Parameters
    ----------
    fields
        The entries of the index for each path in the file. An entry describes the members of
        those universes that are alike.
    reader
        Reads the members.
    universe_index
        The position of the universe in the file.
    order
        The positions of its members in `fields`; None if their order is that of the fields.
    """

    def __init__(
        self,
        fields: Mapping[str, Sequence[Mapping[str, Any]]],
        reader: MemberReader,
        *,
        universe_index: int,
        order: Sequence[int] | None,
    ) -> None:
        self._fields = fields
        self._reader = reader
        self._universe_index = universe_index
        self._order = order

    def __getitem__(self, path: str) -> Member:
        entry_and_row = self._find(path)
        if entry_and_row is None:
            raise KeyError(path)
        return self._reader.read(*entry_and_row, self._universe_index)

    def __contains__(self, path: object) -> bool:
        return self._find(str(path)) is not None

    def __iter__(self) -> Iterator[str]:
        if self._order is None:
            return (name for name in self._fields if name in self)
        fields = list(self._fields)
        return iter([fields[position] for position in self._order])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _find(self, path: str) -> tuple[Mapping[str, Any], int] | None:
        """Return the index entry of a member, and the universe's row in it."""
        for entry in self._fields.get(path, ()):
            if "in" not in entry:  # all universes have it
                return entry, self._universe_index
            present: Sequence[int] = entry["in"]
            row = bisect.bisect_left(present, self._universe_index)
            if row < len(present) and present[row] == self._universe_index:
                return entry, row
        return None
