"""Lines that state what results depend on, as the provenance of results needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from paraverse.plan.building.rules import MultiversePlot, UniversePlot
from paraverse.plan.plan import Plan
from paraverse.plan.used_universes import transformations_behind

_FILE_LINE = re.compile(r"file (.+) [0-9a-f]{16}")

_MAX_LINES = 500
"""The number of lines about the configuration that a netCDF file carries."""


def lines_behind(plan: Plan, plot: MultiversePlot | UniversePlot) -> tuple[list[str], list[str]]:
    """Return the lines about a figure and the transformations behind it.

    Parameters
    ----------
    plan
        The plan of the project.
    plot
        The plot.

    Returns
    -------
    list of str, list of str
        The lines about code, in alphabetical order, and those about the configuration.
    """
    stated = [plot.depends_on]
    if isinstance(plot, MultiversePlot):
        behind = transformations_behind(plan, plot.data)
        stated += [job.depends_on for job in behind]
    # Which nodes have a job of their own depends on other plots
    code = sorted({line for depends_on in stated for line in depends_on.code})
    return code, [line for depends_on in stated for line in depends_on.configuration]


def files_in_lines(lines: Iterable[str]) -> list[Path]:
    """Return the files that lines are about.

    Parameters
    ----------
    lines
        Lines of any kind.

    Returns
    -------
    list of Path
        A file for each line such as ``file table.csv 0123456789abcdef``.
    """
    return [Path(match[1]) for match in map(_FILE_LINE.fullmatch, lines) if match]


def readable_lines(lines: Iterable[str]) -> list[str]:
    """Return lines about the configuration as they are meant for people, and not too many.

    Parameters
    ----------
    lines
        The lines, in which braces are escaped for Snakemake.

    Returns
    -------
    list of str
        At most `_MAX_LINES` different lines, and one that says how many more there are.
    """
    readable = [line.replace(r"\x7b", "{").replace(r"\x7d", "}") for line in dict.fromkeys(lines)]
    more = len(readable) - _MAX_LINES
    return [*readable[:_MAX_LINES], f"and {more} more"] if more > 0 else readable
