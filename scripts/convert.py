"""Load a batch of universes and store it as one netCDF file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from paraverse.jobs import ConvertJob
from paraverse.pipeline.forkserver.client import hand_over
from paraverse.pipeline.job_log import job_log

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(job: ConvertJob, inputs: Sequence[str], store: str, log: str) -> None:
    from paraverse.pipeline.convert import convert

    with job_log(log):
        convert(job.with_inputs(inputs), store)


if __name__ == "__main__":
    hand_over("paraverse.pipeline.convert")
    main(
        job=snakemake.params.job,
        inputs=list(snakemake.input),
        store=snakemake.output[0],
        log=snakemake.log[0],
    )
