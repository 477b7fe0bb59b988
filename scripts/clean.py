"""Remove folders that `simulate` made for points that are no longer in the parameter space."""

import logging
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from paraverse.logs import job_log
from paraverse.simulate import is_ours

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def main(folders: Iterable[str], log: str) -> None:
    with job_log(log):
        for folder in map(Path, folders):
            if is_ours(folder):
                shutil.rmtree(folder)
                logging.warning("removed %s", folder)


if __name__ == "__main__":
    main(folders=snakemake.params.folders, log=snakemake.log[0])
