"""How much memory jobs ask for, and what they can have in it at once."""

from __future__ import annotations

PROCESS_MB = 600
"""Without any data, in MB: the script and, on a cluster, Snakemake twice."""

COPIES = 4
"""Room for an array and what operations make of it, in sizes of the array."""

MIN_COMBINED_MB = 8
"""What is held in memory in any case, in MB."""


def estimate_job_memory(data_mb: float, most: float, attempt: int = 1) -> int:
    """Return the memory that a job asks for, in MB.

    Parameters
    ----------
    data_mb
        Size of the data that it reads, in MB.
    most
        What it asks for at most, in MB.
    attempt
        Number of the attempt: more is asked for at each.
    """
    return int(attempt * min(most, PROCESS_MB + COPIES * data_mb))


def max_combined_size(mem_mb: float, fields: int) -> float:
    """Return how large a combined field can be to be held in memory as a whole, in bytes.

    Parameters
    ----------
    mem_mb
        Memory of the job, in MB.
    fields
        How many fields are combined.

    Examples
    --------
    >>> max_combined_size(estimate_job_memory(500, most=4000), 1)
    500000000.0
    """
    return max(MIN_COMBINED_MB, (mem_mb - PROCESS_MB) / COPIES / max(1, fields)) * 1e6
