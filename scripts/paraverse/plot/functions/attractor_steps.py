"""Parameters and steps of a bifurcation diagram, and the attractors that the steps find."""

from __future__ import annotations

import inspect
import itertools
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xarray as xr

from paraverse.errors import PlotError, list_some, pluralize, suggest
from paraverse.plot.facet_grid.labeled_data import describe_sizes
from paraverse.plot.functions.attractor_analyses import ANALYSES, Analysis

log = logging.getLogger(__name__)

Kwargs = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class AnalysisStep:
    """An analysis that is tried.

    Attributes
    ----------
    key
        The name of the attractors that it finds.
    name
        The name of the analysis.
    analyze
        The analysis.
    """

    key: str
    name: str
    analyze: Analysis


@dataclass(frozen=True, kw_only=True)
class Attractor:
    """The attractor at one point of the parameter space.

    Attributes
    ----------
    key
        Its name.
    data
        Its values, by variable.
    position
        The position of the point along each parameter.
    """

    key: str
    data: xr.Dataset
    position: tuple[int, ...]

    @property
    def largest(self) -> str:
        """The variable with the largest value."""
        maxima = {str(name): float(values.max()) for name, values in self.data.data_vars.items()}
        return max(maxima, key=lambda name: (maxima[name] == maxima[name], maxima[name]))


def diagram_parameters(
    states: xr.Dataset, dim: str | None, dims: Sequence[str] | None
) -> tuple[str, ...]:
    """Return the parameters of a diagram.

    Parameters
    ----------
    states
        The data, with the parameters among their dimensions.
    dim, dims
        The arguments of `paraverse.plot.functions.attractor.bifurcation_diagram`.

    Returns
    -------
    tuple of str
        The names of one or two dimensions.

    Raises
    ------
    PlotError
        If there are none or too many names, or the data do not have them.
    """
    if (dim is None) == (dims is None):
        count = "neither" if dim is None else "both"
        raise PlotError(
            "dim: takes the name of one parameter, or `dims` the names of two; there is "
            f"{count} of these."
        )
    if dim is None and (isinstance(dims, str) or len(dims or ()) != 2):
        raise PlotError(f"dims: takes a list with the names of two parameters; found {dims!r}.")
    names = tuple(dims or ()) if dim is None else (dim,)
    for name in names:
        if name not in states.dims:
            near = suggest(name, [str(d) for d in states.dims], limit=0)
            raise PlotError(
                f"{'dim' if dims is None else 'dims'}: there is no {name!r} in the data, which "
                f"have the dimensions {describe_sizes(states)}. {near}".rstrip()
            )
    return names


def read_steps(
    steps: Sequence[str | Sequence[str]],
    own_analyses: Mapping[str, Analysis],
    kwargs: Mapping[str, Kwargs | None],
) -> list[AnalysisStep]:
    """Look up the analyses of a diagram.

    Parameters
    ----------
    steps
        Names of analyses, or pairs of the name of an attractor and that of an analysis.
    own_analyses
        Analyses besides `ANALYSES`, by name.
    kwargs
        Their arguments, which are checked.

    Returns
    -------
    list of AnalysisStep
        The steps in their order.

    Raises
    ------
    PlotError
        If there is no such analysis, or it does not take such an argument.
    """
    if isinstance(steps, str) or not steps:
        raise PlotError(
            f"analysis_steps: takes a list of analyses, such as {list(ANALYSES)[:2]}; found "
            f"{steps!r}."
        )
    analyses = {**ANALYSES, **own_analyses}
    pairs = [(step, step) if isinstance(step, str) else tuple(step) for step in steps]
    for pair in pairs:
        if len(pair) != 2:
            raise PlotError(f"analysis_steps: takes names, or pairs of them; found {pair!r}.")
        if pair[1] not in analyses:
            hint = suggest(pair[1], analyses)
            raise PlotError(f"analysis_steps: there is no analysis {pair[1]!r}. {hint}")
    check_keys_of("analysis_kwargs", kwargs, list(analyses))
    read = [AnalysisStep(key=key, name=name, analyze=analyses[name]) for key, name in pairs]
    for step in read:
        _check_kwargs(step, kwargs.get(step.name) or {})
    return read


def check_keys_of(argument: str, names: Mapping[str, Any], allowed: Sequence[str]) -> None:
    """Check the keys of an argument.

    Parameters
    ----------
    argument
        The name of the argument.
    names
        Its value.
    allowed
        The keys that it may have.

    Raises
    ------
    PlotError
        If it has another one.
    """
    for name in names:
        if name not in allowed:
            raise PlotError(f"{argument}: found {name!r}. {suggest(name, allowed)}")


def find_attractors(
    states: xr.Dataset,
    parameters: Sequence[str],
    steps: Sequence[AnalysisStep],
    kwargs: Mapping[str, Kwargs | None],
) -> Iterator[Attractor]:
    """Find the attractor at each point of a parameter space.

    Parameters
    ----------
    states
        The states over the parameters, time, and possibly other dimensions.
    parameters
        The names of the parameters.
    steps
        The analyses, which are tried one after another.
    kwargs
        Their arguments, by the name of the analysis.

    Yields
    ------
    Attractor
        One for each point at which an analysis finds any.
    """
    undecided = 0
    for position in itertools.product(*(range(states.sizes[name]) for name in parameters)):
        here = states.isel(dict(zip(parameters, position, strict=True)))
        for step in steps:
            is_conclusive, attractor = step.analyze(here, **(kwargs.get(step.name) or {}))
            if is_conclusive:
                yield Attractor(key=step.key, data=attractor, position=position)
                break
        else:
            undecided += 1
    if undecided:
        tried = list_some([step.key for step in steps], 6)
        points = pluralize(undecided, "point")
        log.info("bifurcation_diagram: no attractor at %s (tried %s)", points, tried)


def _check_kwargs(step: AnalysisStep, kwargs: Kwargs) -> None:
    parameters = inspect.signature(step.analyze).parameters.values()
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return
    allowed = [parameter.name for parameter in parameters][1:]
    for key in kwargs:
        if key not in allowed:
            hint = suggest(key, allowed)
            raise PlotError(f"analysis_kwargs: {step.name} takes no {key!r}. {hint}")
