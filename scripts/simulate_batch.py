"""Simulate several universes, one after the other."""

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from paraverse.base.output_record import stated_dependencies
from paraverse.jobs import SimulateBatchJob

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(
    job: SimulateBatchJob, outputs: Sequence[str], logs: Sequence[str], depends_on: Set[str]
) -> None:
    from paraverse.pipeline.simulate_batch import simulate_batch

    names = job.universes[0].outputs
    folders = [first.removesuffix(f"/{names[0]}") for first in outputs[:: len(names)]]
    simulate_batch(job, folders, logs, depends_on=depends_on)


if __name__ == "__main__":
    main(
        job=snakemake.params.job,
        outputs=list(snakemake.output),
        logs=list(snakemake.log),
        depends_on=stated_dependencies(snakemake.params),
    )
