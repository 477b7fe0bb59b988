"""The plan of a project outside of Snakemake."""

from __future__ import annotations

from pathlib import Path

import yaml

from paraverse.errors import ConfigError, Location, Problem
from paraverse.plan.build import make_plan
from paraverse.plan.plan import Plan

CONFIG = "config/config.yaml"


def plan_of_project() -> Plan:
    """Make the plan of the project in the working directory.

    Raises
    ------
    ConfigError
        If its configuration is wrong.
    """
    try:
        values = yaml.safe_load(Path(CONFIG).read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        message = "This file does not exist: name the project by --directory."
        raise ConfigError([Problem(Location(CONFIG), message)]) from None
    except yaml.YAMLError as error:
        raise ConfigError([Problem(Location(CONFIG), f"not valid YAML: {error}")]) from None
    return make_plan(values, [CONFIG], thorough=False)
