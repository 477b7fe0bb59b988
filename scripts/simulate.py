"""Simulate one universe."""

from typing import TYPE_CHECKING

from paraverse.jobs import SimulateJob
from paraverse.pipeline.job_log import job_log
from paraverse.pipeline.simulate import simulate

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(job: SimulateJob, log: str) -> None:
    with job_log(log):
        simulate(job)


if __name__ == "__main__":
    main(job=snakemake.params.job, log=snakemake.log[0])
