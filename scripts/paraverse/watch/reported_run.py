"""A run of Snakemake that tells another process how it goes on."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from collections.abc import Sequence
from typing import NoReturn

from snakemake.logging import logger as snakemake_logger
from snakemake_interface_logger_plugins.common import LogEvent

from paraverse.errors import suggest
from paraverse.plan.building.rules import MultiversePlot, UniversePlot, rule_name
from paraverse.plan.plan import Plan
from paraverse.watch.messages import (
    Failed,
    Locked,
    Message,
    Planned,
    RunNote,
    RunProblem,
    RunProgress,
    encode_message,
)
from paraverse.workflow.end_of_run.summary import format_summary
from paraverse.workflow.hooks import call_with_plan
from paraverse.workflow.in_process import run_snakemake
from paraverse.workflow.log import logger

_NOISE = ("Exiting because a job execution failed", "--keep-incomplete mode is set")
"""Messages of Snakemake after a job has failed, which nobody needs."""


def run_and_report(arguments: Sequence[str], plots: Sequence[str], messages: int) -> NoReturn:
    """Run Snakemake in this process, and exit.

    Parameters
    ----------
    arguments
        Arguments of Snakemake, besides the targets.
    plots
        The plots to draw; all if there are none.
    messages
        An open file to which messages are written.
    """
    report = _Report(plots, messages)
    call_with_plan(report.describe_plan)
    for source in (snakemake_logger, logger):
        source.addFilter(report.forward)
    try:
        status = run_snakemake([*map(rule_name, plots), *arguments])
    finally:
        report.send_rest()
    sys.exit(status)


class _Report:
    def __init__(self, plots: Sequence[str], messages: int) -> None:
        self._plots = plots
        self._messages = messages
        self._lock = threading.Lock()
        self._has_failed = False
        self._withheld: list[str] = []
        self._plan: Plan | None = None

    def describe_plan(self, plan: Plan) -> None:
        """Send what the program must know of the plan; exit if a plot does not exist."""
        every: list[MultiversePlot | UniversePlot]
        every = [*plan.multiverse_plots, *plan.universe_plots]
        names = {plot.name for plot in every} | {plot.swept for plot in every} - {None}
        names |= plan.skipped.keys()
        missing = [name for name in self._plots if name not in names]
        for name in missing:
            self._send(RunProblem(text=f"There is no plot {name!r}. {suggest(name, names)}"))
        if missing:
            sys.exit(1)
        self._plan = plan
        config = plan.config
        files = [config.plots, *config.base_plots, *config.operations, *config.loaders]
        files += config.plot_functions
        if config.simulate is not None:
            files += [config.simulate.parameter_space, *config.simulate.depends_on]
        drawn = [
            plot.name
            for plot in every
            if (plot.name in self._plots or plot.swept in self._plots)
            or (not self._plots and plot.is_target)
        ]
        self._send(
            Planned(
                plots=drawn,
                data_dir=plan.data_dir,
                files=files,
                is_simulated=plan.simulation is not None,
            )
        )

    def forward(self, record: logging.LogRecord) -> bool:
        """Send what a log record says, if the program must know it."""
        event = getattr(record, "event", None)
        if event == LogEvent.PROGRESS:
            self._send(RunProgress(done=vars(record)["done"], total=vars(record)["total"]))
        elif record.getMessage().startswith(_NOISE):
            pass
        elif event in (LogEvent.JOB_ERROR, LogEvent.GROUP_ERROR):
            self._has_failed = True
            self._withheld.clear()
            self._send(Failed())
        elif getattr(record, "exception", None) == "LockException":
            self._send(Locked())
        elif record.levelno >= logging.ERROR:
            self._add_problem(record.getMessage(), is_of_snakemake=event == LogEvent.ERROR)
        elif record.levelno >= logging.WARNING and record.funcName != "end_run":
            self._send(RunNote(text=record.getMessage()))
        return True

    def send_rest(self) -> None:
        """Send the summary of the run, and the errors that no job has caused."""
        summary = format_summary(self._plan) if self._plan is not None else None
        if summary:
            self._send(RunNote(text=summary))
        for text in self._withheld:
            self._send(RunProblem(text=text))

    def _add_problem(self, text: str, *, is_of_snakemake: bool) -> None:
        # Before and after a job has failed, Snakemake also says that it has
        if not is_of_snakemake:
            self._send(RunProblem(text=text))
        elif not self._has_failed:
            self._withheld.append(text)

    def _send(self, message: Message) -> None:
        with self._lock, contextlib.suppress(OSError):  # the program has ended
            os.write(self._messages, encode_message(message))
