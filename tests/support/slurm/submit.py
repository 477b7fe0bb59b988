"""Snakemake, which asks SLURM for the states of its jobs each second, however long they take.

python submit.py ARGUMENTS OF SNAKEMAKE
"""

from __future__ import annotations

import sys

import snakemake.cli
from snakemake_executor_plugin_slurm import Executor


def _interval(executor: object) -> float:
    return 1.0


def _ignore(executor: object, interval: float) -> None:
    """Do not wait longer after each time that no job has ended."""


if __name__ == "__main__":
    Executor.next_seconds_between_status_checks = property(_interval, _ignore)
    snakemake.cli.main(sys.argv[1:])
