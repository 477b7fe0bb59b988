"""Read universes from a file of the store."""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from paraverse.errors import LoadError, suggest
from paraverse.load.members import Member
from paraverse.store.index import SOURCES_NAME
from paraverse.store.read.columns import Variables
from paraverse.store.read.members import MemberReader
from paraverse.store.read.stored_file import StoredFile
from paraverse.store.read.universe_entry import UniverseEntry
from paraverse.store.read.universe_members import UniverseMembers
from paraverse.store.universe import Universe


class BatchFile:
    """A file of the store, open for reading.

    It can be used as a context manager, which closes the file; otherwise the file is closed when
    the last reference to the batch is gone.

    Parameters
    ----------
    path
        Path of the file.

    Attributes
    ----------
    path
        Path of the file.
    ids
        Names of its universes, in the order of the file.
    fields
        Paths of all members of its universes; groups come before their members.

    Raises
    ------
    LoadError
        If the file cannot be opened, or is not a file of the store in the current format.
    DamagedFileError
        If the file is damaged. All methods that read from it raise the error if what they read is
        damaged.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self._file = StoredFile(path)
        self._index = self._file.index
        self.ids: list[str] = [entry["id"] for entry in self._index["universes"]]
        self.fields: list[str] = list(self._index["fields"])
        self._reader = MemberReader(Variables(self._file), self._index["attributes"])

    def __enter__(self) -> BatchFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()

    def universe(self, universe_id: str) -> Universe:
        """Return one universe.

        Parameters
        ----------
        universe_id
            Its name.

        Returns
        -------
        Universe
            A mapping of its members, which are read when they are requested.

        Raises
        ------
        LoadError
            If the file has no such universe.
        """
        parameters = self.entry(universe_id).parameters
        return Universe(self.members(universe_id), universe_id, parameters)

    def members(self, universe_id: str) -> Mapping[str, Member]:
        """Return the members of a universe, exactly as they were loaded.

        Parameters
        ----------
        universe_id
            Name of the universe.

        Returns
        -------
        Mapping
            The members by path; each is read when it is requested.

        Raises
        ------
        LoadError
            If the file has no such universe.
        """
        return UniverseMembers(
            self._index["fields"],
            self._reader,
            universe_index=self._universe_index(universe_id),
            order=self.entry(universe_id).order,
        )

    def entry(self, universe_id: str) -> UniverseEntry:
        """Return what the file says about a universe besides its members.

        Parameters
        ----------
        universe_id
            Name of the universe.

        Returns
        -------
        UniverseEntry
            Its parameters, what could not be loaded, and more.

        Raises
        ------
        LoadError
            If the file has no such universe.
        """
        return UniverseEntry(self._index["universes"][self._universe_index(universe_id)])

    def files(self, universe_id: str) -> Mapping[str, tuple[str, str]]:
        """Return the files from which a universe was loaded.

        Parameters
        ----------
        universe_id
            Name of the universe.

        Returns
        -------
        Mapping
            By the path of each file, relative to the folder of the data: where its content is in
            the universe, and a digest of it.

        Raises
        ------
        LoadError
            If the file has no such universe.
        """
        return self._sources[self._universe_index(universe_id)]

    def sources(self) -> Iterator[tuple[str, Mapping[str, tuple[str, str]], Sequence[str]]]:
        """Iterate over the universes and what they were loaded from.

        Yields
        ------
        str
            The name of a universe.
        Mapping
            Its files, see `files`.
        sequence of str
            A sentence for each thing that could not be loaded.
        """
        for entry, files in zip(self._index["universes"], self._sources, strict=True):
            yield entry["id"], files, entry["reasons"]

    @cached_property
    def _sources(self) -> Sequence[Mapping[str, tuple[str, str]]]:
        text = self._file.text(SOURCES_NAME)
        return [{}] * len(self.ids) if text is None else json.loads(text)

    def is_stackable(self, field: str) -> bool:
        """Tell whether a field can be read from many universes at once.

        Parameters
        ----------
        field
            Path of the field.

        Returns
        -------
        bool
            False if a universe lacks the field, or if universes differ in its dtype, shape or
            coordinates.
        """
        entries = self._index["fields"].get(field, ())
        return len(entries) == 1 and "in" not in entries[0] and self._reader.is_stackable(*entries)

    def is_compressed(self, field: str) -> bool:
        """Tell whether the values of a field are compressed.

        Parameters
        ----------
        field
            Path of the field, or of a group of fields.

        Returns
        -------
        bool
            Whether those of any universe are. False if there is no such field.
        """
        entries = (
            entry
            for path, entries in self._index["fields"].items()
            if f"{path}/".startswith(f"{field}/")
            for entry in entries
        )
        return any(map(self._reader.is_compressed, entries))

    def attributes(
        self, field: str, positions: Sequence[int]
    ) -> Iterator[tuple[str, dict[str, Any], dict[str, dict[str, Any]]]]:
        """Iterate over the attributes of a field in some universes, each distinct set once.

        Parameters
        ----------
        field
            Path of the field; `is_stackable` must hold for it.
        positions
            Positions of the universes in `ids`.

        Yields
        ------
        str, dict, dict
            A universe, the attributes of its array, and those of each of its coordinates.
        """
        (entry,) = self._index["fields"][field]
        for position in self._reader.distinct_rows(entry, positions):
            yield (self.ids[position], *self._reader.read_all_attributes(entry, position))

    def stack(self, field: str, start: int, stop: int, inner: tuple[slice, ...] = ()) -> np.ndarray:
        """Read a field from consecutive universes.

        Parameters
        ----------
        field
            Path of the field; `is_stackable` must hold for it.
        start, stop
            Range of universes, as positions in `ids`.
        inner
            Slices of the first dimensions of each universe's array; by default whole arrays are
            read.

        Returns
        -------
        numpy.ndarray
            Values of shape (stop - start, ...): the universes lie along the first dimension.
        """
        (entry,) = self._index["fields"][field]
        return self._reader.stack(entry, start, stop, inner)

    def _universe_index(self, universe_id: str) -> int:
        try:
            return self.ids.index(universe_id)
        except ValueError:
            hint = suggest(universe_id, self.ids)
            raise LoadError(f"{self.path} has no universe {universe_id!r}. {hint}") from None


_OPEN: weakref.WeakValueDictionary[tuple[str, int, int], BatchFile] = weakref.WeakValueDictionary()


def open_batch(path: str | Path) -> BatchFile:
    """Open a file of the store, or return it if it is already open.

    Parameters
    ----------
    path
        Path of the file.

    Returns
    -------
    BatchFile
        The open file, shared with all other callers. It is closed when the last reference to it
        is gone.

    Raises
    ------
    LoadError
        If the file cannot be opened, or is not a file of the store in the current format.
    DamagedFileError
        If the file is damaged.
    """
    try:
        status = os.stat(path)
    except OSError as error:
        raise LoadError(f"{path} cannot be opened: {error}") from error
    key = (os.path.abspath(path), status.st_ino, status.st_mtime_ns)
    batch = _OPEN.get(key)
    if batch is None:
        batch = _OPEN[key] = BatchFile(path)
    return batch
