"""Write a page with all figures of the project."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from paraverse.jobs import GalleryPlot
from paraverse.pipeline.gallery import write_gallery
from paraverse.pipeline.job_log import job_log

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(title: str, plots: Sequence[GalleryPlot], page: str, log: str) -> None:
    with job_log(log):
        write_gallery(page, title, plots)


if __name__ == "__main__":
    main(
        title=snakemake.params.title,
        plots=snakemake.params.plots,
        page=snakemake.output[0],
        log=snakemake.log[0],
    )
