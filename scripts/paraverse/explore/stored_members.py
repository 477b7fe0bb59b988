"""The stored universes of a project, and the raw files that fill what is not stored."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path

from paraverse.explore.raw_files import RawFiles
from paraverse.load.members import Member
from paraverse.store.read.batch import BatchFile, open_batch

log = logging.getLogger(__name__)


def open_batches(folder: Path, raw_files: RawFiles | None) -> dict[str, BatchFile]:
    """Open the store of a project.

    Parameters
    ----------
    folder
        The project's folder.
    raw_files
        The raw files of the project. If None, there is no configuration, and the newest file that
        holds a universe is used.

    Returns
    -------
    dict of str to BatchFile
        The file that holds each universe, by the id of the universe.
    """
    if raw_files is not None:
        paths = [folder / store for store in raw_files.stores]
    else:
        files = (folder / "results" / "universes").glob("*.nc")
        paths = sorted(files, key=lambda path: path.stat().st_mtime)
    batch_by_universe: dict[str, BatchFile] = {}
    for path in paths:
        if path.exists():
            batch = open_batch(str(path))
            batch_by_universe.update(dict.fromkeys(batch.ids, batch))
    return batch_by_universe


class StoredOrRawMembers(Mapping[str, Member]):
    """The stored members of a universe, and those of its raw files that are not stored.

    Parameters
    ----------
    stored, raw
        The members by path.
    universe
        The id of the universe, for the warning when a raw file is read.
    """

    def __init__(
        self, stored: Mapping[str, Member], raw: Mapping[str, Member], universe: str
    ) -> None:
        self._stored = stored
        self._raw = raw
        self._universe = universe
        self._announced: set[str] = set()

    def __getitem__(self, path: str) -> Member:
        if path in self._stored:
            return self._stored[path]
        member = self._raw[path]
        if not any(f"{path}/".startswith(f"{above}/") for above in self._announced):
            self._announced.add(path)
            message = "%s of %s is not stored: it is read from the raw files"
            log.warning(message, path, self._universe)
        return member

    def __contains__(self, path: object) -> bool:
        return path in self._stored or path in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*self._stored, *self._raw]))

    def __len__(self) -> int:
        return sum(1 for _ in self)
