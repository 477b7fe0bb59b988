"""Reasons for which SLURM has ended jobs, in the messages of Snakemake.

Snakemake knows no more than the status of a job, which is often just `FAILED`. The log of the SLURM
job, to which SLURM's own programs write too, contains the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from snakemake.jobs import Job

from paraverse.base.killed import OUT_OF_MEMORY
from paraverse.errors import pluralize
from paraverse.workflow.snakemake_internals import LOG_ERROR, Method, wrap

_TAIL = 100_000
"""The number of bytes at the end of a log in which to look for a reason."""


_AGAIN = "Unless Snakemake repeats it now (`retries`), run snakemake again to continue."

_UNAVAILABLE = re.compile(r"Detailed failure reason unavailable \([^)]*\)\.\s*")
"""Snakemake's message if the status of the job is all that it knows."""


@dataclass(frozen=True, kw_only=True)
class _Failure:
    """A way in which SLURM ends jobs.

    Attributes
    ----------
    status
        A pattern for the status of the job.
    log
        A pattern for what SLURM writes to the log of the job.
    explain
        A function from the rule and the resources of the job to the reason and a remedy.
    """

    status: str
    log: str
    explain: Callable[[str, Any], str]


def _out_of_memory(rule: str, resources: Any) -> str:
    requested = resources.get("mem_mb")
    amount = f"the {requested} MB that it requested (mem_mb)" if requested else "it may"
    example = 2 * requested if isinstance(requested, int) else 8000
    return (
        f"The job ran out of memory: it needed more than {amount}. Request more, for example by "
        f"`--set-resources {rule}:mem_mb={example}`."
    )


def _out_of_time(rule: str, resources: Any) -> str:
    requested = resources.get("runtime")
    minutes = pluralize(requested, "minute") if isinstance(requested, int) else requested
    amount = f"the {minutes} that it requested (runtime)" if requested else "it may"
    example = 2 * requested if isinstance(requested, int) else 120
    return (
        f"The job ran out of time: it took longer than {amount}. Request more, for example by "
        f"`--set-resources {rule}:runtime={example}`."
    )


_FAILURES = (
    _Failure(
        status="OUT_OF_MEMORY",
        # Each of them is written by some version or configuration of SLURM
        log=rf"exceeded (job |step )?memory limit|oom[-_ ]kill|{OUT_OF_MEMORY}",
        explain=_out_of_memory,
    ),
    _Failure(status="TIMEOUT|DEADLINE", log=r"DUE TO TIME LIMIT", explain=_out_of_time),
    _Failure(
        status="NODE_FAIL|BOOT_FAIL",
        log=r"DUE TO NODE FAILURE|NODE FAILURE",
        explain=lambda rule, resources: f"The node of the job was lost. {_AGAIN}",
    ),
    _Failure(
        status="PREEMPTED",
        log=r"DUE TO PREEMPTION",
        explain=lambda rule, resources: (
            f"SLURM stopped the job for one of a higher priority. {_AGAIN}"
        ),
    ),
    _Failure(
        status="CANCELLED",
        log=r"\*\*\* (JOB|STEP) .*CANCELLED AT",
        explain=lambda rule, resources: (
            f"Somebody canceled the job, perhaps an administrator. {_AGAIN}"
        ),
    ),
)
"""The ways in which SLURM ends jobs. It also cancels what it ends for any of the other reasons, so
this one is the last."""


def explain_slurm_failures() -> None:
    """Let Snakemake explain why a SLURM job has ended, from now on.

    Without a log of the SLURM job, messages stay as they are.
    """

    def make(log_error: Method) -> Method:
        def log_explained_error(
            job: Any,
            msg: str | None = None,
            indent: bool = False,
            aux_logs: Any = None,
            **kwargs: Any,
        ) -> None:
            reason = explain_failure(job.rule.name, job.resources, msg or "", logs=aux_logs or ())
            if reason is not None:
                msg = f"{reason} {_UNAVAILABLE.sub('', msg or '')}".rstrip()
            log_error(job, msg, indent, aux_logs, **kwargs)

        return log_explained_error

    wrap(Job, LOG_ERROR, make, once=True)


def explain_failure(
    rule: str, resources: Any, message: str, *, logs: Sequence[str | Path]
) -> str | None:
    """Return why SLURM has ended a job, and what to do.

    Parameters
    ----------
    rule
        The name of the rule.
    resources
        What the job requested, by name.
    message
        Snakemake's message, which contains the status of the job.
    logs
        The log files of the SLURM job.

    Returns
    -------
    str or None
        The reason; None if the job has ended by itself, or if the reason is not known.
    """
    if "SLURM" not in message:
        return None
    text = "\n".join(map(_end_of, logs))
    for failure in _FAILURES:
        if re.search(rf"\b({failure.status})\b", message) or re.search(
            failure.log, text, re.IGNORECASE
        ):
            name = "simulate" if rule.startswith("simulate_batch__") else rule
            return failure.explain(name, resources)
    return None


def _end_of(log: str | Path) -> str:
    try:
        with open(log, "rb") as file:
            file.seek(max(0, file.seek(0, 2) - _TAIL))
            return file.read().decode(errors="replace")
    except OSError:
        return ""
