"""Results that seem to come from the future, because the clock was ahead when they were written."""

from __future__ import annotations

import contextlib
import os
import time
from typing import Any


def reset_future_times(workflow: Any) -> None:
    """Set the times of intermediate results to now if they are in the future.

    What has changed is determined by content, so the times themselves do not matter. But Snakemake
    raises an error after a job whose outputs are older than its inputs.

    Parameters
    ----------
    workflow
        Snakemake's workflow object, at the start of a run. Of the inputs of the jobs that will run,
        those are changed that other jobs of the workflow have written.
    """
    now = time.time()
    dag = workflow.dag
    written = {
        str(file)
        for job in dag.needrun_jobs()
        for files in dag.dependencies[job].values()
        for file in files
    }
    for file in written:
        with contextlib.suppress(OSError):  # not written yet, or not on this machine
            if os.stat(file).st_mtime > now:
                os.utime(file)
