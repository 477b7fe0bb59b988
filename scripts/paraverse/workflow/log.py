"""The logger for messages of this library in the process of Snakemake, which are always printed."""

from __future__ import annotations

import logging

from snakemake.logging import logger as snakemake_logger

logger = logging.getLogger(f"{snakemake_logger.name}.paraverse")
"""A child of Snakemake's logger, whose handlers print and store its messages."""
