"""Draw the figure of a multiverse plot from its stored results."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from paraverse.jobs import Drawing
from paraverse.logs import job_log
from paraverse.warm import hand_over

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(job: Drawing, data: str, figures: Sequence[str], log: str) -> None:
    from paraverse.plot.draw import plot_multiverse

    with job_log(log):
        plot_multiverse(job, data, figures)


if __name__ == "__main__":
    hand_over("paraverse.plot.draw")
    main(
        job=snakemake.params.job,
        data=snakemake.input[0],
        figures=list(snakemake.output.figures),
        log=snakemake.log[0],
    )
