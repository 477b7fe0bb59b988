"""Copy the parameter space to where the universes are, so that the sweep describes itself."""

from collections.abc import Set
from typing import TYPE_CHECKING

from paraverse.base.output_record import record_outputs, stated_dependencies
from paraverse.base.project_folder import enter_folder
from paraverse.pipeline.job_log import job_log
from paraverse.pipeline.write_parameter_space import write_parameter_space

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(parameter_space: str, copy: str, log: str, depends_on: Set[str]) -> None:
    with job_log(log, depends_on=depends_on):
        write_parameter_space(parameter_space, copy)
    record_outputs([copy], depends_on)


if __name__ == "__main__":
    here = enter_folder(snakemake.params.project)
    main(
        parameter_space=snakemake.params.parameter_space,
        copy=here(snakemake.output[0]),
        log=here(snakemake.log[0]),
        depends_on=stated_dependencies(snakemake.params),
    )
