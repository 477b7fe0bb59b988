"""Write a page with all figures of the project."""

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from paraverse.base.output_record import record_outputs, stated_dependencies
from paraverse.jobs import GalleryPlot
from paraverse.pipeline.gallery import write_gallery
from paraverse.pipeline.job_log import job_log

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(
    title: str, plots: Sequence[GalleryPlot], page: str, log: str, depends_on: Set[str]
) -> None:
    with job_log(log):
        write_gallery(page, title, plots)
    record_outputs([page], depends_on)


if __name__ == "__main__":
    main(
        title=snakemake.params.title,
        plots=snakemake.params.plots,
        page=snakemake.output[0],
        log=snakemake.log[0],
        depends_on=stated_dependencies(snakemake.params),
    )
