"""``paraverse run`` runs the workflow."""

from __future__ import annotations

import argparse

from paraverse.commands.command import Command


def _run(options: argparse.Namespace) -> int:
    from paraverse.workflow.in_process import run_snakemake  # imports Snakemake

    return run_snakemake(options.passed_on)


RUN = Command(
    name="run",
    summary="make all figures that are not up to date, or some plots; takes Snakemake's options",
    usage="%(prog)s [-d FOLDER] [PLOT ...] [OPTIONS OF SNAKEMAKE]",
    examples={
        "paraverse run": "all figures, on all cores",
        "paraverse run mean_energy": "one plot",
        "paraverse run -n": "only list the jobs, each with its reason",
        "paraverse run gallery --cores 4": "the page with all figures, on four cores",
        "paraverse run --workflow-profile slurm": "on a cluster",
    },
    run=_run,
    passes_on=True,
)
