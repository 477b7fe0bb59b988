"""The data of a multiverse plot: combine, transform, store."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from paraverse.base.data_warnings import collect_data_warnings, warn_about_data
from paraverse.base.job_messages import REPEATED
from paraverse.base.memory import max_combined_size
from paraverse.errors import SkipPlot, TransformError
from paraverse.jobs.transform import NODE, TransformJob
from paraverse.pipeline.provenance import data_document
from paraverse.provenance.origin import Facts
from paraverse.results.file import are_compressed, read_results, read_warnings, write_results
from paraverse.results.serializable import is_serializable
from paraverse.store.multiverse_tree import MultiverseTree
from paraverse.store.read.batch import open_batch
from paraverse.transform.combine.field import combine_field
from paraverse.transform.drawing.svg import to_svg
from paraverse.transform.evaluation.evaluate import Deferred
from paraverse.transform.evaluation.lazy import compute_small
from paraverse.transform.evaluation.profile import Profile
from paraverse.transform.evaluation.recompute import RecomputedNodes, run_to_store
from paraverse.transform.language.job_graph import job_graph
from paraverse.user_code.importing import load_modules

log = logging.getLogger(__name__)


def transform_multiverse(
    job: TransformJob,
    stores: Sequence[str],
    *,
    nodes: Sequence[str] = (),
    sweep: str | None = None,
    data: str | Path,
    picture: str | Path | None = None,
    mem_mb: float = float("inf"),
    facts: Facts | None = None,
) -> None:
    """Combine fields, transform them and store the tagged results, with warnings about the data.

    Parameters
    ----------
    job
        The fields to combine, the transformation, and the tags to compute.
    stores
        Files of the store, with all universes that are needed.
    nodes
        Files with the nodes that other jobs have computed, in the order of `job.stored_nodes`.
    sweep
        The file with the data of the whole sweep; None if they are not needed.
    data
        The netCDF file for the results.
    picture
        An SVG file for a drawing of the transformation if it fails, which shows the node that
        failed and the results of the others. By default, nothing is drawn.
    mem_mb
        Memory of the job, in MB. Larger combinations are evaluated lazily.
    facts
        What the plan knows about the origin of the results; None to write nothing about it.

    Raises
    ------
    TransformError
        If a combination or an operation fails.
    """
    load_modules(job.operations)
    max_bytes = max_combined_size(mem_mb, len(job.fields) + len(nodes))
    document, sources = data_document(facts, stores, nodes, sweep)
    with collect_data_warnings() as warnings:
        write = partial(
            write_results,
            data,
            warnings=warnings,
            provenance=document,
            sources=_needed_sources(job, sources),
        )
        inputs = _inputs(job, stores, sweep, max_bytes)
        stored = {
            key: Deferred(partial(read_node, path, max_bytes))
            for key, path in zip(job.stored_nodes, nodes, strict=True)
        }
        try:
            results, recomputed = _run(job, inputs, stored, picture)
        except SkipPlot as skip:
            log.warning("%s: skipped: %s", job.plot, skip, extra=REPEATED)
            write({}, skipped=str(skip))
            return
        for tag in recomputed.tags:
            kind = type(results[tag]).__name__
            log.info("The tag %r (%s) cannot be stored: it is computed for drawing.", tag, kind)
        write(
            compute_small(results, max_bytes),
            recomputed=recomputed,
            modules=job.operations,
            fingerprints=job.fingerprints,
            compressed=_have_compressed(job, stores, nodes),
        )


def _inputs(
    job: TransformJob, stores: Sequence[str], sweep: str | None, max_bytes: float
) -> dict[str, Any]:
    """Return the combined fields by tag, and the data tree; each is read when it is needed."""
    fields = {tag: Deferred(partial(_combine, job, tag, stores, max_bytes)) for tag in job.fields}
    return {**fields, "dm": Deferred(partial(MultiverseTree, stores, sweep, job.group))}


def _combine(job: TransformJob, tag: str, stores: Sequence[str], max_bytes: float) -> Any:
    try:
        return combine_field(job.fields[tag], stores, max_bytes)
    except TransformError as error:
        location = job.where("select_and_combine", "fields", tag)
        raise TransformError(f"{location}: {error}") from error


def _run(
    job: TransformJob,
    inputs: Mapping[str, Any],
    stored: Mapping[str, Any],
    picture: str | Path | None,
) -> tuple[dict[str, Any], RecomputedNodes]:
    """Run the transformation; if it fails, draw it."""
    graph = job_graph(job)
    tags = job.tags if job.node is None else [NODE]
    profile = Profile()
    try:
        results = run_to_store(
            graph,
            inputs,
            tags,
            job.where,
            stored=stored,
            is_serializable=is_serializable,
            profile=profile,
        )
    except TransformError:
        if picture is not None:
            svg = to_svg(graph, tags=tags, profile=profile, where=job.where)
            Path(picture).write_text(svg, encoding="utf-8")
            log.warning("The transformation, with the node that failed: %s", picture)
        raise
    profile.log_times(job.where, job.verbosity)
    return results


def _have_compressed(job: TransformJob, stores: Sequence[str], nodes: Sequence[str]) -> bool:
    """Return whether a node, or a field in the first store that has it, is compressed."""
    if any(map(are_compressed, nodes)):
        return True
    for path in {field.path for field in job.fields.values()}:
        batches = (batch for batch in map(open_batch, stores) if path in batch.fields)
        if any(batch.is_compressed(path) for batch in islice(batches, 1)):
            return True
    return False


def _needed_sources(job: TransformJob, sources: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return what jobs that read the results need; only those that read nodes need each file."""
    if sources is None or job.node is not None:
        return sources
    return {"inputs": sources["inputs"]}


def read_node(path: str | Path, limit: float) -> Any:
    """Read the result of a node from the file that a job of its own has written.

    The warnings about its data are repeated.

    Parameters
    ----------
    path
        The netCDF file that holds the node.
    limit
        The size in bytes above which arrays are lazy.

    Returns
    -------
    Any
        The result; arrays of more than `limit` bytes are dask arrays.

    Raises
    ------
    SkipPlot
        If the node has skipped the plots that need it.
    """
    for message in read_warnings(path):
        warn_about_data(message)
    return read_results(path, max_bytes=limit)[NODE]
