"""Simulate one universe, or several of them one after the other."""

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from paraverse.base.output_record import stated_dependencies
from paraverse.base.project_folder import enter_folder
from paraverse.jobs.simulate import SimulateBatchJob, SimulateJob
from paraverse.pipeline.job_log import job_log

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(
    job: SimulateJob | SimulateBatchJob,
    outputs: Sequence[str],
    logs: Sequence[str],
    depends_on: Set[str],
) -> None:
    if isinstance(job, SimulateBatchJob):
        from paraverse.pipeline.simulate_batch import simulate_batch

        simulate_batch(job, outputs, logs, depends_on=depends_on)
    else:
        from paraverse.pipeline.simulate import simulate

        folder = outputs[0].removesuffix(f"/{job.outputs[0]}")
        with job_log(logs[0], depends_on=depends_on):
            simulate(job, folder, depends_on, printed=logs[0])


if __name__ == "__main__":
    here = enter_folder(snakemake.params.project)
    main(
        job=snakemake.params.job,
        outputs=list(map(here, snakemake.output)),
        logs=list(map(here, snakemake.log)),
        depends_on=stated_dependencies(snakemake.params),
    )
