"""Write a table with the parameters, the status and scalars of each universe."""

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from paraverse.base.output_record import record_outputs, stated_dependencies
from paraverse.base.project_folder import enter_folder
from paraverse.jobs.parameter_table import ParameterTableJob
from paraverse.pipeline.job_log import job_log

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(
    job: ParameterTableJob, stores: Sequence[str], table: str, log: str, depends_on: Set[str]
) -> None:
    from paraverse.pipeline.parameter_table import write_parameter_table

    with job_log(log, stores, depends_on=depends_on):
        write_parameter_table(job, stores, table)
    record_outputs([table], depends_on)


if __name__ == "__main__":
    here = enter_folder(snakemake.params.project)
    main(
        job=snakemake.params.job,
        stores=list(map(here, snakemake.input)),
        table=here(snakemake.output[0]),
        log=here(snakemake.log[0]),
        depends_on=stated_dependencies(snakemake.params),
    )
