"""The outcome of a run: the figures that it has drawn, and the jobs that have failed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paraverse.base.printable import printable_line
from paraverse.errors import list_some, pluralize
from paraverse.plan.plan import Plan
from paraverse.workflow.end_of_run.listing import format_list


@dataclass(frozen=True, kw_only=True)
class EndedJob:
    """A job that has succeeded or failed.

    Attributes
    ----------
    rule
        The name of its rule.
    message
        What the job does, as its rule says.
    batch
        The batch of universes that it is for; empty if it is for none.
    logs
        Its log files.
    """

    rule: str
    message: str = ""
    batch: str = ""
    logs: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The outcome of a run.

    Attributes
    ----------
    finished, failed
        The jobs that have succeeded, and those that have failed.
    left
        The rules of the jobs that were not run, of which there may be several of one rule.
    """

    finished: Sequence[EndedJob] = ()
    failed: Sequence[EndedJob] = ()
    left: Sequence[str] = ()


def read_outcome(workflow: Any, names: Mapping[str, str] | None = None) -> Outcome:
    """Return the outcome of a run.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, at the end of the run.
    names
        The names of the project's rules by their names in the workflow, if it has other rules too.

    Returns
    -------
    Outcome
        The jobs of these rules, without those that do nothing, and those whose outputs are only
        accepted (`--touch`).
    """
    dag = workflow.dag

    def own(jobs: Iterable[Any]) -> list[Any]:
        return [j for j in jobs if not j.is_norun and (names is None or j.rule.name in names)]

    def name_of(job: Any) -> str:
        return str(job.rule.name if names is None else names[job.rule.name])

    ran = () if workflow.touch else dag.finished_jobs
    failed = own(_single_jobs(getattr(workflow.scheduler, "failed", ())))
    ended = set(map(id, failed))
    return Outcome(
        finished=[_ended(job, name_of(job)) for job in own(ran)],
        failed=[_ended(job, name_of(job)) for job in failed],
        left=[name_of(job) for job in own(dag.needrun_jobs()) if id(job) not in ended],
    )


def format_figures(plan: Plan, outcome: Outcome) -> str | None:
    """Return a line for each plot that a run has drawn, with its files; None if there is none.

    Parameters
    ----------
    plan
        The plan of the project.
    outcome
        The outcome of the run.

    Returns
    -------
    str or None
        The lines, for at most `MAX_LINES` plots.
    """
    batches: dict[str, list[str]] = {}
    for job in outcome.finished:
        batches.setdefault(job.rule, []).append(job.batch)
    drawn = [", ".join(plot.figures) for plot in plan.multiverse_plots if plot.rule in batches]
    for plot in plan.universe_plots:
        if plot.rule in batches:
            count = sum(len(plot.universes[batch]) for batch in batches[plot.rule])
            drawn.append(f"{plot.folder}/ ({pluralize(count, 'universe')})")
    if not drawn:
        return None
    return format_list(f"Drew {pluralize(len(drawn), 'plot')}:", drawn, " in results/figures")


def format_failures(plan: Plan, outcome: Outcome) -> str | None:
    """Return a line for each job that has failed, with its log, and what was therefore not run.

    Parameters
    ----------
    plan
        The plan of the project.
    outcome
        The outcome of the run.

    Returns
    -------
    str or None
        The lines, for at most `MAX_LINES` jobs; None if all jobs were run with success.
    """
    paragraphs = []
    if outcome.failed:
        jobs = [
            f"{job.message} (log: {list_some(list(job.logs), 1)})" if job.logs else job.message
            for job in outcome.failed
        ]
        paragraphs.append(format_list(f"{pluralize(len(jobs), 'job')} failed:", jobs))
    if outcome.left:
        plots = {plot.rule: plot.name for plot in plan.multiverse_plots}
        plots |= {plot.rule: plot.name for plot in plan.universe_plots}
        names = sorted({plots[rule] for rule in outcome.left if rule in plots})
        not_drawn = f"; not drawn: {list_some(names)}" if names else ""
        line = f"Not run: {pluralize(len(outcome.left), 'job')}{not_drawn}"
        paragraphs.append(printable_line(line))
    return "\n".join(paragraphs) or None


def _single_jobs(jobs: Iterable[Any]) -> Iterator[Any]:
    for job in jobs:
        yield from job.jobs if job.is_group() else [job]


def _ended(job: Any, rule: str) -> EndedJob:
    return EndedJob(
        rule=rule,
        message=job.message or job.rule.name,
        batch=getattr(job.wildcards, "batch", ""),
        logs=tuple(map(str, job.log)),
    )
