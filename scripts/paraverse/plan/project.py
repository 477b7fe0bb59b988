"""Plan a project outside of Snakemake."""

from __future__ import annotations

from pathlib import Path

from paraverse.errors import ConfigError, Location, Problem
from paraverse.plan.build import make_plan
from paraverse.plan.plan import Plan
from paraverse.yaml_io.configuration import read_yaml

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
    if not Path(CONFIG).exists():
        message = "This file does not exist: name the project by --directory."
        raise ConfigError([Problem(Location(CONFIG), message)])
    values = read_yaml(CONFIG).data or {}
    return make_plan(values, [CONFIG], check_data=False)
