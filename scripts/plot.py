"""Draw the figure of a multiverse plot from its stored results."""

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from paraverse.base.output_record import record_outputs, stated_dependencies
from paraverse.base.project_folder import enter_folder
from paraverse.jobs.plot import FigureSettings
from paraverse.pipeline.job_log import job_log
from paraverse.provenance.origin import Origin

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(
    job: FigureSettings,
    data: str,
    figures: Sequence[str],
    outputs: Sequence[str],
    record: str,
    log: str,
    depends_on: Set[str],
    origin: Origin,
) -> None:
    from paraverse.pipeline.plot import plot_multiverse

    with job_log(log, [data], depends_on=depends_on):
        plot_multiverse(job, data, figures, origin).write(record)
    record_outputs(outputs, depends_on)


if __name__ == "__main__":
    here = enter_folder(snakemake.params.project)
    main(
        job=snakemake.params.job,
        data=here(snakemake.input[0]),
        figures=list(map(here, snakemake.output.figures)),
        outputs=list(map(here, snakemake.output)),
        record=here(snakemake.output.record),
        log=here(snakemake.log[0]),
        depends_on=stated_dependencies(snakemake.params),
        origin=snakemake.params.origin,
    )
