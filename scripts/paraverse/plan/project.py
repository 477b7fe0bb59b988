"""Plan a project outside of Snakemake."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from paraverse.base.file_index import FileIndex
from paraverse.base.project_folder import CONFIG
from paraverse.config.read import read_config_file
from paraverse.errors import ConfigError, Location, Problem
from paraverse.plan.build import make_plan
from paraverse.plan.plan import Plan
from paraverse.plan.reading.read import ProjectInputs, read_project


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


def enter_project(folder: str | None = None) -> None:
    """Make the folder of a project the working directory.

    Parameters
    ----------
    folder
        The folder; by default, the working directory or the nearest folder above it that is a
        project.

    Raises
    ------
    ConfigError
        If the folder has no configuration.
    """
    path = Path(folder) if folder is not None else find_project(Path.cwd())
    if not (path / CONFIG).is_file():
        message = f"This file does not exist in {path.resolve()}: name the project by --directory."
        raise ConfigError([Problem(Location(CONFIG), message)])
    os.chdir(path)


def plan_project(needed: Collection[str] | None = None) -> Plan:
    """Make the plan of the project in the working directory, without looking at its data.

    Parameters
    ----------
    needed
        The names of the plots that are needed. The others are left out, with their mistakes. By
        default, all are needed.

    Returns
    -------
    Plan
        All jobs.

    Raises
    ------
    ConfigError
        If there is no configuration, or if anything is wrong with it.
    """
    return make_plan(_read_values(), [CONFIG], check_data=False, needed=needed)


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
