"""What the Snakefile needs besides the plan: messages, in Snakemake's way."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from snakemake.io import IOFile
from snakemake.logging import logger

from paraverse.base.atomic import remove_leftovers
from paraverse.errors import ParaverseError, list_some
from paraverse.pipeline.forkserver import client as fork_server
from paraverse.plan.build import make_plan
from paraverse.plan.plan import Plan
from paraverse.workflow.orphans import orphans, remove
from paraverse.workflow.records import remove_false_records
from paraverse.workflow.summary import summary
from paraverse.workflow.targets import replace_targets


def plan_for(workflow: Any, config: Mapping[str, Any]) -> Plan:
    """Make the plan of a workflow.

    Parameters
    ----------
    workflow
        Snakemake's workflow object.
    config
        The merged configuration.

    If something is wrong with the configuration, everything that is wrong is shown, and
    Snakemake ends.
    """
    _use_this_library()
    # Looking for garbage among all that Snakemake imported would be a third of a second at the end
    atexit.register(gc.freeze)
    try:
        plan = make_plan(config, workflow.configfiles, check_data=workflow.is_main_process)
    except ParaverseError as error:
        # Not WorkflowError: it shows a traceback of the Snakefile, which is not at fault
        logger.error(str(error))
        sys.exit(1)
    replace_targets(workflow, plan)
    if workflow.is_main_process:
        remove_false_records(plan)
    return plan


def _use_this_library() -> None:
    """Let scripts import the library beside them, whichever version may be installed besides."""
    library = str(Path(__file__).parents[2])
    others = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if library not in others:
        os.environ["PYTHONPATH"] = os.pathsep.join([library, *filter(None, others)])


def start_run(workflow: Any) -> None:
    """Remove what killed runs left, and start the process that runs the scripts of local jobs."""
    remove_leftovers("results")
    os.environ.pop(fork_server.ADDRESS, None)  # that of a run which this one is part of
    if workflow.local_exec and not workflow.deployment_settings.deployment_method:
        fork_server.start(workflow.snakemake_tmp_dir)


def end_run(workflow: Any, plan: Plan) -> None:
    """Say at the end of a run which universes lack something, and what no plot needs any more."""
    for thread in threading.enumerate():
        # Snakemake's scheduler leaves one of a second, which Python waits for before it ends
        if isinstance(thread, threading.Timer):
            thread.cancel()
    fork_server.stop()
    text = summary(plan)
    if text:
        logger.warning(text)
    found = orphans_of(workflow, plan)
    if found:
        left = list_some(found)
        logger.info(f"No longer part of the project, until the target `clean` removes them: {left}")


def orphans_of(workflow: Any, plan: Plan) -> list[str]:
    """List what earlier runs have made that is no longer part of the project."""
    record = workflow.persistence.rule
    return orphans(plan, lambda path: record(IOFile(path)) is not None)


def remove_orphans(paths: Sequence[str]) -> None:
    """Remove what is no longer part of the project, and say so."""
    remove(paths)
    for path in paths:
        print(f"Removed {path}", flush=True)
    if not paths:
        print("There is nothing to remove.", flush=True)


def print_tree(plan: Plan) -> None:
    """Print the data tree of the project."""
    from paraverse.explore.data_tree import describe_project
    from paraverse.explore.tree_view import render_tree

    print(*render_tree(describe_project(plan)), sep="\n")


def draw_graphs(plan: Plan) -> None:
    """Draw the transformation of each plot, and say where."""
    from paraverse.explore.graphs import draw_transformation, find_transforming_jobs

    for plot in find_transforming_jobs(plan):
        print(draw_transformation(plan, plot), flush=True)
