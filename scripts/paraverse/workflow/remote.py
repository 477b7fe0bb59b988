"""A workflow that Snakemake reads from a remote address, while its library is installed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from snakemake.logging import logger

import paraverse


def require_version(init_file: str, source: object) -> None:
    """Exit if the workflow is of another version than the installed library.

    Parameters
    ----------
    init_file
        The file `paraverse/__init__.py` of the workflow.
    source
        The address of the workflow, for the message.
    """
    line = re.search(r'^__version__ = "(.+)"', Path(init_file).read_text(encoding="utf-8"), re.M)
    version = line[1] if line else "unknown"
    if version != paraverse.__version__:
        logger.error(
            f"The workflow in {source} is of version {version} of paraverse, but version "
            f"{paraverse.__version__} is installed in {Path(paraverse.__file__).parent}. Install "
            "that of the workflow, or choose the tag of the installed version in `module`."
        )
        sys.exit(1)
