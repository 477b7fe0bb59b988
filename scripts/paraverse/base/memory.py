"""The memory that jobs request, and how much of it a combined field may take."""

from __future__ import annotations

PROCESS_MB = 600
"""Memory of a job without data: the script and, on a cluster, Snakemake twice."""

COPIES = 4
"""Memory for a combined field and the results of operations on it, as a multiple of its size."""

MIN_COMBINED_MB = 8
"""Combined fields up to this size are always held in memory."""


def estimate_job_memory(data_mb: float, max_mb: float, attempt: int = 1) -> int:
    """Return the memory that a job requests.

    Parameters
    ----------
    data_mb
        Size of the data that the job reads, in MB.
    max_mb
        Largest request at the first attempt, in MB.
    attempt
        Number of the attempt, from 1; the request grows in proportion to it.

    Returns
    -------
    int
        Memory in MB.
    """
    return int(attempt * min(max_mb, PROCESS_MB + COPIES * data_mb))


def max_combined_size(mem_mb: float, fields: int) -> float:
    """Return the size up to which a combined field is held in memory as a whole.

    Parameters
    ----------
    mem_mb
        Memory of the job, in MB.
    fields
        Number of fields that the job combines.

    Returns
    -------
    float
        Size in bytes; larger fields are evaluated lazily.

    Examples
    --------
    >>> max_combined_size(estimate_job_memory(500, max_mb=4000), fields=1)
    500000000.0
    """
    return max(MIN_COMBINED_MB, (mem_mb - PROCESS_MB) / COPIES / max(1, fields)) * 1e6
