"""Combine fields over the multiverse, transform them and store the tagged results."""

from collections.abc import Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING

from paraverse.base.output_record import record_outputs, stated_dependencies
from paraverse.base.project_folder import enter_folder
from paraverse.jobs.transform import TransformJob
from paraverse.pipeline.job_log import job_log
from paraverse.provenance.origin import Origin

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(
    job: TransformJob,
    stores: Sequence[str],
    nodes: Sequence[str],
    sweep: str | None,
    data: str,
    log: str,
    mem_mb: float,
    depends_on: Set[str],
    origin: Origin,
) -> None:
    from paraverse.pipeline.provenance import with_recorded_commit
    from paraverse.pipeline.transform import transform_multiverse

    inputs = [*stores, *nodes, *([sweep] if sweep else [])]
    with job_log(log, inputs, depends_on=depends_on):
        facts = with_recorded_commit(origin.facts(), data, depends_on)
        transform_multiverse(
            job,
            stores,
            nodes=nodes,
            sweep=sweep,
            data=data,
            picture=Path(log).with_suffix(".svg"),
            mem_mb=mem_mb,
            facts=facts,
        )
    record_outputs([data], depends_on, repository=facts and facts["document"]["repository"])


if __name__ == "__main__":
    here = enter_folder(snakemake.params.project)
    main(
        job=snakemake.params.job,
        stores=list(map(here, snakemake.input.stores)),
        nodes=list(map(here, snakemake.input.nodes)),
        sweep=next(map(here, snakemake.input.sweep), None),
        data=here(snakemake.output[0]),
        log=here(snakemake.log[0]),
        mem_mb=snakemake.resources.mem_mb,
        depends_on=stated_dependencies(snakemake.params),
        origin=snakemake.params.origin,
    )
