"""Load a batch of universes and store it."""

from __future__ import annotations

import itertools
import logging
import os
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from paraverse.base.digest import digest
from paraverse.base.file_index import FileIndex, FileVersion, file_state
from paraverse.base.job_messages import REPEATED
from paraverse.base.late_changes import note_source
from paraverse.errors import LoadError, list_some
from paraverse.jobs.convert import ConvertJob, LoadSettings
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.load.isolated import apply_to_loaded
from paraverse.load.universe import LoadResult
from paraverse.pipeline.digested_files import digest_files
from paraverse.pipeline.provenance import (
    store_document,
    with_recorded_commit,
)
from paraverse.provenance.origin import Facts, Origin, facts_of
from paraverse.store.write.batch import write_batch
from paraverse.store.write.loaded_universe import LoadedUniverse
from paraverse.sweep.file_versions import describe_files
from paraverse.sweep.folders import describe_simulation_failure, simulation_failure

log = logging.getLogger(__name__)

MAX_READS = 3
"""How often a batch is read if its files change meanwhile."""

Versions = Mapping[str, FileVersion]


@dataclass(frozen=True, kw_only=True)
class FilesRead:
    """The files that a batch was converted from.

    Attributes
    ----------
    versions
        The content of each file of the universes.
    others
        The content of files that loaders have read besides, such as targets of links in HDF5 files.
    sources
        For each universe, by its id, a digest of these files and of how they were loaded.
    lacks
        For each incomplete universe, by its id, what could not be loaded, and why.
    repository
        The commit that the store states; None if it states none.
    """

    versions: Versions
    others: Mapping[str, str]
    sources: Mapping[str, str]
    lacks: Mapping[str, Sequence[str]]
    repository: Mapping[str, Any] | None = None


def convert(
    job: ConvertJob,
    store: str | Path,
    origin: Origin | None = None,
    depends_on: Set[str] = frozenset(),
) -> FilesRead:
    """Load a batch of universes and store it as one file.

    If files change while they are read, all are read again, so that a store never mixes old and
    new files.

    Parameters
    ----------
    job
        The universes and the fields to store.
    store
        The netCDF file.
    origin
        What the plan knows about the origin of the store; None to write nothing about it.
    depends_on
        What the store was planned to depend on.

    Returns
    -------
    FilesRead
        The files as they were read. They differ from `job.versions` if they have changed since the
        job was planned.

    Raises
    ------
    LoadError
        If universes lack required data, with the names of all of them, if a value cannot be stored,
        or if files go on changing.
    """
    for module in job.settings.modules:
        note_source(module)
    before = _versions_now(job, job.versions)
    for _ in range(MAX_READS):
        without_failed = _leave_out_failed(job)
        facts = with_recorded_commit(facts_of(origin), store, _with_files(depends_on, job, before))
        loaded = _convert_once(without_failed, store, before, facts)
        others = dict(itertools.chain(*(one.other_files.items() for one in loaded)))
        after = _versions_now(job, before)
        changed = [path for path in after if after[path] != before[path]]
        changed += [path for path, state in others.items() if file_state(path) != state]
        if not changed:
            _log_changes(job.versions, after)
            index = FileIndex()
            contents = {path: index.content(path) for path in sorted(others)}
            return FilesRead(
                versions=after,
                others=contents,
                sources=source_digests(job, after, contents),
                lacks=_lacks(without_failed, loaded),
                repository=facts and facts["document"]["repository"],
            )
        log.warning("Read again, as it has changed meanwhile: %s", list_some(changed))
        before = after
    Path(store).unlink(missing_ok=True)
    raise LoadError(
        f"Files go on changing while they are read: {list_some(changed)}. Run again when whatever "
        "writes them has ended."
    )


def actual_dependencies(depends_on: Set[str], job: ConvertJob, read: FilesRead) -> Set[str]:
    """Return what a store depends on, given the files that were actually read.

    Parameters
    ----------
    depends_on
        What the store was planned to depend on.
    job
        The job that was run.
    read
        The files that were read.

    Returns
    -------
    set of str
        The same dependencies, except for files that have changed since the job was planned.
    """
    return _with_files(depends_on, job, read.versions)


def _with_files(depends_on: Set[str], job: ConvertJob, versions: Versions) -> Set[str]:
    planned = describe_files(job.universes, job.versions)
    return depends_on - {planned} | {describe_files(job.universes, versions)}


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


def source_digests(
    job: ConvertJob, versions: Versions, others: Mapping[str, str]
) -> dict[str, str]:
    """Return a digest of what each universe of a batch is loaded from.

    Parameters
    ----------
    job
        The job that converts the batch.
    versions
        The content of each file of the universes, by path.
    others
        The content of other files that loaders read.

    Returns
    -------
    dict of str to str
        16 digits by the id of the universe.
    """
    common = [job.dimensions, job.fields, job.settings, others]
    sources = {}
    for universe in job.universes:
        files = [
            [file.target, file.loader, repr(file.options), versions[file.path].content]
            for file in universe.files
        ]
        own: list[Any] = [
            universe.key,
            universe.values,
            universe.warnings,
            universe.errors,
            universe.notes,
        ]
        if job.coordinates:
            own.append([job.coordinates, universe.coordinates])
        sources[universe.id] = digest([common, files, own], 16)
    return sources


def _log_changes(planned: Versions, read: Versions) -> None:
    changed = [path for path in planned if read[path].content != planned[path].content]
    if changed:
        log.warning(
            "Changed since this run was planned; the next run converts this batch again: %s",
            list_some(changed),
        )


def _leave_out_failed(job: ConvertJob) -> ConvertJob:
    """Return the job without the files of universes whose simulation failed."""
    if not job.are_simulated:  # the records of other folders are data that nobody needs to trust
        return job
    return replace(job, universes=tuple(_without_failure(u, job.settings) for u in job.universes))


def _without_failure(universe: UniverseFiles, settings: LoadSettings) -> UniverseFiles:
    failure = simulation_failure(Path(settings.base or "", universe.id))
    if not failure:
        return universe
    warnings = (describe_simulation_failure(universe.id, failure),)
    return replace(universe, files=(), warnings=warnings, errors=())


def _convert_once(
    job: ConvertJob, store: str | Path, versions: Versions, facts: Facts | None
) -> list[LoadResult]:
    """Load and store a batch; return the results without data."""
    write = partial(_write, job, store, versions, facts)
    loaded = apply_to_loaded(write, job.universes, job.fields, job.settings)
    failures = []
    for universe, result in zip(job.universes, loaded, strict=True):
        failures += [f"{universe.id}: {text}" for text in (*universe.errors, *result.errors)]
        for reason in (*universe.warnings, *result.warnings):
            log.warning("%s: %s", universe.id, reason, extra=REPEATED)
    if failures:
        raise LoadError(
            "\n".join(failures) + "\nTo go on without, set `on_error: skip` at the entry of `load`."
        )
    return loaded


def _lacks(job: ConvertJob, loaded: Sequence[LoadResult]) -> dict[str, Sequence[str]]:
    pairs = zip(job.universes, loaded, strict=True)
    warnings = {universe.id: (*universe.warnings, *one.warnings) for universe, one in pairs}
    return {name: reasons for name, reasons in warnings.items() if reasons}


def _write(
    job: ConvertJob,
    store: str | Path,
    versions: Versions,
    facts: Facts | None,
    loaded: Sequence[LoadResult],
) -> list[LoadResult]:
    """Store universes unless one has errors; return the results without data."""
    pairs = list(zip(job.universes, loaded, strict=True))
    if not any(universe.errors or one.errors for universe, one in pairs):
        sources = digest_files(job, versions, loaded)
        universes = [
            LoadedUniverse(
                id=universe.id,
                key=universe.key,
                parameters=dict(zip(job.dimensions, universe.values or (), strict=False)),
                coordinates={
                    name: (job.coordinates[name], value)
                    for name, value in universe.coordinates.items()
                },
                tree=one.tree,
                warnings=(*universe.warnings, *one.warnings),
                notes=(*universe.notes, *one.notes),
                files=files,
            )
            for (universe, one), files in zip(pairs, sources, strict=True)
        ]
        document = store_document(facts, {u.id: u.files for u in universes})
        write_batch(store, universes, job.compression, document)
    return [replace(one, tree={}) for one in loaded]
