"""Deletion of all outputs by `snakemake --delete-all-output`: all results, but no simulations.

Snakemake would delete the simulated universes, which may have taken weeks, but not the figures of
universes, which it does not know as outputs.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from paraverse.base.figure_record import FigureRecord
from paraverse.plan.plan import Plan
from paraverse.workflow.log import logger
from paraverse.workflow.orphans import remove_results
from paraverse.workflow.snakemake_internals import CLEAN, Method, wrap


def delete_results_only(workflow: Any, plan: Plan) -> None:
    """Let Snakemake keep simulations and delete figures of universes with all other outputs.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, after the graph of jobs was prepared.
    plan
        The plan of the project.
    """
    dag, rename = workflow.dag, workflow.modifier.modify_rulename
    names = {"simulate", "write_parameter_space", *(one.rule for one in plan.simulation_batches)}
    simulating = set(map(rename, names))
    drawing = {rename(plot.rule) for plot in plan.universe_plots}

    def make(clean: Any) -> Method:
        async def clean_results(only_temp: bool = False, dryrun: bool = False) -> None:
            if only_temp:
                await clean(only_temp=only_temp, dryrun=dryrun)
                return
            jobs = [job for job in dag.jobs if job.rule.name not in simulating]
            records = [job.output[0] for job in jobs if job.rule.name in drawing]
            _delete(sorted(_figures_in(records)), dryrun=dryrun)
            await clean.__func__(SimpleNamespace(jobs=jobs), dryrun=dryrun)
            if plan.simulation is not None:
                logger.warning(
                    f"The simulations in {plan.data_dir} stay. To simulate them again, "
                    "remove this folder."
                )

        return clean_results

    wrap(dag, CLEAN, make)


def _figures_in(records: list[str]) -> Iterator[str]:
    for record in records:
        with contextlib.suppress(OSError, ValueError):
            yield from filter(os.path.lexists, FigureRecord.read(record).files)


def _delete(figures: list[str], *, dryrun: bool) -> None:
    for path in figures:
        logger.info(f"{'Would delete' if dryrun else 'Deleting'} {path}")
    if not dryrun:
        remove_results(figures)
