"""The choice between the output of this library and that of Snakemake."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from paraverse.base.job_messages import OF_PARAVERSE, OUTPUT
from paraverse.plan.plan import Plan
from paraverse.workflow.display.handler import RunHandler

_DEFAULT_HANDLER = "DefaultStreamHandler"
"""The name of the handler with which Snakemake prints its messages, unless a logger plugin does."""


def replace_output(workflow: Any, plan: Plan, summarize: Callable[[], str | None]) -> None:
    """Replace Snakemake's output by that of this library, which includes the messages of jobs.

    Snakemake's output stays if the user asks for it (`PARAVERSE_OUTPUT=snakemake`) or for details
    (`--verbose`, `--printshellcmds`, `--debug-dag`), turns off all output (`--quiet all`), chooses
    a logger plugin that prints (`--logger`), or uses this workflow as a module of another one.

    Parameters
    ----------
    workflow
        Snakemake's workflow object in the main process. A handler of its logger is replaced;
        without a handler of the name `DefaultStreamHandler`, nothing changes.
    plan
        The plan of the project.
    summarize
        Returns the summary of a run that has nothing to do.
    """
    handlers = workflow.logger_manager.logger.handlers
    default = next((one for one in handlers if one.name == _DEFAULT_HANDLER), None)
    if default is None or not _is_replaceable(workflow):
        return
    handler = RunHandler(default, workflow, plan=plan, summarize=summarize)
    workflow.logger_manager.logger.addHandler(handler)
    workflow.logger_manager.logger.removeHandler(default)
    if not workflow.output_settings.dryrun:
        os.environ[OUTPUT] = OF_PARAVERSE


def leave_output_to_jobs() -> None:
    """Let the jobs of this process print their messages, as no run does."""
    if os.environ.get(OUTPUT) == OF_PARAVERSE:
        del os.environ[OUTPUT]


def _is_replaceable(workflow: Any) -> bool:
    settings = workflow.output_settings
    has_details = settings.verbose or settings.printshellcmds or settings.debug_dag
    is_silent = any(quiet.name == "ALL" for quiet in settings.quiet or ())
    is_module = not workflow.modifier.is_main_snakefile()
    return not (is_module or has_details or is_silent or os.environ.get(OUTPUT) == "snakemake")
