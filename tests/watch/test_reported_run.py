"""Messages of a run of Snakemake to the program that waits for it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from snakemake_interface_logger_plugins.common import LogEvent

from paraverse.watch import reported_run
from paraverse.watch.messages import (
    Failed,
    Locked,
    Message,
    Planned,
    RunNote,
    RunProblem,
    RunProgress,
    decode_message,
)
from paraverse.watch.reported_run import _Report
from support.plans import EXISTING, MakePlan

PLOTS = """\
mean: &mean
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {data: params/seed}}
other: {<<: *mean}
"""

Sent = Callable[[], list[Message]]


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    return tmp_path / "messages"


def report(messages: Path, *plots: str) -> _Report:
    return _Report(plots, os.open(messages, os.O_WRONLY | os.O_CREAT))


def sent(messages: Path) -> list[Message]:
    return [decode_message(line) for line in messages.read_bytes().splitlines()]


def record(text: str | None, level: int = logging.INFO, **values: object) -> logging.LogRecord:
    return logging.makeLogRecord({"msg": text, "levelno": level, **values})


def test_describe_plan__names_plots_and_files(plan: MakePlan, messages: Path) -> None:
    report(messages).describe_plan(
        plan(PLOTS, f"{EXISTING}operations: ops.py\n", more={"ops.py": ""})
    )
    (planned,) = sent(messages)
    assert planned == Planned(
        plots=["mean", "other"],
        data_dir="data",
        files=["config/plots.yaml", "ops.py"],
        is_simulated=False,
    )


def test_describe_plan__plots_that_are_named(plan: MakePlan, messages: Path) -> None:
    report(messages, "other").describe_plan(plan(PLOTS))
    (planned,) = sent(messages)
    assert isinstance(planned, Planned)
    assert planned.plots == ["other"]


def test_describe_plan__exits_for_a_plot_that_does_not_exist(
    plan: MakePlan, messages: Path
) -> None:
    with pytest.raises(SystemExit):
        report(messages, "maen").describe_plan(plan(PLOTS))
    assert sent(messages) == [RunProblem(text="There is no plot 'maen'. Did you mean 'mean'?")]


def test_forward__tells_of_progress_warnings_and_errors(messages: Path) -> None:
    reported = report(messages)
    for item in (
        record(None, event=LogEvent.PROGRESS, done=1, total=2),
        record("Building DAG of jobs..."),
        record("large", logging.WARNING),
        record("28 of 30, which the summary has", logging.WARNING, funcName="end_run"),
        record("a.yaml:1", logging.ERROR),
        record("locked", logging.ERROR, event=LogEvent.ERROR, exception="LockException"),
    ):
        assert reported.forward(item)
    assert sent(messages) == [
        RunProgress(done=1, total=2),
        RunNote(text="large"),
        RunProblem(text="a.yaml:1"),
        Locked(),
    ]


def test_send_rest__has_the_summary(
    plan: MakePlan, messages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reported_run, "format_summary", lambda plan: "5 of 6")
    reported = report(messages)
    reported.send_rest()
    reported.describe_plan(plan(PLOTS))
    reported.send_rest()
    assert sent(messages)[1:] == [RunNote(text="5 of 6")]


def test_forward__job_that_failed_has_said_why(messages: Path) -> None:
    reported = report(messages)
    for item in (
        record("RuleException", logging.ERROR, event=LogEvent.ERROR, exception="RuleException"),
        record(None, logging.ERROR, event=LogEvent.JOB_ERROR),
        record("Exiting because a job execution failed. Look above", logging.ERROR),
        record("--keep-incomplete mode is set, so", logging.WARNING),
        record("At least one", logging.ERROR, event=LogEvent.ERROR, exception="WorkflowError"),
    ):
        reported.forward(item)
    reported.send_rest()
    assert sent(messages) == [Failed()]


def test_forward__error_without_a_job_is_sent_at_the_end(messages: Path) -> None:
    reported = report(messages)
    reported.forward(record("Disk is full", logging.ERROR, event=LogEvent.ERROR))
    assert not messages.read_bytes()
    reported.send_rest()
    assert sent(messages) == [RunProblem(text="Disk is full")]
