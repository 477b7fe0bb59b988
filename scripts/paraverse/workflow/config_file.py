"""The configuration file, before Snakemake reads it."""

from __future__ import annotations

import sys
from pathlib import Path

from snakemake.logging import logger

from paraverse.base.printable import printable
from paraverse.config.read import read_config_file
from paraverse.errors import ConfigError


def require_valid_yaml(path: str) -> None:
    """Exit with the line of the mistake if a file is not valid YAML.

    Parameters
    ----------
    path
        The file, which need not exist.
    """
    if not Path(path).is_file():
        return
    try:
        read_config_file(path)
    except ConfigError as error:
        logger.error(printable(str(error)))
        sys.exit(1)
