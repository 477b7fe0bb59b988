"""Write a page with all figures of the project."""

from collections.abc import Set
from typing import TYPE_CHECKING

from paraverse.base.output_record import record_outputs, stated_dependencies
from paraverse.base.project_folder import enter_folder
from paraverse.gallery.content import GalleryContent
from paraverse.pipeline.gallery import write_gallery
from paraverse.pipeline.job_log import job_log

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(content: GalleryContent, page: str, record: str, log: str, depends_on: Set[str]) -> None:
    with job_log(log, depends_on=depends_on):
        write_gallery(content, page, record)
    record_outputs([page, record], depends_on)


if __name__ == "__main__":
    here = enter_folder(snakemake.params.project)
    main(
        content=snakemake.params.content,
        page=here(snakemake.output.page),
        record=here(snakemake.output.record),
        log=here(snakemake.log[0]),
        depends_on=stated_dependencies(snakemake.params),
    )
