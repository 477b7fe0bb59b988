"""Transform and draw the universes of a batch, one figure each."""

from typing import TYPE_CHECKING

from paraverse.jobs import UniversePlotJob
from paraverse.pipeline.forkserver.client import hand_over
from paraverse.pipeline.job_log import job_log

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(job: UniversePlotJob, store: str, record: str, log: str) -> None:
    from paraverse.pipeline.plot_universes import plot_universes

    with job_log(log, [store]):
        plot_universes(job, store, record)


if __name__ == "__main__":
    hand_over("paraverse.pipeline.plot_universes")
    main(
        job=snakemake.params.job,
        store=snakemake.input[0],
        record=snakemake.output.record,
        log=snakemake.log[0],
    )
