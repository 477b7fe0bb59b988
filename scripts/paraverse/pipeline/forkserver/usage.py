"""The time and memory that a script has used."""

from __future__ import annotations

from dataclasses import dataclass
from resource import struct_rusage


@dataclass(frozen=True, kw_only=True)
class Usage:
    """Time and memory of a script and of the processes that it has waited for.

    Attributes
    ----------
    seconds
        The time from start to end.
    cpu_seconds
        The CPU time, of the user and the system.
    max_rss_mb
        The most memory that one of the processes has held, in MiB. It includes what the script
        shares with the fork server: the libraries that are imported.
    read_mb, written_mb
        What was read from disks and written to them, in MiB.
    """

    seconds: float
    cpu_seconds: float
    max_rss_mb: float
    read_mb: float
    written_mb: float

    @classmethod
    def of(cls, seconds: float, counted: struct_rusage) -> Usage:
        """Return the usage of a process that has ended.

        Parameters
        ----------
        seconds
            The time from start to end.
        counted
            What the system has counted.

        Returns
        -------
        Usage
            The usage, in the units of benchmark files of Snakemake.
        """
        return cls(
            seconds=seconds,
            cpu_seconds=counted.ru_utime + counted.ru_stime,
            max_rss_mb=counted.ru_maxrss / 1024,
            read_mb=counted.ru_inblock / 2048,
            written_mb=counted.ru_oublock / 2048,
        )
