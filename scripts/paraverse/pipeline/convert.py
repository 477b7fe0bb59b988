"""Load a batch of universes and store it."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence, Set
from functools import partial
from pathlib import Path

from paraverse.base.file_index import FileIndex, FileVersion, file_state
from paraverse.errors import LoadError, list_some
from paraverse.jobs import ConvertJob
from paraverse.load.isolated import apply_to_loaded
from paraverse.load.universe import LoadResult
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from paraverse.sweep.file_versions import describe_files

log = logging.getLogger(__name__)

MAX_READS = 3
"""How often a batch is read if its files change meanwhile."""

Texts = tuple[str, ...]
Versions = Mapping[str, FileVersion]


def convert(job: ConvertJob, store: str | Path) -> Versions:
    """Load a batch of universes and store it as one file.

    If files change while they are read, all are read again, so that a store never mixes old and
    new files.

    Parameters
    ----------
    job
        The universes and the fields to store.
    store
        The netCDF file.

    Returns
    -------
    mapping of str to FileVersion
        What each file contained. It differs from `job.versions` for files that have changed since
        the job was planned.

    Raises
    ------
    LoadError
        If universes lack required data, with the names of all of them, if a value cannot be stored,
        or if files go on changing.
    """
    before = _versions_now(job, job.versions)
    for _ in range(MAX_READS):
        _convert_once(job, store)
        after = _versions_now(job, before)
        if after == before:
            _log_changes(job.versions, after)
            return after
        changed = [path for path in after if after[path] != before[path]]
        log.warning("Read again, as it has changed meanwhile: %s", list_some(changed))
        before = after
    Path(store).unlink(missing_ok=True)
    raise LoadError(
        f"Files go on changing while they are read: {list_some(changed)}. Run again when whatever "
        "writes them has ended."
    )


def actual_dependencies(depends_on: Set[str], job: ConvertJob, read: Versions) -> Set[str]:
    """Return what a store depends on, given the files that were actually read.

    Parameters
    ----------
    depends_on
        What the store was planned to depend on.
    job
        The job that was run.
    read
        What each file contained when it was read.

    Returns
    -------
    set of str
        The same dependencies, except for files that have changed since the job was planned.
    """
    planned = describe_files(job.universes, job.versions)
    return depends_on - {planned} | {describe_files(job.universes, read)}


def _versions_now(job: ConvertJob, earlier: Versions) -> dict[str, FileVersion]:
    """Return the versions of all files; those that have not changed are not read."""
    index = FileIndex()
    unchanged = {
        path: version
        for path, version in earlier.items()
        if version.state == file_state(path) and os.path.isfile(path)
    }
    paths = (file.path for universe in job.universes for file in universe.files)
    return {path: unchanged.get(path) or index.version(path) for path in paths}


def _log_changes(planned: Versions, read: Versions) -> None:
    changed = [path for path in planned if read[path].content != planned[path].content]
    if changed:
        log.warning(
            "Changed since this run was planned; the next run converts this batch again: %s",
            list_some(changed),
        )


def _convert_once(job: ConvertJob, store: str | Path) -> None:
    loaded = apply_to_loaded(partial(_write, job, store), job.universes, job.fields, job.settings)
    failures = []
    for universe, (more_reasons, more_failures) in zip(job.universes, loaded, strict=True):
        failures += [f"{universe.id}: {text}" for text in (*universe.errors, *more_failures)]
        for reason in (*universe.warnings, *more_reasons):
            log.warning("%s: %s", universe.id, reason)
    if failures:
        raise LoadError(
            "\n".join(failures) + "\nTo go on without, set `on_error: skip` at the entry of `load`."
        )


def _write(
    job: ConvertJob, store: str | Path, loaded: Sequence[LoadResult]
) -> list[tuple[Texts, Texts]]:
    """Store universes unless one has errors; return the warnings and errors of each."""
    pairs = list(zip(job.universes, loaded, strict=True))
    if not any(universe.errors or one.errors for universe, one in pairs):
        universes = [
            LoadedUniverse(
                id=universe.id,
                key=universe.key,
                parameters=dict(zip(job.dimensions, universe.values or (), strict=False)),
                tree=one.tree,
                warnings=(*universe.warnings, *one.warnings),
                notes=(*universe.notes, *one.notes),
            )
            for universe, one in pairs
        ]
        write_batch(store, universes, job.compression)
    return [(one.warnings, one.errors) for one in loaded]
