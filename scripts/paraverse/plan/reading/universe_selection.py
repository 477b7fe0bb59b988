"""Select the universes that a plot draws or combines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from paraverse.base.digest import digest
from paraverse.config.plots import PlotConfig
from paraverse.errors import ConfigError, KeyPath, Problem, suggest
from paraverse.jobs.transform import ParameterCoordinate
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.plan.reading.read_sweep import Sweep
from paraverse.sweep.coordinates import Dimensions, select_coordinates
from paraverse.sweep.grid_indices import grid_indices
from paraverse.sweep.parameter_space import OutsideSpaceError

_WORDS = ("all", "single", "first", "last", "random")


def select_universes(plot: PlotConfig, sweep: Sweep) -> frozenset[str]:
    """Select the universes that a universe plot draws.

    Parameters
    ----------
    plot
        A universe plot.
    sweep
        All universes.

    Returns
    -------
    frozenset of str
        The ids of the universes.

    Raises
    ------
    ConfigError
        If the selection is invalid, or if universes, dimensions or values do not exist.
    """
    key = "universes"
    ids = [universe.id for universe in sweep.universes]
    match plot.values.get(key):
        case "all":
            return frozenset(ids)
        case "first" | "single":
            return frozenset(ids[:1])
        case "last":
            return frozenset(ids[-1:])
        case "random" | "any":
            return _sample(ids, 1, 0)
        case {"random": int(count), **options} if count > 0 and set(options) <= {"seed"}:
            return _sample(ids, count, options.get("seed", 0))
        case list() as names if names:
            return _select_by_name(plot, names, sweep.universes)
        case Mapping() as subspace:
            dimensions = select_subspace(plot, subspace, (key,), sweep)
            return frozenset(indices_in_grid(dimensions, sweep.universes))
        case other:
            message = f"The key {key!r} is missing." if other is None else f"Found {other!r}."
            hint = suggest(other, _WORDS, limit=0) or (
                f"Allowed: {', '.join(_WORDS)}, a list of universes, values of parameters, such "
                "as {seed: [0, 1]}, or {random: 5, seed: 1}."
            )
            raise ConfigError([Problem(plot.where(key), f"{message} {hint}")])


def select_subspace(
    plot: PlotConfig, selection: Any, key_path: KeyPath, sweep: Sweep
) -> Dimensions:
    """Select values of the parameter dimensions.

    Parameters
    ----------
    plot
        The plot with the selection, to locate mistakes in it.
    selection
        The selection, as the plot describes it: for each dimension that it restricts, a value, a
        list of values, or anything else that `ParameterSpace.subspace` takes.
    key_path
        Keys that lead from the plot to the selection.
    sweep
        The parameter space, and the universes. Without universes, a missing space is accepted.

    Returns
    -------
    dict
        The selected values of every dimension.

    Raises
    ------
    ConfigError
        If there is no parameter space, or if a dimension or a value does not exist.
    """
    if sweep.space is None:
        if not sweep.universes:
            return {}
        message = (
            "There is no parameter space to place the universes in, as no parameter in their files "
            "or paths differs. Let an entry of `load` read their parameters (such as JSON or YAML "
            "files), name those in the path by groups of `path_regex` (`(?P<beta>[^_/]+)`), or "
            "read the space, with `loader: yaml_to_object` (dantro's `pspace.yml`)."
        )
        raise ConfigError([Problem(plot.where(key_path[0]), message)])
    if not isinstance(selection, Mapping):
        message = f"Takes a mapping from dimensions to values; found {selection!r}."
        raise ConfigError([Problem(plot.where(*key_path), message)])
    try:
        return sweep.space.subspace(selection)
    except OutsideSpaceError as error:
        name = next((name for name in selection if f"{name!r}" in str(error)), None)
        keys = key_path if name is None else (*key_path, name)
        raise ConfigError([Problem(plot.where(*keys), str(error))]) from None


def select_coordinates_of(sweep: Sweep, selected: Dimensions) -> dict[str, ParameterCoordinate]:
    """Return the parameters that depend on the selected values of the dimensions.

    Parameters
    ----------
    sweep
        The parameter space.
    selected
        The selected values of every dimension.

    Returns
    -------
    dict
        The parameters by name; empty without a parameter space.
    """
    if sweep.space is None:
        return {}
    return select_coordinates(sweep.space.coordinates, sweep.space.dimensions, selected)


def indices_in_grid(
    dimensions: Dimensions, universes: Sequence[UniverseFiles]
) -> dict[str, tuple[int, ...]]:
    """Return the position of each universe in an array over parameter dimensions.

    Parameters
    ----------
    dimensions
        The values of each dimension.
    universes
        All universes.

    Returns
    -------
    dict
        The index along each dimension, by the id of each universe whose values are among those of
        the dimensions.
    """
    points = ((u.id, u.values) for u in universes if u.values is not None)
    return grid_indices(dimensions, points)


def _sample(ids: Sequence[str], count: int, seed: Any) -> frozenset[str]:
    """Sample ids by their digests, so that most remain selected when a universe is added."""
    return frozenset(sorted(ids, key=lambda name: digest([seed, name]))[:count])


def _select_by_name(
    plot: PlotConfig, names: Sequence[Any], universes: Sequence[UniverseFiles]
) -> frozenset[str]:
    """Select universes by their names in the data tree, or by their ids."""
    id_of = {u.key: u.id for u in universes} | {u.id: u.id for u in universes}
    problems = [
        Problem(plot.where("universes"), f"There is no universe {name!r}. {suggest(name, id_of)}")
        for name in names
        if str(name) not in id_of
    ]
    if problems:
        raise ConfigError(problems)
    return frozenset(id_of[str(name)] for name in names)
