"""The universes that the figures of a plot are made from."""

from __future__ import annotations

from paraverse.jobs.transform import NODE, CombinedField, TransformJob
from paraverse.plan.building.rules import MultiversePlot, Transformation, UniversePlot
from paraverse.plan.plan import Plan
from paraverse.plan.reading.parsed_plot import is_field
from paraverse.plan.reading.used_fields import split_data_path
from paraverse.transform.language.job_graph import job_graph


def used_universes(plan: Plan, plot: MultiversePlot | UniversePlot) -> set[str]:
    """Return the ids of the universes that the figures of a plot are made from.

    Parameters
    ----------
    plan
        The plan of the project.
    plot
        The plot.

    Returns
    -------
    set of str
        Of a plot that reads the data tree, those in its paths, or else all.
    """
    if isinstance(plot, UniversePlot):
        return {name for names in plot.universes.values() for name in names}
    return universes_of(plan, transformations_behind(plan, plot.data)[0])


def universes_of(plan: Plan, transformation: Transformation) -> set[str]:
    """Return the ids of the universes that a transformation reads, also through shared nodes.

    Parameters
    ----------
    plan
        The plan of the project.
    transformation
        The job that computes the data of a plot or a node.

    Returns
    -------
    set of str
        If it reads the data tree, those in its paths, or else all.
    """
    fields, paths = data_behind(transformation.job)
    ids = {name for field in fields.values() for name in field.grid_indices}
    by_key = {universe.key: name for name, universe in plan.universes.items()}
    for path in paths:
        key, _ = split_data_path(path, plan.entries.universe_group)
        if key is not None or not path:
            ids |= {by_key[key]} if key in by_key else plan.universes.keys()
    return ids


def data_behind(job: TransformJob) -> tuple[dict[str, CombinedField], list[str]]:
    """Return the data from which a job computes its results, also through shared nodes.

    Parameters
    ----------
    job
        The job that computes the data of a plot or a node.

    Returns
    -------
    fields : dict
        The combined fields by tag, without those that the job does not need.
    paths : list of str
        The paths in the data tree.
    """
    graph = job_graph(job)
    tags = graph.public_tags() if job.tags is None else job.tags
    tags = tags if job.node is None else [NODE]
    needed = {node.args[0] for node in graph.nodes_for(tags) if is_field(node)}
    fields = {tag: field for tag, field in job.fields.items() if tag in needed}
    return fields, list(graph.selected_paths(tags))


def transformations_behind(plan: Plan, data: str) -> list[Transformation]:
    """Return the jobs behind the data of a plot: its own, and those of the nodes that it needs.

    Parameters
    ----------
    plan
        The plan of the project.
    data
        The file with the data.

    Returns
    -------
    list of Transformation
        The job that writes the file, then those of nodes.
    """
    by_file = {job.data: job for job in plan.transformations}
    files = [data]
    jobs: dict[str, Transformation] = {}
    while files:
        file = files.pop(0)
        if file not in jobs:
            jobs[file] = by_file[file]
            files += by_file[file].nodes
    return list(jobs.values())
