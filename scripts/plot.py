"""Draw the figure of a multiverse plot from its stored results."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from paraverse.jobs import FigureSettings
from paraverse.pipeline.forkserver.client import hand_over
from paraverse.pipeline.job_log import job_log

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(job: FigureSettings, data: str, figures: Sequence[str], record: str, log: str) -> None:
    from paraverse.pipeline.plot import plot_multiverse

    with job_log(log, [data]):
        plot_multiverse(job, data, figures).write(record)


if __name__ == "__main__":
    hand_over("paraverse.pipeline.plot")
    main(
        job=snakemake.params.job,
        data=snakemake.input[0],
        figures=list(snakemake.output.figures),
        record=snakemake.output.record,
        log=snakemake.log[0],
    )
