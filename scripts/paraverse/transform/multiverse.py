"""The data of a multiverse plot: combine, transform, store."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from paraverse.jobs import TransformJob
from paraverse.results import write_results
from paraverse.transform.combine import combine
from paraverse.transform.evaluate import Deferred, run
from paraverse.transform.graph import Graph
from paraverse.transform.registry import load_modules


def transform_multiverse(job: TransformJob, stores: Sequence[str], data: str | Path) -> None:
    """Combine fields, transform them and store the tagged results.

    Parameters
    ----------
    job
        What to do.
    stores
        Files of the store, with all universes that are needed.
    data
        The netCDF file for the results.

    Raises
    ------
    TransformError
        If a combination or an operation fails.
    """
    load_modules(job.operations)
    graph = Graph.of(**job.sections, given=job.fields, where=job.where).checked()
    given = {tag: Deferred(partial(combine, field, stores)) for tag, field in job.fields.items()}
    write_results(data, run(graph, {"dm": {}, **given}, job.tags, job.where))
