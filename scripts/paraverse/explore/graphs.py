"""Drawings of the transformations of plots."""

from __future__ import annotations

from pathlib import Path

from paraverse.base.atomic import atomic_path
from paraverse.errors import PlotError, suggest
from paraverse.jobs.plot_universes import UniversePlotJob
from paraverse.jobs.transform import TransformJob
from paraverse.plan.plan import Plan
from paraverse.transform.drawing.svg import to_svg
from paraverse.transform.language.job_graph import job_graph

FOLDER = "results/graphs"


def find_transforming_jobs(plan: Plan) -> dict[str, TransformJob | UniversePlotJob]:
    """Find a job that runs the transformation of each plot.

    Parameters
    ----------
    plan
        The plan of the project.

    Returns
    -------
    dict
        A job by the name of its plot. Universe plots without any universe are missing.
    """
    jobs: dict[str, TransformJob | UniversePlotJob] = {
        transformation.job.plot: transformation.job
        for transformation in plan.transformations
        if transformation.job.node is None
    }
    return jobs | {plot.name: plot.settings for plot in plan.universe_plots}


def draw_transformation(plan: Plan, plot: str, output: str | Path | None = None) -> str | Path:
    """Draw the transformation of a plot as SVG.

    Parameters
    ----------
    plan
        The plan of the project.
    plot
        The name of the plot.
    output
        The file to write, by default ``results/graphs/PLOT.svg``.

    Returns
    -------
    str or Path
        The file that was written.

    Raises
    ------
    PlotError
        If there is no such plot.
    """
    jobs = find_transforming_jobs(plan)
    if plot not in jobs:
        raise PlotError(f"There is no plot {plot!r}. {suggest(plot, jobs)}")
    job = jobs[plot]
    where = job.drawing.where if isinstance(job, UniversePlotJob) else job.where
    output = output or f"{FOLDER}/{plot}.svg"
    with atomic_path(output) as partial:
        svg = to_svg(job_graph(job), tags=job.tags, where=where)
        Path(partial).write_text(svg, encoding="utf-8")
    return output
