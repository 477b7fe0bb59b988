"""The parameter space of a sweep: its dimensions and its points."""

from __future__ import annotations

import copy
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from paramspace import ParamSpace
from paramspace.paramdim import Masked

from paraverse.errors import ParaverseError, suggest
from paraverse.jobs.transform import ParameterCoordinate
from paraverse.sweep.axis import Axis, format_value, hashable


class OutsideSpaceError(ParaverseError):
    """A selection of a dimension or values that the parameter space does not have."""


@dataclass(frozen=True)
class Point:
    """A point of a parameter space.

    Attributes
    ----------
    values
        One value for each dimension, in the order of the space's dimensions.
    state_no
        The number of the point in paramspace, which also counts default values and changes when
        the space grows.
    """

    values: tuple[Any, ...]
    state_no: int


@dataclass(frozen=True, kw_only=True)
class ParameterSpace:
    """A parameter space.

    Attributes
    ----------
    dimensions
        The values of each dimension by its name, without masked ones. Dimensions are in the order
        of paramspace: by `order`, then by their position in the parameters. The last varies
        fastest.
    locations
        For each dimension, the keys that lead to its value in the parameters of a universe.
    coordinates
        Parameters that depend on dimensions, by name: those that are coupled to a dimension.
    is_inferred
        Whether the space was inferred from universes instead of being written in a file.
    """

    dimensions: Mapping[str, tuple[Any, ...]]
    locations: Mapping[str, tuple[str, ...]]
    coordinates: Mapping[str, ParameterCoordinate] = field(default_factory=dict)
    is_inferred: bool = False
    _pspace: ParamSpace = field(repr=False, compare=False)

    @property
    def coordinate_dims(self) -> dict[str, tuple[str, ...]]:
        """The dimensions of each of the `coordinates`."""
        return {name: coordinate.dims for name, coordinate in self.coordinates.items()}

    @classmethod
    def from_pspace(cls, pspace: ParamSpace) -> ParameterSpace:
        """Convert a parameter space of paramspace.

        Parameters
        ----------
        pspace
            The parameter space, which must not be changed afterwards.

        Returns
        -------
        ParameterSpace
            The same space, without masked values.
        """
        locations = {
            name: tuple(location)
            for name, location in zip(pspace.dims, pspace.dims_by_loc, strict=True)
        }
        return cls(
            dimensions=_active_values(pspace),
            locations=locations,
            coordinates=_coupled_coordinates(pspace),
            _pspace=pspace,
        )

    def has_number(self, number: int) -> bool:
        """Tell whether a number is that of a point.

        Parameters
        ----------
        number
            The number of a universe.

        Returns
        -------
        bool
            False if no point, masked or not, has this number in paramspace. Programs that number
            universes in another way, such as from 0, use such numbers.
        """
        for name, size in reversed(self._sizes.items()):
            number, state = divmod(number, size)
            if state == 0 and not self._uses_default(name):
                return False
        return number == 0

    def points(self) -> Iterator[Point]:
        """Iterate over all points.

        Yields
        ------
        Point
            The points; the last dimension varies fastest.
        """
        # ParamSpace.iterator would take 0.65 ms for each point
        sizes = list(self._sizes.values())
        strides = [math.prod(sizes[i + 1 :]) for i in range(len(sizes))]
        numbered = [
            [(value, state * stride) for state, value in states]
            for states, stride in zip(self._states.values(), strides, strict=True)
        ]
        for combination in itertools.product(*numbered):
            values = tuple(value for value, _ in combination)
            yield Point(values, sum(number for _, number in combination))

    def parameters(self, values: Sequence[Any]) -> dict[str, Any]:
        """Return the parameters of one point.

        Parameters
        ----------
        values
            One value for each dimension, in their order.

        Returns
        -------
        dict
            The nested parameters of a universe, which may be changed.
        """
        parameters = copy.deepcopy(self._shared)
        for location, value in zip(self.locations.values(), values, strict=True):
            _put(parameters, location, value)
        by_name = dict(zip(self.dimensions, values, strict=True))
        for location, name, following in self._coupled:
            _put(parameters, location, following[hashable(by_name[name])])
        return parameters

    @cached_property
    def _states(self) -> dict[str, list[tuple[int, Any]]]:
        """Pairs of a state and its value for each dimension, without masked values."""
        return _active_states(self._pspace)

    @cached_property
    def _sizes(self) -> dict[str, int]:
        """The number of states of each dimension, with the default and masked values."""
        return {name: len(values) for name, values in self._pspace.pure_coords.items()}

    @cached_property
    def _shared(self) -> dict[str, Any]:
        """Parameters of all points, with None for each dimension and what is coupled to it."""
        parameters: dict[str, Any] = copy.deepcopy(dict(self._pspace._dict))
        for location in (*self.locations.values(), *self._pspace.coupled_dims_by_loc):
            _put(parameters, tuple(location), None)
        return parameters

    @cached_property
    def _coupled(self) -> list[tuple[tuple[str, ...], str, dict[Any, Any]]]:
        """Parameters that are coupled to a dimension.

        Each entry has the keys that lead to the parameter, the name of the dimension, and the value
        of the parameter by the hashable value of the dimension.
        """
        parameters = []
        for location, coupled in self._pspace.coupled_dims_by_loc.items():
            name = next(n for n, d in self._pspace.dims.items() if d is coupled.target_pdim)
            values = [coupled.default, *coupled.values]
            states = self._states[name]
            following = {hashable(value): _unmasked(values[state]) for state, value in states}
            parameters.append((tuple(location), name, following))
        return parameters

    def _uses_default(self, name: str) -> bool:
        return self._states[name][0][0] == 0

    def constant_parameters(self) -> dict[str, Any]:
        """Return the parameters that do not depend on the values of dimensions.

        Returns
        -------
        dict
            The nested parameters of all points. A dimension is represented by its name, and a
            parameter that is coupled to a dimension by the name of the dimension and all values.
        """
        parameters = copy.deepcopy(self._shared)
        for name, location in self.locations.items():
            _put(parameters, location, f"value of {name}")
        for location, coupled in self._pspace.coupled_dims_by_loc.items():
            targets = [n for n, dim in self._pspace.dims.items() if dim is coupled.target_pdim]
            follows = {"follows": targets[0], "values": list(map(_unmasked, coupled.values))}
            _put(parameters, tuple(location), follows)
        return parameters

    def subspace(self, selection: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
        """Select values of the dimensions.

        Parameters
        ----------
        selection
            For some dimensions, a label, a list of labels, a slice, or one of ``{loc: ...}`` and
            ``{idx: ...}``, as in `paramspace.ParamSpace.activate_subspace`.

        Returns
        -------
        dict of str to tuple
            The selected values of each dimension; all values if nothing is selected.

        Raises
        ------
        OutsideSpaceError
            If a dimension or a label is not in the space, or if no value is left.
        """
        selectors = {name: self._selector(name, value) for name, value in selection.items()}
        pspace = copy.deepcopy(self._pspace)
        try:
            pspace.activate_subspace(**selectors, reset_all_others=False)
        except (KeyError, ValueError, IndexError) as error:
            raise OutsideSpaceError(str(error.args[0] if error.args else error)) from None
        except TypeError:
            names = ", ".join(map(repr, selectors))
            message = f"The selection of {names} needs values that can be compared with each other."
            raise OutsideSpaceError(message) from None
        selected = {}
        for name, values in _active_values(pspace).items():
            # Indices and slices also count masked values
            allowed = set(map(hashable, self.dimensions[name]))
            selected[name] = tuple(value for value in values if hashable(value) in allowed)
            if not selected[name]:
                raise OutsideSpaceError(f"All chosen values of the dimension {name!r} are masked.")
        return selected

    def _selector(self, name: str, selection: Any) -> Any:
        """Return a selection of values of a dimension as one that paramspace takes."""
        if name not in self.dimensions:
            hint = suggest(name, self.dimensions) or "The parameter space has none."
            if name in self.coordinates:
                dims = " and ".join(map(repr, self.coordinates[name].dims))
                hint = f"The parameter {name!r} depends on {dims}: select values of these."
            raise OutsideSpaceError(f"There is no dimension {name!r}. {hint}")
        values = self.dimensions[name]
        axis = Axis(values)
        if isinstance(selection, slice):
            return selection
        # Lists and mappings can be among the values
        is_value = axis.find(selection) is not None
        if isinstance(selection, Mapping) and selection.keys() <= {"idx", "loc"} and not is_value:
            if "idx" in selection or isinstance(selection.get("loc"), slice | None):
                return selection
            return self._selector(name, selection["loc"])
        has_several = isinstance(selection, list) and not is_value
        labels = selection if has_several else [selection]
        if not labels:
            raise OutsideSpaceError(f"No value of the dimension {name!r} is chosen.")
        states = [state for state, _ in self._states[name]]
        numbers = set()
        for label in labels:
            index = _find_label(axis, label)
            if index is None:
                raise OutsideSpaceError(
                    f"{label!r} is not a value of the dimension {name!r}. "
                    f"Its values: {_list_values(values)}."
                )
            numbers.add(states[index])
        return {"idx": sorted(numbers)}


def _active_states(pspace: ParamSpace) -> dict[str, list[tuple[int, Any]]]:
    """Return pairs of a state and its value for each dimension, without masked values.

    State 0 is the default, which is used only where all values are masked.
    """
    active = {}
    for name, (default, *values) in pspace.coords.items():
        states = [(i, v) for i, v in enumerate(values, start=1) if not isinstance(v, Masked)]
        active[name] = states or [(0, _unmasked(default))]
    return active


def _active_values(pspace: ParamSpace) -> dict[str, tuple[Any, ...]]:
    return {
        name: tuple(value for _, value in states) for name, states in _active_states(pspace).items()
    }


def _coupled_coordinates(pspace: ParamSpace) -> dict[str, ParameterCoordinate]:
    states = _active_states(pspace)
    names = {id(dimension): name for name, dimension in pspace.dims.items()}
    coordinates = {}
    for name, coupled in pspace.coupled_dims.items():
        if name in states:
            continue
        target = names[id(coupled.target_pdim)]
        values = [coupled.default, *coupled.values]
        coordinates[name] = ParameterCoordinate(
            dims=(target,), values=tuple(_unmasked(values[state]) for state, _ in states[target])
        )
    return coordinates


def _unmasked(value: Any) -> Any:
    return value.value if isinstance(value, Masked) else value


def _find_label(axis: Axis, label: Any) -> int | None:
    """Find a value that a user may have rounded.

    paramspace takes numbers for the same that differ in the sixth digit, or by 1e-8.
    """
    index = axis.find(label)
    if index is None:
        nearest = axis.nearest(label)
        if nearest is not None and isinstance(label, float):
            is_close = math.isclose(label, axis.values[nearest], rel_tol=1e-9)
            index = nearest if is_close else None
    return index


def _list_values(values: Sequence[Any]) -> str:
    first = ", ".join(map(format_value, values[:12]))
    return f"{first}, … ({len(values)} in all)" if len(values) > 12 else first


def _put(parameters: dict[str, Any], location: Sequence[str], value: Any) -> None:
    *above, last = location
    for key in above:
        parameters = parameters[key]
    parameters[last] = value
