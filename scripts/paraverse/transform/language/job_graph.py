"""The graphs that jobs compute."""

from __future__ import annotations

from paraverse.jobs.plot_universes import UniversePlotJob
from paraverse.jobs.transform import NODE, TransformJob
from paraverse.transform.language.graph import Graph


def job_graph(job: TransformJob | UniversePlotJob) -> Graph:
    """Return the graph that a job computes.

    Parameters
    ----------
    job
        The job. A universe plot computes the graph once for each universe.

    Returns
    -------
    Graph
        The graph of the whole transformation, or of the single node that the job computes.

    Raises
    ------
    ConfigError
        If the configuration of the transformation is not valid.
    """
    if isinstance(job, UniversePlotJob):
        return Graph.of(**job.sections, where=job.drawing.where).checked()
    fields = {tag: field.key for tag, field in job.fields.items()}
    graph = Graph.of(**job.sections, inputs=fields, where=job.where).checked()
    return graph if job.node is None else graph.restrict_to(job.node, NODE)
