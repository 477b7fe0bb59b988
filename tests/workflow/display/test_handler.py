"""The output of a run, made from Snakemake's log messages."""

from __future__ import annotations

import io
import logging
import threading
from collections import defaultdict
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from snakemake.common import NOTHING_TO_BE_DONE_MSG
from snakemake.jobs import Reason
from snakemake.logging import ColorizingTextHandler
from snakemake.settings.enums import Quietness
from snakemake_interface_logger_plugins.common import LogEvent

from paraverse.base.job_messages import JobMessages
from paraverse.workflow.display.handler import RunHandler
from support.plans import MakePlan

PLOTS = """\
mean:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {data: params/seed}}
"""


class FakeJob:
    """The attributes of a job of Snakemake that the output needs."""

    is_norun = False
    is_run = False
    restart_times = 0
    attempt = 1

    def __init__(self, number: int, rule: str, message: str) -> None:
        self.number = number
        self.rule = SimpleNamespace(name=rule)
        self.message = message
        self.log = [f"logs/{rule}.log"]


class Snakemake:
    """A run of three jobs that depend on each other, as far as its log messages go."""

    def __init__(self, plan: MakePlan, *, dryrun: bool = False, **settings: Any) -> None:
        self.jobs = [
            FakeJob(1, "convert", "Converting"),
            FakeJob(2, "transform__mean", "Transforming"),
            FakeJob(3, "mean", "Drawing mean"),
        ]
        depending: dict[Any, Any] = defaultdict(dict)
        depending |= {self.jobs[0]: {self.jobs[1]: []}, self.jobs[1]: {self.jobs[2]: []}}
        reason = Reason()
        reason.missing_output.add("output")
        dag = SimpleNamespace(
            needrun_jobs=lambda: self.jobs,
            jobid=lambda job: job.number,
            depending=depending,
            reason=lambda job: reason,
        )
        options: dict[str, Any] = {"quiet": None, "show_failed_logs": False, "dryrun": dryrun}
        workflow = SimpleNamespace(
            dag=dag,
            dryrun=dryrun,
            local_exec=True,
            output_settings=SimpleNamespace(**{**options, **settings}),
        )
        self._stream = io.StringIO()
        default = ColorizingTextHandler(stream=self._stream)
        self.workflow = workflow
        self.handler = RunHandler(
            default, workflow, plan=plan(PLOTS), summarize=lambda: "1 is incomplete."
        )

    def log(self, message: str, *, level: int = logging.INFO, **attributes: Any) -> None:
        record = logging.LogRecord("snakemake.logging", level, "x.py", 1, message, (), None)
        for name, value in attributes.items():
            setattr(record, name, value)
        self.handler.handle(record)

    def begin(self) -> None:
        self.log("banner", event=LogEvent.WORKFLOW_STARTED)
        self.log("Building DAG of jobs...")
        self.log("Job stats: ...", event=LogEvent.RUN_INFO)

    def run(self, number: int) -> None:
        self.log("Rule", event=LogEvent.JOB_INFO, jobid=number)
        self.log("Finished", event=LogEvent.JOB_FINISHED, job_id=number)
        self.log("", event=LogEvent.PROGRESS, done=1, total=3)

    def fail(self, number: int, **attributes: Any) -> None:
        job = self.jobs[number - 1]
        details = {"jobid": number, "log": job.log, "rule_name": job.rule.name, "indent": False}
        details |= {"event": LogEvent.JOB_ERROR, "rule_msg": None, **attributes}
        self.log("Error in rule", level=logging.ERROR, **details)

    @property
    def output(self) -> str:
        return self._stream.getvalue()


@pytest.fixture
def snakemake(plan: MakePlan) -> Iterator[Snakemake]:
    run = Snakemake(plan)
    yield run
    run.handler.close()


def test_handler__prints_a_line_for_each_job_and_nothing_of_snakemake(snakemake: Snakemake) -> None:
    snakemake.begin()
    for number in (1, 2, 3):
        snakemake.run(number)
    assert snakemake.output == (
        "Running 3 jobs: 1 convert, 1 transform, 1 draw\n"
        "[1/3] Converting, 0.0 s\n"
        "[2/3] Transforming, 0.0 s\n"
        "[3/3] Drawing mean, 0.0 s\n"
    )


def test_handler__leaves_messages_outside_of_runs_to_snakemake(snakemake: Snakemake) -> None:
    snakemake.log("Unlocked working directory.")
    assert snakemake.output == "Unlocked working directory.\n"


def test_handler__prints_the_error_of_a_job_once(snakemake: Snakemake) -> None:
    JobMessages(error="no such field").write("logs/transform__mean.log")
    snakemake.begin()

    def fail() -> None:
        snakemake.log("RuleException: …", level=logging.ERROR, event=LogEvent.ERROR)
        snakemake.fail(2)

    failing = threading.Thread(target=fail)
    failing.start()
    failing.join()
    snakemake.log("Exiting because a job execution failed. Look above", level=logging.ERROR)
    end = "WorkflowError:\nAt least one job did not complete successfully."
    snakemake.log(end, level=logging.ERROR, event=LogEvent.ERROR)
    assert snakemake.output.partition("\n")[2] == (
        "FAILED: Transforming, after 0 s\n"
        "    no such field\n"
        "    Log: logs/transform__mean.log\n"
        "    Not drawn because of this: mean\n"
    )


def test_handler__names_the_plots_that_a_failure_prevents(snakemake: Snakemake) -> None:
    snakemake.begin()
    snakemake.fail(1, rule_msg="SLURM-job '7' failed")
    assert snakemake.output.endswith(
        "    SLURM-job '7' failed\n    Log: logs/convert.log\n    Not drawn because of this: mean\n"
    )


def test_handler__falls_back_to_the_exception_of_snakemake(snakemake: Snakemake) -> None:
    text = (
        'RuleException:\nParaverseError in file "plot.smk", line 75:\nThe fork server has ended.\n'
        '  File "/a/forked_scripts.py", line 35, in execute\n'
    )

    def fail() -> None:
        snakemake.log(text, level=logging.ERROR, event=LogEvent.ERROR)
        snakemake.fail(3)

    snakemake.begin()
    failing = threading.Thread(target=fail)
    failing.start()
    failing.join()
    assert snakemake.output.endswith(
        '    ParaverseError in file "plot.smk", line 75:\n'
        "    The fork server has ended.\n"
        "    Log: logs/mean.log\n"
    )


def test_handler__says_that_a_job_is_tried_again(snakemake: Snakemake) -> None:
    snakemake.jobs[0].restart_times = 1
    snakemake.begin()
    snakemake.fail(1)
    assert "It is tried again." in snakemake.output
    snakemake.run(1)
    assert "[1/3] Converting" in snakemake.output


def test_handler__prints_those_jobs_of_a_group_that_have_left_an_error(
    snakemake: Snakemake,
) -> None:
    snakemake.begin()
    JobMessages(error="no such field").write("logs/transform__mean.log")
    group = {"event": LogEvent.GROUP_ERROR, "groupid": "g", "aux_logs": ["slurm.log"]}
    snakemake.log("Error in group", level=logging.ERROR, **group)
    for number in (1, 2):
        snakemake.fail(number, indent=True)
    assert "slurm.log" in snakemake.output
    assert "FAILED: Transforming" in snakemake.output
    assert "FAILED: Converting" not in snakemake.output


def test_handler__prints_warnings_and_what_stops_a_run(snakemake: Snakemake) -> None:
    snakemake.begin()
    snakemake.log("The disk is slow", level=logging.WARNING)
    snakemake.log("Terminating processes on user request, this might take some time.")
    snakemake.log("Killed: see the log", level=logging.ERROR, is_repeated=True)
    lines = snakemake.output.splitlines()
    assert lines[1:] == [
        "The disk is slow",
        "Terminating processes on user request, this might take some time.",
    ]


def test_handler__summarizes_a_run_that_has_nothing_to_do(snakemake: Snakemake) -> None:
    snakemake.log("banner", event=LogEvent.WORKFLOW_STARTED)
    snakemake.log(NOTHING_TO_BE_DONE_MSG)
    assert snakemake.output == f"{NOTHING_TO_BE_DONE_MSG}\n1 is incomplete.\n"


def test_handler__lists_what_a_dry_run_would_do(plan: MakePlan) -> None:
    run = Snakemake(plan, dryrun=True)
    run.begin()
    for job in run.jobs:
        run.log("Rule", event=LogEvent.JOB_INFO, jobid=job.number)
    run.log("Job stats: ...", event=LogEvent.RUN_INFO)
    assert run.output == (
        "Would run 3 jobs: 1 convert, 1 transform, 1 draw\n"
        "  Converting (not there yet)\n"
        "  Transforming (not there yet)\n"
        "  Drawing mean (not there yet)\n"
        "Nothing was run: this was a dry run.\n"
    )


def test_handler__is_quiet_about_jobs_and_progress_on_demand(plan: MakePlan) -> None:
    run = Snakemake(plan, quiet={Quietness.RULES, Quietness.PROGRESS})
    run.begin()
    run.run(1)
    assert run.output == ""
    run.fail(2, rule_msg="no such field")
    assert "no such field" in run.output


def test_handler__leaves_all_to_snakemake_after_an_error_of_its_own(snakemake: Snakemake) -> None:
    snakemake.workflow.dag = None
    snakemake.begin()
    snakemake.log("Finished jobid: 1", event=LogEvent.JOB_FINISHED, job_id=1)
    assert "Finished jobid: 1" in snakemake.output
