"""The state of each plot of a project: up to date, outdated, never drawn, failed or skipped."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from paraverse.errors import list_some, pluralize
from paraverse.plan.building.rules import MultiversePlot, UniversePlot
from paraverse.plan.plan import Plan
from paraverse.plan.reading.plot_comments import comment_above
from paraverse.workflow.end_of_run.records import figure_records
from paraverse.workflow.states.plot_jobs import PlotJobs
from paraverse.yaml_io.configuration import read_yaml

State = Literal["up to date", "outdated", "never drawn", "failed", "skipped"]

MAX_REASONS = 3
"""The number of reasons that are named."""


@dataclass(frozen=True, kw_only=True)
class PlotState:
    """The state of a plot.

    Attributes
    ----------
    name
        The name of the plot, which is a target of Snakemake.
    figures
        The number of its figures.
    state
        Its state, which is that of the least finished of its figures.
    detail
        Why it is in this state, in a few words; "" if there is nothing to say.
    comment
        The first line of the comment above the plot in the plots file; "" if there is none.
    """

    name: str
    figures: int
    state: State
    detail: str
    comment: str

    @property
    def text(self) -> str:
        """The state with its detail."""
        return ": ".join(filter(None, [self.state, self.detail]))


def plot_states(workflow: Any, plan: Plan) -> list[PlotState]:
    """Find the state of each plot that is enabled.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, with the graph of jobs for all plots.
    plan
        The plan of the project.

    Returns
    -------
    list of PlotState
        In the order of the plots file.
    """
    plots = plots_by_name(plan)
    if not plots and not plan.skipped:
        return []
    file = read_yaml(plan.config.plots)
    lines = Path(plan.config.plots).read_text(encoding="utf-8").splitlines()
    states = []
    state: State
    for name in sorted({*plots, *plan.skipped}, key=lambda name: file.lines.get((name,), 0)):
        comment = comment_above(lines, file.lines.get((name,), 1))
        if name in plan.skipped:
            state, detail = "skipped", plan.skipped[name]
        else:
            state, detail = find_state(PlotJobs.of(workflow, plots[name]), plots[name])
        states.append(
            PlotState(
                name=name,
                figures=sum(map(_count_figures, plots.get(name, ()))),
                state=state,
                detail=detail,
                comment=next(iter(comment), ""),
            )
        )
    return states


def plots_by_name(plan: Plan) -> dict[str, list[MultiversePlot | UniversePlot]]:
    """Return the plots of a plan by their names in the plots file.

    Parameters
    ----------
    plan
        The plan of the project.

    Returns
    -------
    dict
        Each plot as a list of one, or as the list of its points if it has a sweep in it.
    """
    plots: dict[str, list[MultiversePlot | UniversePlot]] = {}
    for plot in plan.plots:
        plots.setdefault(plot.swept or plot.name, []).append(plot)
    return plots


def find_state(jobs: PlotJobs, plots: Sequence[MultiversePlot | UniversePlot]) -> tuple[State, str]:
    """Find the state of a plot.

    Parameters
    ----------
    jobs
        The jobs behind the plot.
    plots
        The plot, or its points.

    Returns
    -------
    State
        The state.
    str
        Why, in a few words.
    """
    if not jobs.outdated_count:
        return _state_of_records(plots)
    logs = jobs.failed_logs
    if logs:
        return "failed", f"see {list_some(logs, 1)}"
    if jobs.have_failed:
        subjects = dict.fromkeys(change.subject for change in jobs.changes)
        return "outdated", f"{list_some([*subjects] or ['data'], MAX_REASONS)} since it failed"
    if not jobs.have_drawn:
        return "never drawn", ""
    reasons = [*(change.subject for change in jobs.changes), *jobs.reasons]
    some = f"{jobs.outdated_count} of {len(jobs.drawing)} batches"
    prefix = f"{some}, " if jobs.outdated_count < len(jobs.drawing) else ""
    return "outdated", prefix + list_some(list(dict.fromkeys(reasons)), MAX_REASONS)


def _state_of_records(plots: Sequence[MultiversePlot | UniversePlot]) -> tuple[State, str]:
    """Return the state of a plot by the records of its figures, which are up to date."""
    records = list(figure_records(plots))
    failed = [reason for record in records for reason in record.failed.values()]
    if failed:
        return "failed", _of_figures(failed, plots)
    skipped = [reason for record in records for reason in record.skipped.values()]
    if skipped and len(skipped) >= sum(map(_count_figures, plots)):
        return "skipped", skipped[0].partition("\n")[0]
    return "up to date", f"skipped {_of_figures(skipped, plots)}" if skipped else ""


def _of_figures(reasons: Sequence[str], plots: Sequence[MultiversePlot | UniversePlot]) -> str:
    count = sum(map(_count_figures, plots))
    reason = reasons[0].partition("\n")[0]
    return reason if count == 1 else f"{len(reasons)} of {pluralize(count, 'figure')}, {reason}"


def _count_figures(plot: MultiversePlot | UniversePlot) -> int:
    if isinstance(plot, UniversePlot):
        return sum(map(len, plot.universes.values()))
    if not plot.drawing.formats:
        return 1
    (folder,) = plot.figures
    files = os.listdir(folder) if os.path.isdir(folder) else []
    return sum(file.endswith(f".{plot.drawing.formats[0]}") for file in files) or 1
