"""Load a batch of universes and store it as one netCDF file."""

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from paraverse.base.output_record import record_outputs, stated_dependencies
from paraverse.base.project_folder import enter_folder
from paraverse.jobs.convert import ConvertJob
from paraverse.pipeline.job_log import job_log
from paraverse.provenance.origin import Origin

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(
    job: ConvertJob,
    inputs: Sequence[str],
    store: str,
    log: str,
    depends_on: Set[str],
    origin: Origin,
) -> None:
    from paraverse.pipeline.convert import actual_dependencies, convert

    with job_log(log, depends_on=depends_on):
        job = job.with_inputs(inputs)
        read = convert(job, store, origin, depends_on)
    record_outputs(
        [store],
        actual_dependencies(depends_on, job, read),
        files_read=read.others,
        sources=read.sources,
        lacks=read.lacks,
        repository=read.repository,
    )


if __name__ == "__main__":
    here = enter_folder(snakemake.params.project)
    main(
        job=snakemake.params.job,
        inputs=list(map(here, snakemake.input)),
        store=here(snakemake.output[0]),
        log=here(snakemake.log[0]),
        depends_on=stated_dependencies(snakemake.params),
        origin=snakemake.params.origin,
    )
