"""The whole data tree: what belongs to the sweep, and a group with all universes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from paraverse.errors import LoadError, suggest
from paraverse.store.groups import Group
from paraverse.store.read.batch import Batch, open_batch
from paraverse.store.universe import Universe


class DataTree(Mapping[str, Any]):
    """The data tree, by path; what is asked for is read at that time.

    Parameters
    ----------
    stores
        Files of the store, with universes.
    sweep
        The file with what belongs to the whole sweep, if there is one.
    group
        The path of the group that the universes are in, by their keys.
    """

    def __init__(self, stores: Sequence[str], sweep: str | None, group: str) -> None:
        self._universes = Universes(stores)
        self._sweep = open_batch(sweep).universe("sweep") if sweep else Group({})
        self._group = group

    def __getitem__(self, path: str) -> Any:
        """Return a member.

        Raises
        ------
        LoadError
            If there is none.
        """
        path = path.strip("/")
        if not path:
            return self
        if path == self._group:
            return self._universes
        if path.startswith(f"{self._group}/"):
            return self._universes[path.removeprefix(f"{self._group}/")]
        return self._sweep[path]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*self._sweep, self._group]))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Universes(Mapping[str, Any]):
    """The universes of some stores by their keys, and what is in them by path.

    Parameters
    ----------
    stores
        Their files.
    """

    def __init__(self, stores: Sequence[str]) -> None:
        self._found: dict[str, tuple[Batch, str]] = {}
        for store in stores:
            batch = open_batch(store)
            self._found |= {batch.key(name): (batch, name) for name in batch.ids}

    def __getitem__(self, path: str) -> Any:
        """Return a universe or something in it.

        Raises
        ------
        LoadError
            If there is none.
        """
        key, _, inside = path.strip("/").partition("/")
        if key not in self._found:
            raise LoadError(f"There is no universe {key!r}. {suggest(key, self._found)}")
        batch, name = self._found[key]
        universe: Universe = batch.universe(name)
        return universe[inside] if inside else universe

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
