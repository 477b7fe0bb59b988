"""The time and memory that jobs have used, from the files of `benchmark:` in the rules.

Snakemake writes such a file after each job, and paraverse only reads it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from paraverse.base.durations import format_duration

BENCHMARKS = "logs/benchmarks"
"""The folder of the files."""


@dataclass(frozen=True, kw_only=True)
class JobUsage:
    """Time and memory of jobs of one kind, when each was last run.

    Attributes
    ----------
    name
        The step, and the name of the plot or node if it has one.
    jobs
        The number of jobs.
    seconds, cpu_seconds
        The time and the CPU time of all jobs together.
    longest
        The time of the job that took longest, in seconds.
    max_rss_mb
        The most memory that a job has held, in MiB.
    """

    name: str
    jobs: int
    seconds: float
    cpu_seconds: float
    longest: float
    max_rss_mb: float

    def cells(self) -> list[str]:
        """Return all of this as text for people, in the order of `HEADINGS`."""
        durations = map(format_duration, (self.seconds, self.cpu_seconds, self.longest))
        return [self.name, str(self.jobs), *durations, f"{self.max_rss_mb:.0f} MiB"]


HEADINGS = ("jobs", "number", "time", "CPU time", "longest", "memory")
"""Headings of a table of `JobUsage`."""


def read_usage(name: str, paths: Iterable[str]) -> JobUsage | None:
    """Sum up what jobs have used.

    Parameters
    ----------
    name
        The step, and the name of the plot or node if it has one.
    paths
        The files of the jobs. Those that are missing, empty or damaged are left out.

    Returns
    -------
    JobUsage or None
        The sums; None if no job is known.
    """
    rows = [row for row in map(_read, paths) if row is not None]
    if not rows:
        return None
    seconds, cpu_seconds, memory = zip(*rows, strict=True)
    return JobUsage(
        name=name,
        jobs=len(rows),
        seconds=sum(seconds),
        cpu_seconds=sum(cpu_seconds),
        longest=max(seconds),
        max_rss_mb=max(memory),
    )


def read_usages(files: Mapping[str, Iterable[str]]) -> list[JobUsage]:
    """Sum up what the jobs of each step have used, as far as that is known.

    Parameters
    ----------
    files
        The files of the jobs, by step.

    Returns
    -------
    list of JobUsage
        In the same order, without steps of which no job is known.
    """
    usages = (read_usage(name, paths) for name, paths in files.items())
    return [usage for usage in usages if usage is not None]


def is_benchmark(path: str) -> bool:
    """Return whether a file is one that Snakemake has written for `benchmark:` of a rule."""
    return path.startswith(f"{BENCHMARKS}/") and _read(path) is not None


def _read(path: str) -> tuple[float, float, float] | None:
    """Return seconds, CPU seconds and MiB; 0 for what Snakemake did not measure."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            row = next(csv.DictReader(file, delimiter="\t"))
        return float(row["s"]), _number(row["cpu_time"]), _number(row["max_rss"])
    except (OSError, ValueError, KeyError, StopIteration, TypeError):
        return None


def _number(text: str) -> float:
    return 0.0 if text in ("NA", "-") else float(text)
