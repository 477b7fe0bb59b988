"""Functions that the Snakefile calls: to make the plan, at the start and at the end of a run."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from paraverse.base.atomic import remove_leftovers
from paraverse.base.file_index import INDEX_FILE, FileIndex
from paraverse.base.job_usage import BENCHMARKS
from paraverse.base.late_changes import begin_plan
from paraverse.base.printable import printable, printable_line
from paraverse.base.project_folder import CONFIG, ProjectFolder
from paraverse.config.read import read_config_file
from paraverse.errors import ParaverseError, list_some
from paraverse.pipeline.forkserver import client as fork_server
from paraverse.plan.build import make_plan
from paraverse.plan.plan import Plan
from paraverse.workflow import early_start
from paraverse.workflow.display.install import leave_output_to_jobs, replace_output
from paraverse.workflow.end_of_run.changed_data import format_changed_data
from paraverse.workflow.end_of_run.outcome import format_failures, format_figures, read_outcome
from paraverse.workflow.end_of_run.summary import format_summary
from paraverse.workflow.future_times import reset_future_times
from paraverse.workflow.inspection import orphans_of
from paraverse.workflow.killed_runs import note_that_jobs_may_go_on
from paraverse.workflow.log import logger
from paraverse.workflow.project_in_workflow import ProjectInWorkflow
from paraverse.workflow.replacements.deleted_outputs import delete_results_only
from paraverse.workflow.replacements.finished_universes import keep_finished_universes
from paraverse.workflow.replacements.forked_scripts import run_scripts_in_forks
from paraverse.workflow.replacements.killed_scripts import explain_killed_scripts
from paraverse.workflow.replacements.late_nbformat import put_off_nbformat
from paraverse.workflow.replacements.light_params import record_params_without_pandas
from paraverse.workflow.replacements.outdated import OutputChecks, run_outdated_jobs
from paraverse.workflow.replacements.simulation_batches import (
    batches_to_simulate,
    find_batches_at_once,
    store_batches,
)
from paraverse.workflow.replacements.slurm_failures import explain_slurm_failures
from paraverse.workflow.snakemake_internals import prepare_dag_with
from paraverse.workflow.states.earlier_code import store_code
from paraverse.workflow.targets import UniversePlotTargets, replace_targets

_WITH_PLAN: list[Callable[[Plan], object]] = []

_WORKFLOW: list[Any] = []
"""The workflow that was planned last. The plans of several projects in it begin with the first."""

_RULES: dict[Path, dict[str, str]] = {}
"""The rules of modules of this workflow, by the folder of the project: their names in the project,
by their names in the workflow, which may use a module more than once."""


def call_with_plan(function: Callable[[Plan], object]) -> None:
    """Let a function be called with each plan that this process makes from now on."""
    _WITH_PLAN.append(function)


def plan_for(workflow: Any, config: Mapping[str, Any], project: ProjectInWorkflow) -> Plan:
    """Make the plan of a workflow; exit with all messages if the configuration has mistakes.

    Parameters
    ----------
    workflow
        Snakemake's workflow object.
    config
        The merged configuration.
    project
        The project in the workflow.

    Returns
    -------
    Plan
        The plan. In the main process, it was compared with the data and the figures on disk.
    """
    if not (_WORKFLOW and _WORKFLOW[-1] is workflow):
        _WORKFLOW[:] = [workflow]
        _RULES.clear()
        begin_plan()
    put_off_nbformat()
    record_params_without_pandas()
    index = FileIndex.read(folder=project.absolute_folder)
    if workflow.is_main_process:
        index.on_change = partial(early_start.start_fork_server, workflow)
    try:
        with project.entered():
            plan = _make_plan(workflow, config, project, index)
    except ParaverseError as error:
        # Not WorkflowError: it shows a traceback of the Snakefile, which is not at fault
        logger.error(printable(project.about(str(error))))
        sys.exit(1)
    _adapt_snakemake(workflow, plan, project)
    for function in _WITH_PLAN:
        function(plan)
    return plan


def _make_plan(
    workflow: Any, config: Mapping[str, Any], project: ProjectInWorkflow, index: FileIndex
) -> Plan:
    """Make the plan of the project in the working directory."""
    files = workflow.configfiles
    if project.module and project.has_config_file:
        # What is given on the command line is for the workflow around the module
        config, files = read_config_file(CONFIG), [CONFIG]
    elif project.module:
        is_whole = config is workflow.modifier_stack[0].globals["config"]
        files = [project.path_in_project(file) for file in files] if is_whole else []
    plan = make_plan(config, files, check_data=workflow.is_main_process, index=index)
    plan = replace(plan, folder=ProjectFolder(str(project.folder)))
    batches = batches_to_simulate(workflow, plan, project.rename("simulate"))
    if project.module:
        plan.state_dependencies()
    return replace(plan, simulation_batches=batches)


def _adapt_snakemake(workflow: Any, plan: Plan, project: ProjectInWorkflow) -> None:
    """Install all replacements of methods of Snakemake that depend on the plan."""
    rename = project.rename
    simulate, batches = rename("simulate"), [rename(one.rule) for one in plan.simulation_batches]
    targets = UniversePlotTargets(plan, project)
    before = [partial(replace_targets, workflow, targets)]
    after: list[Callable[[], object]] = []
    if workflow.is_main_process:
        after.append(partial(run_outdated_jobs, workflow, OutputChecks(plan, workflow, project)))
        after.append(partial(find_batches_at_once, workflow, simulate, batches))
        after.append(partial(delete_results_only, workflow, plan, project))
        explain_slurm_failures()
        if project.module:
            if project.folder not in _RULES:
                before.append(partial(_add_hooks, workflow, plan, project))
            _RULES.setdefault(project.folder, {}).update(project.names_of(plan.rule_names))
        replace_output(workflow, plan, partial(format_summary, plan))
    else:
        leave_output_to_jobs()
    if plan.simulation is not None:
        rules = plan.simulation, simulate, batches
        after.append(partial(keep_finished_universes, workflow, *rules))
    prepare_dag_with(workflow, before=before, after=after)
    explain_killed_scripts()


def _add_hooks(workflow: Any, plan: Plan, project: ProjectInWorkflow) -> None:
    """Let Snakemake call the hooks of a module, besides those of the workflow around it.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, after it has read all of the workflow around the module.
    plan
        The plan of the project.
    project
        The project in the workflow.
    """
    for name, function in (("onstart", start_run), ("onsuccess", end_run), ("onerror", end_run)):
        others = workflow.globals.get(name)

        def hook(log: Any, function: Any = function, others: Any = others) -> None:
            function(workflow, plan, project)
            if others is not None:
                others(log=log)

        getattr(workflow, name)(hook)


def start_run(workflow: Any, plan: Plan, project: ProjectInWorkflow) -> None:
    """Tidy up after earlier runs, and prepare what the jobs of this one need."""
    for folder in ("results", INDEX_FILE.parent):
        remove_leftovers(project.path(folder))
    reset_future_times(workflow, project.folder)
    if workflow.local_exec:
        run_scripts_in_forks()
        early_start.start_fork_server(workflow)
    else:
        fork_server.stop()
    if not fork_server.is_started():
        note_that_jobs_may_go_on()
    with project.entered():
        if not workflow.local_exec:
            store_batches(plan.simulation_batches)
        store_code(plan)


def end_run(workflow: Any, plan: Plan, project: ProjectInWorkflow) -> None:
    """Log what was drawn, what has failed or was skipped, and which files are orphans."""
    for thread in threading.enumerate():
        # At exit, Python waits for the timer of one second that Snakemake's scheduler leaves
        if isinstance(thread, threading.Timer):
            thread.cancel()
    fork_server.stop()
    outcome = read_outcome(workflow, _RULES[project.folder] if project.module else None)
    with project.entered():
        messages = [
            format_figures(plan, outcome),
            format_summary(plan),
            format_changed_data(plan, outcome),
            format_failures(plan, outcome),
        ]
    present = list(filter(None, messages))
    for message in [project.about("\n".join(present))] if project.module and present else present:
        logger.warning(message)
    orphans = orphans_of(workflow, plan, project)
    # Files with the time and memory of jobs are removed with what the jobs have made
    orphans = [path for path in orphans if not path.startswith(project.path(BENCHMARKS))]
    if orphans:
        logger.info(
            f"No longer part of the project, until the target `{project.rename('clean')}` removes "
            f"them: {list_some(list(map(printable_line, orphans)))}"
        )
