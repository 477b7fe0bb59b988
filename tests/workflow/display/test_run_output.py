"""The output while jobs run."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from paraverse.base.job_messages import JobMessages
from paraverse.workflow.display.failure import Failure
from paraverse.workflow.display.lines import Lines
from paraverse.workflow.display.run_output import MAX_FAILURES, RunningJob, RunOutput
from paraverse.workflow.display.steps import PipelineStep, RuleInfo


class Run:
    """A run of jobs that take a second each, one after the other."""

    def __init__(self, counts: dict[PipelineStep, int], **options: bool) -> None:
        steps = [step for step, count in counts.items() for _ in range(count)]
        jobs = {
            number: RunningJob(
                rule=RuleInfo(step=step),
                message=f"{step.verb} {number}",
                logs=(f"logs/{number}.log",),
            )
            for number, step in enumerate(steps)
        }
        self.now = 0.0
        self.stream = io.StringIO()
        lines = Lines(self.stream, is_live=False, has_color=False)
        self.output = RunOutput(lines, jobs, clock=lambda: self.now, **options)
        self.output.begin()
        self._jobs = list(jobs)

    def finish(self, number: int, seconds: float = 1) -> None:
        self.output.start(number)
        self.now += seconds
        self.output.finish(number)

    def finish_all(self, seconds: float = 1) -> list[str]:
        for number in self._jobs:
            self.finish(number, seconds)
        return self.lines

    @property
    def lines(self) -> list[str]:
        return self.stream.getvalue().splitlines()


MakeRun = Callable[..., Run]


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_run_output__has_a_line_for_each_of_a_few_jobs() -> None:
    assert Run({PipelineStep.CONVERT: 1, PipelineStep.DRAW: 2}).finish_all() == [
        "Running 3 jobs: 1 convert, 2 draw",
        "[1/3] convert 0, 1.0 s",
        "[2/3] draw 1, 1.0 s",
        "[3/3] draw 2, 1.0 s",
    ]


@pytest.mark.parametrize("seconds", [0.1, 3600])
def test_run_output__has_few_lines_for_many_jobs(seconds: float) -> None:
    counts = {
        PipelineStep.SIMULATE: 300,
        PipelineStep.CONVERT: 2,
        PipelineStep.TRANSFORM: 30,
        PipelineStep.DRAW: 60,
    }
    lines = Run(counts).finish_all(seconds)
    assert len(lines) <= 60
    assert any("Simulating universes: 30 of 300" in line for line in lines)
    assert "Drawing plots: 60 of 60 jobs" in lines[-1]


def test_run_output__names_the_time_left() -> None:
    run = Run({PipelineStep.SIMULATE: 100})
    for number in range(50):
        run.finish(number)
    assert run.lines[-1] == "[ 50/100] Simulating universes: 50 of 100; about 50 s left"


def test_run_output__prints_a_line_from_time_to_time() -> None:
    run = Run({PipelineStep.SIMULATE: 1000})
    run.finish(0, 31)
    assert "Simulating universes: 1 of 1000" in run.lines[-1]


def test_run_output__respects_what_the_user_wants_to_see() -> None:
    assert Run({PipelineStep.DRAW: 2}, with_jobs=False).finish_all() == []
    counts = {PipelineStep.SIMULATE: 100, PipelineStep.DRAW: 1}
    assert Run(counts, with_progress=False).finish_all() == [
        "Running 101 jobs: 100 simulate, 1 draw",
        "[101/101] draw 100, 1.0 s",
    ]


def test_run_output__prints_each_warning_of_jobs_once() -> None:
    run = Run({PipelineStep.DRAW: 2})
    for number in range(2):
        JobMessages(warnings=("odd",)).write(f"logs/{number}.log")
        run.finish(number)
    assert [line for line in run.lines if "odd" in line] == ["Warning: odd (in logs/0.log)"]
    assert JobMessages.read("logs/1.log") == JobMessages()


def test_run_output__prints_an_error_first_and_once() -> None:
    run = Run({PipelineStep.DRAW: 2})
    JobMessages(error="no such field").write("logs/0.log")
    run.output.start(0)
    run.now += 2
    run.output.fail(0, "rule", Failure(logs=["logs/0.log"]))
    assert run.lines[1:] == [
        "FAILED: draw 0, after 2.0 s",
        "    no such field",
        "    Log: logs/0.log",
    ]
    assert run.output.has_failed


def test_run_output__prints_the_errors_of_a_few_jobs_of_many() -> None:
    run = Run({PipelineStep.SIMULATE: 300})
    for number in range(300):
        run.output.start(number)
        run.output.fail(number, "simulate", Failure(logs=[], message="exit status 1"))
    assert sum("exit status 1" in line for line in run.lines) == MAX_FAILURES
    assert run.lines[-1] == "More jobs have failed (simulating universes)."


def test_run_output__has_a_status_on_a_terminal() -> None:
    stream = io.StringIO()
    lines = Lines(stream, is_live=True, has_color=False)
    job = RunningJob(rule=RuleInfo(step=PipelineStep.DRAW), message="Drawing mean")
    tree = RunningJob(rule=RuleInfo(step=PipelineStep.OTHER), message="Printing", prints=True)
    output = RunOutput(lines, {1: job, 2: tree}, clock=lambda: 0)
    output.start(1)
    assert stream.getvalue().endswith("[0/2] 0 s; Drawing mean")
    output.start(2)
    assert stream.getvalue().endswith("\x1b[2K"), "the status makes way for what the job prints"
    lines.close()
