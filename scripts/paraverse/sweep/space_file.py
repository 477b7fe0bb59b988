"""Read the parameter space of a sweep from a YAML file."""

from __future__ import annotations

from collections.abc import Mapping

from paramspace import ParamSpace

from paraverse.errors import ConfigError, Location, Problem
from paraverse.sweep.parameter_space import ParameterSpace
from paraverse.yaml_io.configuration import read_yaml


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
        If the file cannot be read or holds no parameter space.
    """
    data = read_yaml(path, trusted=trusted).data
    if isinstance(data, Mapping) and "parameter_space" in data:
        data = data["parameter_space"]
    if not isinstance(data, ParamSpace):
        message = "Holds no parameter space. Write `!pspace` before the parameters."
        raise ConfigError([Problem(Location(path, 1), message)])
    return ParameterSpace.from_pspace(data)
