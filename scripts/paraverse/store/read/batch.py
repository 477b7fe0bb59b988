"""Read universes from the store."""

from __future__ import annotations

import bisect
import os
import weakref
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any

import numpy as np

from paraverse.errors import LoadError, suggest
from paraverse.load import members as tree
from paraverse.store.exact_json import from_json
from paraverse.store.index import open_file
from paraverse.store.read.columns import Variables
from paraverse.store.read.members import MemberReader
from paraverse.store.universe import Universe


class Batch:
    """One file of the store, open for reading.

    Parameters
    ----------
    path
        The file.

    Attributes
    ----------
    path
        The file.
    ids
        Names of its universes.
    fields
        Paths of what is in them, groups before what is in them.

    Raises
    ------
    LoadError
        If the file is not a store of this version.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._file, self._index = open_file(path)
        # Left to netCDF4, files with groups in them are closed in a way that can crash the process
        self._close = weakref.finalize(self, self._file.close)
        self.ids: list[str] = [entry["id"] for entry in self._index["universes"]]
        self.fields: list[str] = list(self._index["fields"])
        self._reader = MemberReader(Variables(self._file), self._index["attributes"])

    def __enter__(self) -> Batch:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._close()

    def universe(self, universe_id: str) -> Universe:
        """Return one universe by its name."""
        members, parameters = self.members(universe_id), self.parameters(universe_id)
        return Universe(members, universe_id, parameters)

    def members(self, universe_id: str) -> Mapping[str, tree.Member]:
        """Return the members of a universe by path, exactly as they were loaded.

        They are read when they are asked for.
        """
        return _Members(self, self._position(universe_id))

    def key(self, universe_id: str) -> str:
        """Return what the data tree calls a universe."""
        return str(self._described(universe_id)["key"])

    def parameters(self, universe_id: str) -> dict[str, Any]:
        """Return the values of a universe's swept parameters."""
        found: dict[str, Any] = from_json(self._described(universe_id)["parameters"])
        return found

    def reasons(self, universe_id: str) -> tuple[str, ...]:
        """Return what could not be loaded of a universe, and why."""
        return tuple(self._described(universe_id)["reasons"])

    def is_stack(self, field: str) -> bool:
        """Tell whether a field can be read of many universes at once.

        It cannot if a universe lacks it, or if they differ in its type, shape or labels.
        """
        parts = self._index["fields"].get(field, ())
        return len(parts) == 1 and "in" not in parts[0] and self._reader.is_stack(parts[0])

    def stack(self, field: str, start: int, stop: int, inner: tuple[slice, ...] = ()) -> np.ndarray:
        """Read a field of universes that follow each other; `is_stack` must hold.

        Parameters
        ----------
        field
            Its path.
        start, stop
            Positions of the universes in `ids`.
        inner
            Which part of each array, for as many dimensions as there are slices.

        Returns
        -------
        numpy.ndarray
            The first dimension is the universe.
        """
        (entry,) = self._index["fields"][field]
        return self._reader.stack(entry, start, stop, inner)

    def _position(self, universe_id: str) -> int:
        try:
            return self.ids.index(universe_id)
        except ValueError:
            hint = suggest(universe_id, self.ids)
            raise LoadError(f"{self.path} has no universe {universe_id!r}. {hint}") from None

    def _described(self, universe_id: str) -> Mapping[str, Any]:
        described: Mapping[str, Any] = self._index["universes"][self._position(universe_id)]
        return described

    def _find(self, field: str, position: int) -> tuple[Mapping[str, Any], int] | None:
        """What the index says of a field in a universe, and which it is of those that have it."""
        for part in self._index["fields"].get(field, ()):
            present: Sequence[int] = part.get("in", range(len(self.ids)))
            number = bisect.bisect_left(present, position)
            if number < len(present) and present[number] == position:
                return part, number
        return None


_OPEN: weakref.WeakValueDictionary[tuple[str, int, int], Batch] = weakref.WeakValueDictionary()


def open_batch(path: str) -> Batch:
    """Open a file of the store, or return it if it is open; it is closed when nobody has it.

    A file that is open twice, closed once and opened again makes the netCDF library fail if
    another file is written meanwhile (netCDF 4.10 with HDF5 2.0: "HDF error").

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    LoadError
        If the file is not a store of this version.
    """
    try:
        status = os.stat(path)
    except OSError as error:
        raise LoadError(f"{path} cannot be opened: {error}") from error
    key = (os.path.abspath(path), status.st_ino, status.st_mtime_ns)
    batch = _OPEN.get(key)
    if batch is None:
        batch = _OPEN[key] = Batch(path)
    return batch


class _Members(Mapping[str, tree.Member]):
    """Members of a universe by path, as `paraverse.load.members.Tree`."""

    def __init__(self, batch: Batch, position: int) -> None:
        self._batch = batch
        self._position = position

    def __getitem__(self, path: str) -> tree.Member:
        found = self._batch._find(path, self._position)
        if found is None:
            raise KeyError(path)
        return self._batch._reader.read(*found, self._position)

    def __contains__(self, path: object) -> bool:
        return self._batch._find(str(path), self._position) is not None

    def __iter__(self) -> Iterator[str]:
        fields = self._batch.fields
        order = self._batch._index["universes"][self._position].get("order")
        if order is not None:
            return iter([fields[number] for number in order])
        return (name for name in fields if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
