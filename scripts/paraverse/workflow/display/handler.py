"""A handler of Snakemake's log messages, in place of the one that prints them."""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from snakemake.common import NOTHING_TO_BE_DONE_MSG
from snakemake_interface_logger_plugins.common import LogEvent

from paraverse.base.durations import format_duration
from paraverse.base.job_messages import JobMessages
from paraverse.base.printable import printable
from paraverse.plan.plan import Plan
from paraverse.workflow.display.dry_run import PlannedJob, format_dry_run
from paraverse.workflow.display.failure import Failure
from paraverse.workflow.display.lines import Lines
from paraverse.workflow.display.reasons import describe_reason
from paraverse.workflow.display.run_output import RunningJob, RunOutput
from paraverse.workflow.display.steps import PipelineStep, RuleInfo, describe_rules
from paraverse.workflow.log import logger

_FRAMES = re.compile(r"^RuleException:\n|^  File \".*\", line \d+, in .*\n?", re.MULTILINE)
"""Parts of Snakemake's messages about exceptions: their class, and the frames."""

_PASSED = (
    "Terminating processes",
    "Will exit after finishing",
    "Shutting down, this might take some time",
    "Waiting for queue input",
)
"""Beginnings of Snakemake's messages to which a user wants to react. Others of the level INFO are
in its log file."""

_LOG = "Complete log(s): "
_TIME = "Elapsed time: "
"""Beginnings of messages at the end of a run."""

_PASSED_FROM = {"deployment", "report"}
"""Packages of Snakemake whose messages are about something that takes long."""

_IRRELEVANT = "Assuming unrestricted shared filesystem usage"
"""Beginning of a message before any run."""

_REPLACED = (
    "Exiting because a job execution failed",
    "--keep-incomplete mode is set",
    "At least one job did not complete",
    "WorkflowError:\nAt least one job did not complete",
)
"""Beginnings of messages that repeat a failure."""


class RunHandler(logging.Handler):
    """Prints the output of a run from the events that Snakemake logs.

    Messages before and after a run, such as those of other commands, go to Snakemake's own handler.
    So does everything from the first error in this handler on.

    Parameters
    ----------
    default
        Snakemake's own handler.
    workflow
        Snakemake's workflow object.
    plan
        The plan of the project.
    summarize
        Returns the summary of a run that has nothing to do; None if there is nothing to say.
    """

    def __init__(
        self,
        default: Any,
        workflow: Any,
        *,
        plan: Plan,
        summarize: Callable[[], str | None],
    ) -> None:
        super().__init__()
        self._default = default
        self._workflow = workflow
        self._rules = describe_rules(plan)
        self._summarize = summarize
        self._is_running = False
        settings = workflow.output_settings
        self._quiet = {quiet.name.lower() for quiet in settings.quiet or ()}
        self._with_logs = settings.show_failed_logs
        self._lines = Lines(
            default.stream,
            is_live=not default.nocolor and default.is_tty and not settings.dryrun,
            has_color=not default.nocolor,
        )
        self._output = RunOutput(self._lines, {}, with_progress=False)
        self._log = ""
        self._exceptions: dict[int, str] = {}
        self._events: dict[Any, Callable[[Any], None]] = {
            LogEvent.RUN_INFO: self._begin,
            LogEvent.JOB_STARTED: self._submit,
            LogEvent.JOB_INFO: self._start,
            LogEvent.JOB_FINISHED: self._finish,
            LogEvent.JOB_ERROR: self._fail,
            LogEvent.GROUP_ERROR: self._fail_group,
            LogEvent.ERROR: self._note_exception,
            None: self._write,
        }

    def emit(self, record: logging.LogRecord) -> None:
        """Print what a message of Snakemake or of this library is about."""
        event = getattr(record, "event", None)
        if event == LogEvent.WORKFLOW_STARTED:
            self._is_running = True
        elif not self._is_running:
            if not record.getMessage().startswith(_IRRELEVANT):
                self._default.handle(record)
        elif event in self._events:
            try:
                self._events[event](record)
            except Exception:  # of another version of Snakemake, perhaps
                self._lines.close()
                self._is_running = False
                self._default.handle(record)

    def close(self) -> None:
        """Remove the status line."""
        self._lines.close()
        super().close()

    def _begin(self, record: Any) -> None:
        dag = self._workflow.dag
        jobs = [job for job in dag.needrun_jobs() if not job.is_norun]
        if self._workflow.dryrun:
            del self._events[LogEvent.RUN_INFO]  # Snakemake repeats it at the end
            self._write_dry_run(jobs)
            return
        self._output = RunOutput(
            self._lines,
            {dag.jobid(job): self._describe(job) for job in jobs},
            with_jobs="rules" not in self._quiet,
            with_progress="progress" not in self._quiet,
        )
        self._output.begin("" if self._workflow.local_exec else f"with {_executor(self._workflow)}")

    def _write_dry_run(self, jobs: Iterable[Any]) -> None:
        planned = [
            PlannedJob(
                rule=self._rule(job),
                message=job.message or job.rule.name,
                reason=self._reason(job),
            )
            for job in jobs
        ]
        self._lines.write(format_dry_run(planned, with_groups="rules" not in self._quiet))

    def _reason(self, job: Any) -> str:
        return "" if "reason" in self._quiet else describe_reason(self._workflow.dag.reason(job))

    def _rule(self, job: Any) -> RuleInfo:
        return self._rules.get(job.rule.name, RuleInfo(step=PipelineStep.OTHER))

    def _describe(self, job: Any) -> RunningJob:
        return RunningJob(
            rule=self._rule(job),
            message=job.message or job.rule.name,
            logs=tuple(map(str, job.log)),
            prints=job.is_run,
        )

    def _submit(self, record: Any) -> None:
        if not self._workflow.local_exec:
            self._output.submit(len(record.jobs))

    def _start(self, record: Any) -> None:
        self._output.start(record.jobid)

    def _finish(self, record: Any) -> None:
        self._output.finish(record.job_id)

    def _fail(self, record: Any) -> None:
        job = self._job(record.jobid)
        if record.indent and not any(JobMessages.read(log).error for log in record.log):
            return  # it is in a group, and may have succeeded
        exception = self._exceptions.pop(threading.get_ident(), "")
        failure = Failure(
            logs=tuple(map(str, record.log)),
            message=record.rule_msg or exception,
            prevented=self._prevented(job) if job is not None else (),
            is_repeated=job is not None and job.restart_times > job.attempt - 1,
            has_universes=job is not None and len(job.log) > 1,
            with_logs=self._with_logs,
        )
        self._output.fail(record.jobid, record.rule_name, failure)

    def _fail_group(self, record: Any) -> None:
        failure = Failure(logs=tuple(map(str, record.aux_logs)), message="See the jobs below.")
        self._output.fail(None, f"the group of jobs {record.groupid}", failure)

    def _job(self, number: int) -> Any:
        dag = self._workflow.dag
        jobs = (job for job in dag.needrun_jobs() if dag.jobid(job) == number)
        return next(jobs, None)

    def _prevented(self, job: Any) -> list[str]:
        """Return the plots that need the outputs of a job."""
        depending = self._workflow.dag.depending
        reached, waiting = set(), [job]
        while waiting:
            for other in depending[waiting.pop()]:
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
        rules = map(self._rule, reached)
        return sorted({rule.subject for rule in rules if rule.step is PipelineStep.DRAW})

    def _note_exception(self, record: Any) -> None:
        """Keep the exception of a job for the message about its failure, which follows."""
        if threading.current_thread() is threading.main_thread():
            if not str(record.getMessage()).startswith(_REPLACED):
                self._lines.close()
                self._default.handle(record)
        else:
            text = _FRAMES.sub("", record.getMessage()).rstrip()
            self._exceptions[threading.get_ident()] = text

    def _write(self, record: Any) -> None:
        text = record.getMessage()
        if getattr(record, "is_repeated", False) or text.startswith(_REPLACED):
            return
        if text == NOTHING_TO_BE_DONE_MSG:
            self._write_lines(text, self._summarize())
        elif text.startswith(_TIME):
            seconds = (datetime.now() - self._workflow.start_time).total_seconds()
            result = "Ended with errors" if self._output.has_failed else "Finished"
            log = self._log if self._output.has_failed else None
            self._write_lines(f"{result} after {format_duration(seconds)}.", log)
        elif text.startswith(_LOG):
            self._log = f"All messages of Snakemake: {os.path.relpath(text.removeprefix(_LOG))}"
        elif record.levelno >= logging.ERROR:
            self._lines.write_error(printable(text), "")
        elif record.name == logger.name:
            self._lines.write(printable(text))
        elif record.levelno >= logging.WARNING:
            self._lines.write_warning(printable(text))
        elif text.startswith(_PASSED) or _PASSED_FROM.intersection(Path(record.pathname).parts):
            self._lines.write(printable(text))

    def _write_lines(self, *texts: str | None) -> None:
        for text in filter(None, texts):
            self._lines.write(text)


def _executor(workflow: Any) -> str:
    return str(getattr(workflow.executor_plugin, "name", "another executor"))
