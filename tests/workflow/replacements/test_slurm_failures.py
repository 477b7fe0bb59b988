"""Logs of SLURM tell why a job has ended.

`tests/end_to_end/test_slurm.py` lets a real SLURM end jobs.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from paraverse.workflow.replacements import slurm_failures
from paraverse.workflow.replacements.slurm_failures import explain_failure

FAILED = (
    "SLURM-job '31' failed, SLURM status is: 'FAILED'. Detailed failure reason unavailable (status "
    "command is not 'sacct').For further error details see the cluster/cloud log."
)
STEP = "slurmstepd-n1: error: *** STEP 31.0 ON n1 CANCELLED AT 2026-11-29T17:38:28"
MEMORY = "The job ran out of memory: it needed more than the 800 MB"
TIME = "The job ran out of time: it took longer than the 30 minutes"
NODE = "The node of the job was lost"
CANCELED = "Somebody canceled the job"


def explain(
    log: str, status: str = "FAILED", *, rule: str = "plot", resources: Any = None
) -> str | None:
    Path("slurm.log").write_text(f"begin\n{log}\nsrun: error: n1: task 0: Killed\n")
    resources = {"mem_mb": 800, "runtime": 30} if resources is None else resources
    message = FAILED.replace("'FAILED'", f"'{status}'")
    return explain_failure(rule, resources, message, logs=["slurm.log"])


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("log", "status", "reason"),
    [
        # JobAcctGatherParams=OverMemoryKill
        (
            "slurmstepd-n1: error: StepId=31.0 exceeded memory limit (992874496 > 838860800), "
            f"being killed\nslurmstepd-n1: error: Exceeded job memory limit\n{STEP} ***",
            "FAILED",
            MEMORY,
        ),
        # cgroups, of several versions
        ("slurmstepd: error: Detected 1 oom-kill event(s) in StepId=31.0.", "FAILED", MEMORY),
        ("slurmstepd: error: Detected 1 oom_kill event in StepId=31.0.", "FAILED", MEMORY),
        ("The process of the job was killed because memory ran out. Run", "FAILED", MEMORY),
        ("", "OUT_OF_MEMORY", MEMORY),
        (f"{STEP} DUE TO TIME LIMIT ***", "TIMEOUT", TIME),
        (f"{STEP} DUE TO TIME LIMIT ***", "FAILED", TIME),
        ("", "TIMEOUT", TIME),
        (f"{STEP} DUE TO NODE FAILURE, SEE SLURMCTLD LOG FOR DETAILS ***", "FAILED", NODE),
        ("", "NODE_FAIL", NODE),
        (f"{STEP} DUE TO PREEMPTION ***", "PREEMPTED", "SLURM stopped the job for one of a higher"),
        (f"{STEP} ***", "CANCELLED", CANCELED),
        ("", "CANCELLED", CANCELED),
    ],
)
def test_explain_failure__by_log_and_status(log: str, status: str, reason: str) -> None:
    explained = explain(log, status)
    assert explained is not None
    assert explained.startswith(reason)


def test_explain_failure__not_of_jobs_that_fail_by_themselves() -> None:
    assert explain("RuntimeError: broken model") is None
    assert explain_failure("plot", {}, FAILED, logs=["missing.log"]) is None
    assert explain_failure("plot", {}, "", logs=["slurm.log"]) is None


def test_explain_failure__says_how_to_request_more() -> None:
    assert "`--set-resources plot:mem_mb=1600`" in (explain("", "OUT_OF_MEMORY") or "")
    batch = explain("", "TIMEOUT", rule="simulate_batch__1a2b3c4d") or ""
    assert "`--set-resources simulate:runtime=60`" in batch
    assert "more than it may. " in (explain("", "OUT_OF_MEMORY", resources={}) or "")


def test_explain_slurm_failures__in_the_message_of_snakemake(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Job:
        rule = SimpleNamespace(name="plot")
        resources: Any = {"mem_mb": 800}  # noqa: RUF012
        messages: list[Any] = []  # noqa: RUF012

        def log_error(
            self, msg: str | None = None, indent: bool = False, aux_logs: Any = None, **kwargs: Any
        ) -> None:
            self.messages.append((msg, aux_logs))

    monkeypatch.setattr(slurm_failures, "Job", Job)
    slurm_failures.explain_slurm_failures()
    slurm_failures.explain_slurm_failures()
    Path("slurm.log").write_text("Exceeded job memory limit")
    Job().log_error(FAILED, aux_logs=["slurm.log"])
    Job().log_error()
    (message, logs), other = Job.messages
    assert message.startswith(MEMORY)
    assert message.endswith(
        "`--set-resources plot:mem_mb=1600`. SLURM-job '31' failed, SLURM status is: 'FAILED'. For "
        "further error details see the cluster/cloud log."
    )
    assert logs == ["slurm.log"]
    assert other == (None, None)
