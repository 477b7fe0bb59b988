"""Messages about scripts that were killed, which Snakemake reports like any that fail."""

from __future__ import annotations

import contextlib
import os
import subprocess
from typing import Any

from snakemake.logging import logger
from snakemake.script import ScriptBase

from paraverse.base.job_messages import REPEATED, JobMessages
from paraverse.base.killed import count_memory_kills, explain_kill, is_killed
from paraverse.workflow.snakemake_internals import EVALUATE, Method, wrap


def explain_killed_scripts() -> None:
    """Let Snakemake explain why a script was killed, from now on.

    The explanation is also written to the log of the job.
    """

    def make(evaluate: Method) -> Method:
        def evaluate_and_explain(script: Any, *args: Any, **kwargs: Any) -> None:
            before = count_memory_kills()
            try:
                evaluate(script, *args, **kwargs)
            except subprocess.CalledProcessError as error:
                if is_killed(error.returncode):
                    message = f"The process of the job {explain_kill(before)}"
                    is_in_log = _add_to_log(script, message)
                    logger.error(message, extra=REPEATED if is_in_log else None)
                raise

        return evaluate_and_explain

    wrap(ScriptBase, EVALUATE, make, once=True)


def _add_to_log(script: Any, message: str) -> bool:
    """Add a message to the log of a script and to its messages; return whether it has one log."""
    logs, project = list(script.log), getattr(script.params, "project", None)
    # The logs of several universes are written by the processes that ran them, and rules of
    # another workflow, which has this one as a module, have logs of their own
    if len(logs) != 1 or project is None:
        return False
    log = str(logs[0]) if os.path.isabs(logs[0]) else os.path.relpath(logs[0], project)
    JobMessages(error=message).write(log, project)
    with contextlib.suppress(OSError), open(logs[0], "a", encoding="utf-8") as file:
        file.write(f"ERROR {message}\n")
    return True
