"""Deletion of all outputs by `snakemake --delete-all-output`: all results, but no simulations.

Snakemake would delete the simulated universes, which may have taken weeks, but not the figures of
universes, which it does not know as outputs.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from paraverse.base.figure_record import FigureRecord
from paraverse.plan.plan import Plan
from paraverse.workflow.end_of_run.orphans import remove_results
from paraverse.workflow.log import logger
from paraverse.workflow.project_in_workflow import ProjectInWorkflow
from paraverse.workflow.snakemake_internals import CLEAN, Method, wrap


@dataclass(frozen=True, kw_only=True)
class _Rules:
    """The rules of a project that are concerned.

    Attributes
    ----------
    simulating
        The names of the rules that simulate.
    drawing
        The names of those that draw figures of universes.
    project
        The project in the workflow.
    data_dir
        The folder of simulations; None if the project does not simulate.
    """

    simulating: Set[str]
    drawing: Set[str]
    project: ProjectInWorkflow
    data_dir: str | None


def delete_results_only(workflow: Any, plan: Plan, project: ProjectInWorkflow) -> None:
    """Let Snakemake keep simulations and delete figures of universes with all other outputs.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, after the graph of jobs was prepared.
    plan
        The plan of the project.
    project
        The project in the workflow, which may contain others.
    """
    dag, rename = workflow.dag, project.rename
    names = {"simulate", "write_parameter_space", *(one.rule for one in plan.simulation_batches)}
    own = _Rules(
        simulating={*map(rename, names), *filter(None, [_rule_around(plan)])},
        drawing={rename(plot.rule) for plot in plan.universe_plots},
        project=project,
        data_dir=None if plan.simulation is None else project.path(plan.data_dir),
    )
    others: list[_Rules] | None = getattr(dag.clean, "projects", None)
    if others is not None:
        others.append(own)
        return
    projects = [own]

    def make(clean: Any) -> Method:
        async def clean_results(only_temp: bool = False, dryrun: bool = False) -> None:
            if only_temp:
                await clean(only_temp=only_temp, dryrun=dryrun)
                return
            simulating = set().union(*(rules.simulating for rules in projects))
            jobs = [job for job in dag.jobs if job.rule.name not in simulating]
            for rules in projects:
                records = [job.output[0] for job in jobs if job.rule.name in rules.drawing]
                figures = sorted(_figures_in(records, rules.project))
                _delete(figures, rules.project, dryrun=dryrun)
            await clean.__func__(SimpleNamespace(jobs=jobs), dryrun=dryrun)
            for folder in [rules.data_dir for rules in projects if rules.data_dir is not None]:
                logger.warning(
                    f"The simulations in {folder} stay. To simulate them again, remove this folder."
                )

        replacement: Any = clean_results
        replacement.projects = projects
        return clean_results

    wrap(dag, CLEAN, make)


def _rule_around(plan: Plan) -> str | None:
    """Return the rule of the workflow around a module that simulates, if there is one."""
    return plan.simulation.settings.rule if plan.simulation else None


def _figures_in(records: list[str], project: ProjectInWorkflow) -> Iterator[str]:
    for record in records:
        with contextlib.suppress(OSError, ValueError):
            paths = map(project.path, FigureRecord.read(record).files)
            yield from filter(os.path.lexists, paths)


def _delete(figures: list[str], project: ProjectInWorkflow, *, dryrun: bool) -> None:
    for path in figures:
        logger.info(f"{'Would delete' if dryrun else 'Deleting'} {path}")
    if not dryrun:
        remove_results(figures, Path(project.path("results")))
