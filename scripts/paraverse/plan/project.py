"""Plan a project outside of Snakemake."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from paraverse.base.file_index import FileIndex
from paraverse.config.read import read_config_file
from paraverse.errors import ConfigError, Location, Problem
from paraverse.plan.build import make_plan
from paraverse.plan.plan import Plan
from paraverse.plan.read import ProjectInputs, read_project

CONFIG = "config/config.yaml"


def find_project(start: Path) -> Path:
    """Return the folder of a project: `start`, or the nearest folder above with a configuration.

    Parameters
    ----------
    start
        The folder where to begin.

    Returns
    -------
    Path
        The folder. It is `start` if there is no project.
    """
    folders = (start, *start.parents)
    return next((folder for folder in folders if (folder / CONFIG).is_file()), start)


def plan_project() -> Plan:
    """Make the plan of the project in the working directory, without looking at its data.

    Returns
    -------
    Plan
        All jobs.

    Raises
    ------
    ConfigError
        If there is no configuration, or if anything is wrong with it.
    """
    return make_plan(_read_values(), [CONFIG], check_data=False)


def read_working_project(index: FileIndex) -> tuple[ProjectInputs, list[Problem]]:
    """Read the project in the working directory, even if there are mistakes in it.

    Parameters
    ----------
    index
        The index of files by content.

    Returns
    -------
    ProjectInputs
        The project, as if what cannot be read had been left out.
    list of Problem
        What cannot be read.

    Raises
    ------
    ConfigError
        If there is no configuration, or if what is wrong with it cannot be left out.
    """
    return read_project(_read_values(), [CONFIG], index)


def _read_values() -> Mapping[str, Any]:
    if not Path(CONFIG).exists():
        message = "This file does not exist: name the project by --directory."
        raise ConfigError([Problem(Location(CONFIG), message)])
    return read_config_file(CONFIG)
