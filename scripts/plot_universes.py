"""Transform and draw the universes of a batch, one figure each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from paraverse.jobs import UniversePlotJob
from paraverse.pipeline.forkserver.client import hand_over
from paraverse.pipeline.job_log import job_log

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(job: UniversePlotJob, store: str, figures: Sequence[str], log: str) -> None:
    from paraverse.pipeline.plot import plot_universes

    with job_log(log):
        plot_universes(job, store, figures)


if __name__ == "__main__":
    hand_over("paraverse.pipeline.plot")
    main(
        job=snakemake.params.job,
        store=snakemake.input[0],
        figures=list(snakemake.output.figures),
        log=snakemake.log[0],
    )
