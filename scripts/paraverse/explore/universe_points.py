"""The points of stored universes, and universes by name or by parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from paraverse.errors import LoadError, suggest
from paraverse.jobs.transform import ParameterCoordinate
from paraverse.store.read.batch import BatchFile
from paraverse.sweep.axis import Axis, hashable
from paraverse.sweep.coordinates import make_coordinate


class UniversePoints:
    """The points of universes.

    Parameters
    ----------
    batch_by_universe
        The file of the store that holds each universe, by the id of the universe.
    """

    def __init__(self, batch_by_universe: Mapping[str, BatchFile]) -> None:
        self._batch_by_universe = batch_by_universe

    @cached_property
    def dimensions(self) -> dict[str, tuple[Any, ...]]:
        """The values of each swept parameter; the ids of the universes if nothing is swept."""
        values: dict[str, dict[Any, Any]] = {}
        for point in self._points.values():
            for parameter, value in point.items():
                values.setdefault(parameter, {}).setdefault(hashable(value), value)
        if not values:
            return {"universe": tuple(self._batch_by_universe)}
        return {parameter: tuple(unique.values()) for parameter, unique in values.items()}

    @cached_property
    def coordinates(self) -> dict[str, ParameterCoordinate]:
        """The parameters that depend on swept ones."""
        axes = {name: Axis(values) for name, values in self.dimensions.items()}
        dims_of: dict[str, tuple[str, ...]] = {}
        values: dict[str, dict[tuple[int, ...], Any]] = {}
        for id_, batch in self._batch_by_universe.items():
            for name, (dims, value) in batch.entry(id_).coordinates.items():
                index = tuple(axes[dim].find(self._points[id_][dim]) or 0 for dim in dims)
                dims_of[name] = dims
                values.setdefault(name, {})[index] = value
        return {
            name: make_coordinate({dim: len(axes[dim].values) for dim in dims}, values[name])
            for name, dims in dims_of.items()
        }

    @cached_property
    def parameters(self) -> dict[str, dict[str, Any]]:
        """The swept parameters of each universe, and those that depend on them."""
        dependent = {
            id_: {name: value for name, (_, value) in batch.entry(id_).coordinates.items()}
            for id_, batch in self._batch_by_universe.items()
        }
        return {id_: point | dependent[id_] for id_, point in self._points.items()}

    @cached_property
    def in_space(self) -> list[tuple[str, list[Any]]]:
        """The universes in the parameter space: the id and the value of each dimension."""
        points: list[tuple[str, list[Any]]] = []
        for id_, point in self._points.items():
            if point:
                points.append((id_, [point[dimension] for dimension in self.dimensions]))
            elif list(self.dimensions) == ["universe"]:
                points.append((id_, [id_]))
        return points

    @cached_property
    def _points(self) -> dict[str, dict[str, Any]]:
        return {id_: batch.entry(id_).parameters for id_, batch in self._batch_by_universe.items()}

    def find_by_name(self, name: str) -> str:
        """Return the id of a universe.

        Parameters
        ----------
        name
            Its id, or its key in the data tree.

        Returns
        -------
        str
            The id.

        Raises
        ------
        LoadError
            If there is no such universe.
        """
        if name in self._batch_by_universe:
            return name
        ids = {batch.entry(id_).key: id_ for id_, batch in self._batch_by_universe.items()}
        if name in ids:
            return ids[name]
        hint = suggest(name, [*self._batch_by_universe, *ids])
        raise LoadError(f"There is no universe {name!r}. {hint}")

    def find_at(self, parameters: Mapping[str, Any]) -> str:
        """Return the id of the only universe with some values of parameters.

        Parameters
        ----------
        parameters
            A value for each of some parameters: swept ones, and those that depend on them.

        Returns
        -------
        str
            The id.

        Raises
        ------
        LoadError
            If no universe, or more than one, has these values.
        """
        matches = self.select(parameters)
        if len(matches) != 1:
            names = ", ".join(matches[:5]) + (", …" if len(matches) > 5 else "")
            count = f"{len(matches)} universes fit ({names})" if matches else "No universe fits"
            swept = ", ".join(self.dimensions)
            raise LoadError(f"{count}: {dict(parameters)}. The swept parameters are: {swept}.")
        return matches[0]

    def select(self, parameters: Mapping[str, Any]) -> list[str]:
        """Return the ids of all universes with some values of parameters.

        Parameters
        ----------
        parameters
            For each of some parameters, a value, a list of values, or a slice, which includes
            both of its ends.

        Returns
        -------
        list of str
            The ids, in the order of the store.

        Raises
        ------
        LoadError
            If there is no such parameter or value.
        """
        selected = {name: self._values(name, value) for name, value in parameters.items()}
        if list(self.dimensions) == ["universe"]:
            return [id_ for id_ in self._points if id_ in selected.get("universe", self._points)]
        return [
            id_
            for id_, own in self.parameters.items()
            if self._points[id_]
            and all(hashable(own.get(name)) in values for name, values in selected.items())
        ]

    def _values(self, name: str, value: Any) -> set[Any]:
        if name in self.dimensions:
            values = self.dimensions[name]
        elif name in self.coordinates:
            present = (value for value in self.coordinates[name].values if value is not None)
            values = tuple({hashable(value): value for value in present}.values())
        else:
            hint = suggest(name, [*self.dimensions, *self.coordinates])
            raise LoadError(f"There is no swept parameter {name!r}. {hint}")
        if isinstance(value, slice):
            included: Sequence[Any] = _in_range(name, values, value)
        else:
            axis = Axis(values)
            items = value if isinstance(value, list) and axis.find(value) is None else [value]
            indices = [axis.find(item) for item in items]
            if None in indices:
                listed = ", ".join(map(repr, values[:12]))
                unknown = items[indices.index(None)]
                raise LoadError(f"{unknown!r} is not a value of {name!r}. Its values: {listed}.")
            included = [values[index] for index in indices if index is not None]
        return set(map(hashable, included))


def _in_range(name: str, values: Sequence[Any], limits: slice) -> list[Any]:
    """Return the values between the ends of a slice, both included."""
    if limits.step is not None:
        raise LoadError(f"A range of {name!r} takes no step; found {limits!r}.")
    try:
        return [
            value
            for value in values
            if (limits.start is None or value >= limits.start)
            and (limits.stop is None or value <= limits.stop)
        ]
    except TypeError:
        listed = ", ".join(map(repr, values[:12]))
        raise LoadError(
            f"The values of {name!r} cannot be compared with {limits!r}. They are: {listed}."
        ) from None
