"""Transform and draw the universes of a batch, one figure each."""

from collections.abc import Set
from typing import TYPE_CHECKING

from paraverse.base.output_record import record_outputs, stated_dependencies
from paraverse.base.project_folder import enter_folder
from paraverse.jobs.plot_universes import UniversePlotJob
from paraverse.pipeline.job_log import job_log
from paraverse.provenance.origin import Origin

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(
    job: UniversePlotJob,
    store: str,
    record: str,
    log: str,
    depends_on: Set[str],
    on_other_universes: Set[str],
    origin: Origin,
) -> None:
    from paraverse.pipeline.plot_universes import plot_universes

    with job_log(log, [store], depends_on=depends_on):
        plot_universes(job, store, record, depends_on - on_other_universes, origin)
    record_outputs([record], depends_on)


if __name__ == "__main__":
    here = enter_folder(snakemake.params.project)
    main(
        job=snakemake.params.job,
        store=here(snakemake.input[0]),
        record=here(snakemake.output.record),
        log=here(snakemake.log[0]),
        depends_on=stated_dependencies(snakemake.params),
        origin=snakemake.params.origin,
        on_other_universes={snakemake.params.universes, snakemake.params.upstream},
    )
