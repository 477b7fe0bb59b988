"""Universes that were added, removed or changed since a plot was drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from paraverse.base.output_record import OutputRecord, record_path
from paraverse.plan.plan import Plan
from paraverse.workflow.states.plot_jobs import PlotJobs


@dataclass(frozen=True, kw_only=True)
class UniverseChanges:
    """The universes by what has happened to them since a plot was drawn.

    Attributes
    ----------
    added, removed, changed
        The ids of universes that are new, that are gone, and whose files have other contents.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


def find_universe_changes(
    jobs: PlotJobs, plan: Plan, universes: Collection[str]
) -> UniverseChanges:
    """Compare the universes that a plot was drawn from with those that it is drawn from now.

    Parameters
    ----------
    jobs
        The jobs behind the plot.
    plan
        The plan of the project.
    universes
        The ids of the universes that the plot is drawn from now.

    Returns
    -------
    UniverseChanges
        As far as the records of the stores tell that were read when the plot was drawn.
    """
    before = _stored_sources(jobs)
    if not before:
        return UniverseChanges(added=(), removed=(), changed=())
    now = _sources_now(jobs, plan)
    return UniverseChanges(
        added=tuple(name for name in plan.universes if name in universes and name not in before),
        removed=tuple(name for name in before if name not in plan.universes),
        changed=tuple(
            name
            for name, digest in now.items()
            if name in universes and before.get(name, digest) != digest
        ),
    )


def _stored_sources(jobs: PlotJobs) -> Mapping[str, str]:
    """Return the digests of the universes in the stores that were read, by their ids."""
    stores = {
        file
        for job in jobs.all
        for file in next(filter(None, map(jobs.persistence.input, job.output)), [])
        if file.startswith("results/universes/")
    }
    records = (OutputRecord.read(record_path(store)) for store in sorted(stores))
    sources: dict[str, str] = {}
    for record in records:
        sources |= record.sources if record is not None else {}
    return sources


def _sources_now(jobs: PlotJobs, plan: Plan) -> Mapping[str, str]:
    """Return the digests of the universes that are to be converted again for other contents."""
    from paraverse.pipeline.convert import source_digests  # imports h5py
    from paraverse.sweep.file_versions import file_versions

    sources: dict[str, str] = {}
    for job in _batches_to_convert(jobs):
        record = OutputRecord.read(record_path(job.output[0]))
        others = record.files_read if record is not None else {}
        contents = {path: plan.index.content(path) for path in others}
        planned = plan.conversion.job(job.wildcards.batch)
        versions = file_versions(planned.universes, plan.index)
        sources |= source_digests(planned, versions, contents)
    return sources


def _batches_to_convert(jobs: PlotJobs) -> Iterator[Any]:
    """Yield the needed jobs that convert batches in the same way as before."""
    for job in jobs.needed:
        if job.rule.name == "convert" and not jobs.changes_of(job):
            yield job
