"""Expand plots with parameter sweeps into one plot for each point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from paramspace import ParamDim, ParamSpace

from paraverse.base.point_names import format_point_name
from paraverse.config.plots import PlotConfig
from paraverse.errors import ConfigError, Problem
from paraverse.sweep.parameter_space import ParameterSpace


def expand_sweep(plot: PlotConfig) -> list[PlotConfig]:
    """Return one plot for each combination of the values of `!sweep` in a plot.

    Parameters
    ----------
    plot
        A plot, with or without sweeps.

    Returns
    -------
    list of PlotConfig
        The plot itself if it has no sweep, else plots with the point in their names, such as
        ``histogram/bins~10``.

    Raises
    ------
    ConfigError
        If the values of a sweep cannot be read.
    """
    if not any(isinstance(value, ParamDim) for value in _iterate_leaves(plot.values)):
        return [plot]
    try:
        space = ParameterSpace.from_pspace(ParamSpace(dict(plot.values)))
    except (ValueError, TypeError, KeyError) as error:
        raise ConfigError([Problem(plot.where(), f"The sweep cannot be read: {error}")]) from error
    names = list(space.dimensions)
    return [
        replace(
            plot,
            name=f"{plot.name}/{format_point_name(names, point.values)}",
            values=space.parameters(point.values),
            swept=plot.name,
        )
        for point in space.points()
    ]


def _iterate_leaves(value: Any) -> Iterator[Any]:
    match value:
        case Mapping():
            for item in value.values():
                yield from _iterate_leaves(item)
        case list() | tuple():
            for item in value:
                yield from _iterate_leaves(item)
        case _:
            yield value
