"""Copy the parameter space to where the universes are, so that the sweep describes itself."""

from pathlib import Path
from typing import TYPE_CHECKING

from paraverse.base.atomic import atomic_path
from paraverse.pipeline.job_log import job_log
from paraverse.pipeline.simulate import mark

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(parameter_space: str, copy: str, log: str) -> None:
    with job_log(log), atomic_path(copy) as partial:
        mark(Path(copy).parent)
        Path(partial).write_bytes(Path(parameter_space).read_bytes())


if __name__ == "__main__":
    main(
        parameter_space=snakemake.input[0],
        copy=snakemake.output[0],
        log=snakemake.log[0],
    )
