"""The data tree of a whole sweep: data of the sweep itself, and a group with all universes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from paraverse.errors import LoadError, suggest
from paraverse.store.groups import Group
from paraverse.store.read.batch import BatchFile, open_batch


class MultiverseTree(Mapping[str, Any]):
    """The data tree of a sweep as a mapping by path; members are read on request.

    Parameters
    ----------
    stores
        Files of the store with the universes.
    sweep
        File of the store with what belongs to the whole sweep; None if there is nothing.
    group
        Path of the group with the universes, which are named by their keys.
    """

    def __init__(self, stores: Sequence[str], sweep: str | None, group: str) -> None:
        self._universes = UniversesGroup(stores)
        self._sweep = open_batch(sweep).universe("sweep") if sweep else Group({})
        self._group = group

    def __getitem__(self, path: str) -> Any:
        """Return a member.

        Parameters
        ----------
        path
            Its path; a slash at the beginning or end is ignored, and "" is the tree itself.

        Returns
        -------
        object
            The member, as `paraverse.store.groups.Group` returns it.

        Raises
        ------
        LoadError
            If there is nothing at this path.
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


class UniversesGroup(Mapping[str, Any]):
    """The universes of several files as a mapping by key; paths lead into the universes.

    Parameters
    ----------
    stores
        Files of the store.
    """

    def __init__(self, stores: Sequence[str]) -> None:
        self._locations: dict[str, tuple[BatchFile, str]] = {}
        for store in stores:
            batch = open_batch(store)
            self._locations |= {batch.entry(name).key: (batch, name) for name in batch.ids}

    def __getitem__(self, path: str) -> Any:
        """Return a universe or one of its members.

        Parameters
        ----------
        path
            Key of the universe, followed by a path in the universe if a member is requested.

        Returns
        -------
        object
            A `paraverse.store.universe.Universe` or one of its members.

        Raises
        ------
        LoadError
            If there is nothing at this path.
        """
        key, _, inside = path.strip("/").partition("/")
        if key not in self._locations:
            raise LoadError(f"There is no universe {key!r}. {suggest(key, self._locations)}")
        batch, name = self._locations[key]
        universe = batch.universe(name)
        return universe[inside] if inside else universe

    def __iter__(self) -> Iterator[str]:
        return iter(self._locations)

    def __len__(self) -> int:
        return len(self._locations)
