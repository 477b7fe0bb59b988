"""Assign existing universes to the points of their parameter space."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from paraverse.base.natural import natural_key
from paraverse.errors import LoadError
from paraverse.jobs import UniverseFiles
from paraverse.sweep.grid_indices import hashable
from paraverse.sweep.parameter_space import ParameterSpace
from paraverse.yaml_io.data import parse_yaml_data


class PointFinder:
    """Finds the points of universes in a parameter space.

    Parameters
    ----------
    space
        The parameter space.
    """

    def __init__(self, space: ParameterSpace) -> None:
        self._space = space

    def find(self, parameter_files: Iterable[str], key: str) -> tuple[Any, ...] | None:
        """Find the point of a universe by its own parameters, or else by its number.

        Parameters
        ----------
        parameter_files
            Paths of the universe's YAML files. The first that has a value for each dimension
            determines the point; files that cannot be read are ignored.
        key
            The name of the universe in the data tree. It is the number of a state of paramspace,
            possibly with leading zeros, if the universe was simulated by utopya.

        Returns
        -------
        tuple or None
            One value for each dimension, not necessarily among the values of the space; None if the
            point is unknown.
        """
        for path in parameter_files:
            try:
                with open(path, "rb") as stream:
                    parameters = parse_yaml_data(stream.read())
            except (LoadError, OSError):
                continue
            values = self._space.values_in(parameters)
            if values is not None:
                return values
        return self._values_by_state.get(re.sub(r"^0+(?=\d)", "", key))

    @cached_property
    def _values_by_state(self) -> dict[str, tuple[Any, ...]]:
        return {str(point.state_no): point.values for point in self._space.points()}


def reject_misplaced(
    universes: Iterable[UniverseFiles], space: ParameterSpace
) -> list[UniverseFiles]:
    """Remove universes from the parameter space that have no point of their own in it.

    Parameters
    ----------
    universes
        Universes with the values of their points. The first universe at a point keeps it.
    space
        The parameter space.

    Returns
    -------
    list of UniverseFiles
        All universes in the same order. Those without a point, outside the space, or at the point
        of another universe have no values, and a message with the reason.
    """
    allowed = [frozenset(map(hashable, values)) for values in space.dimensions.values()]
    occupied: dict[tuple[Any, ...], str] = {}
    checked = []
    for universe in universes:
        reason = None
        if universe.values is None:
            reason = "its place in the parameter space is not known"
        else:
            point = tuple(map(hashable, universe.values))
            named = zip(space.dimensions, universe.values, strict=True)
            label = ", ".join(f"{name}={value}" for name, value in named)
            if not all(value in axis for value, axis in zip(point, allowed, strict=True)):
                reason = f"outside the parameter space: {label}"
            elif point in occupied:
                reason = f"at the same point as {occupied[point]}: {label}"
            else:
                occupied[point] = universe.id
        if reason:
            universe = replace(universe, values=None, warnings=(*universe.warnings, reason))
        checked.append(universe)
    return checked


def sort_key(universe: UniverseFiles, space: ParameterSpace | None) -> tuple[Any, ...]:
    """Return the key by which the universes of a sweep are sorted.

    Parameters
    ----------
    universe
        The universe.
    space
        The parameter space, if there is one.

    Returns
    -------
    tuple
        Key that puts universes with a point first, in the order of the space, with the last
        dimension varying fastest; the others follow in the natural order of their names ("x_9"
        before "x_10").
    """
    if space is None or universe.values is None:
        return (1, [], natural_key(universe.id))
    return (0, _indices(universe.values, space), natural_key(universe.id))


def _indices(values: Sequence[Any], space: ParameterSpace) -> list[int]:
    return [
        axis.index(value) if value in axis else len(axis)
        for value, axis in zip(values, space.dimensions.values(), strict=True)
    ]
