"""Pictures of the transformations of plots."""

from __future__ import annotations

from pathlib import Path

from paraverse.base.atomic import atomic_path
from paraverse.errors import PlotError, suggest
from paraverse.jobs import TransformJob, UniversePlotJob
from paraverse.plan.plan import Plan
from paraverse.transform.drawing.svg import to_svg
from paraverse.transform.language.job_graph import job_graph

FOLDER = "results/graphs"


def transforming_jobs(plan: Plan) -> dict[str, TransformJob | UniversePlotJob]:
    """Return a job of each plot that runs the plot's transformation."""
    jobs: dict[str, TransformJob | UniversePlotJob] = {
        made.job.plot: made.job for made in plan.transformations if made.job.node is None
    }
    return jobs | {p.name: p.portions[0].job for p in plan.universe_plots if p.portions}


def draw_graph(plan: Plan, plot: str, output: str | Path | None = None) -> str | Path:
    """Draw the transformation of a plot as SVG.

    Parameters
    ----------
    plan
        The plan.
    plot
        The plot.
    output
        The file; by default one in ``results/graphs``.

    Returns
    -------
    str or Path
        The file.

    Raises
    ------
    PlotError
        If there is no such plot.
    """
    jobs = transforming_jobs(plan)
    if plot not in jobs:
        raise PlotError(f"There is no plot {plot!r}. {suggest(plot, jobs)}")
    job = jobs[plot]
    where = job.drawing.where if isinstance(job, UniversePlotJob) else job.where
    output = output or f"{FOLDER}/{plot}.svg"
    with atomic_path(output) as partial:
        Path(partial).write_text(
            to_svg(job_graph(job), tags=job.tags, where=where), encoding="utf-8"
        )
    return output
