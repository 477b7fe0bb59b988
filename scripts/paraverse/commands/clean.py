"""``paraverse clean`` removes results that are no longer part of the project."""

from __future__ import annotations

import argparse
from typing import Any

from paraverse.base.printable import printable_line
from paraverse.commands.command import Command
from paraverse.errors import list_some, pluralize
from paraverse.plan.plan import Plan


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-n", "--dry-run", action="store_true", help="only list what would be removed"
    )


def _run(options: argparse.Namespace) -> int:
    # They import Snakemake
    from paraverse.workflow.in_process import inspect_workflow
    from paraverse.workflow.inspection import remove_orphans
    from paraverse.workflow.project_in_workflow import ProjectInWorkflow

    results, simulations = inspect_workflow(_find_orphans)
    if options.dry_run and results:
        for path in results:
            print(f"Would remove {printable_line(path)}")
    else:
        remove_orphans(results, ProjectInWorkflow())
    if simulations:
        print(
            f"{pluralize(len(simulations), 'simulation')} of points that are no longer in the "
            f"parameter space stay: {list_some(list(map(printable_line, simulations)))}. "
            "`paraverse run clean` removes these, too."
        )
    return 0


def _find_orphans(workflow: Any, plan: Plan) -> tuple[list[str], list[str]]:
    from paraverse.workflow.end_of_run.orphans import find_orphaned_results, find_stale_simulations
    from paraverse.workflow.in_process import prepare_jobs
    from paraverse.workflow.inspection import is_recorded_by

    prepare_jobs(workflow)
    results = find_orphaned_results(plan, is_recorded_by(workflow))
    return results, find_stale_simulations(plan)


CLEAN = Command(
    name="clean",
    summary="remove results that are no longer part of the project, never simulations",
    examples={
        "paraverse clean": "remove them",
        "paraverse clean --dry-run": "only list them",
    },
    run=_run,
    add_arguments=_add_arguments,
)
