"""Simulate one universe."""

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from paraverse.base.output_record import stated_dependencies
from paraverse.jobs import SimulateJob
from paraverse.pipeline.job_log import job_log

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(job: SimulateJob, outputs: Sequence[str], log: str, depends_on: Set[str]) -> None:
    from paraverse.pipeline.simulate import simulate

    folder = outputs[0].removesuffix(f"/{job.outputs[0]}")
    with job_log(log):
        simulate(job, folder, depends_on)


if __name__ == "__main__":
    main(
        job=snakemake.params.job,
        outputs=list(snakemake.output),
        log=snakemake.log[0],
        depends_on=stated_dependencies(snakemake.params),
    )
