"""Read the parameter space of a sweep from a YAML file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paramspace import ParamSpace

from paraverse.errors import ConfigError, Location, Problem
from paraverse.sweep.axis import find_agreeing, format_value
from paraverse.sweep.parameter_space import ParameterSpace
from paraverse.yaml_io.configuration import read_yaml

MAX_POINTS = 10_000_000
"""Largest number of points of a parameter space, all of which are listed for some plans."""


def read_space(path: str, *, trusted: bool = True) -> ParameterSpace:
    """Read a parameter space from a YAML file.

    Parameters
    ----------
    path
        Path of a YAML file with a ``!pspace`` at the top level or under ``parameter_space``.
    trusted
        Whether the file is part of the configuration. If not, only the tags of paramspace are
        accepted.

    Returns
    -------
    ParameterSpace
        The dimensions and points, without masked values.

    Raises
    ------
    ConfigError
        If the file cannot be read, holds no parameter space, or one of more than `MAX_POINTS`; or
        if a dimension has values that are the same but for rounding.
    """
    file = read_yaml(path, trusted=trusted)
    data, above = file.data, list[str]()
    if isinstance(data, Mapping) and "parameter_space" in data:
        data, above = data["parameter_space"], ["parameter_space"]
    if not isinstance(data, ParamSpace):
        message = "Holds no parameter space. Write `!pspace` before the parameters."
        raise ConfigError([Problem(Location(path, 1), message)])
    if data.volume > MAX_POINTS:
        message = f"The parameter space has {data.volume} points; up to {MAX_POINTS} are possible."
        raise ConfigError([Problem(Location(path, 1), message)])
    space = ParameterSpace.from_pspace(data)
    problems = [
        Problem(file.where(*above, *space.locations[name]), _describe_agreement(name, pair))
        for name, values in space.dimensions.items()
        for pair in find_agreeing(values)
    ]
    if problems:
        raise ConfigError(problems)
    return space


def _describe_agreement(name: str, values: tuple[Any, Any]) -> str:
    one, other = map(format_value, values)
    return (
        f"The values {one} and {other} of the dimension {name!r} are the same in their first 12 "
        "digits, so that universes with them cannot be told apart. Remove one of them."
    )
