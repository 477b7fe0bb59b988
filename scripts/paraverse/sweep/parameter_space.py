"""The parameter space: its dimensions, its points, and names for them."""

from __future__ import annotations

import copy
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from paraverse.errors import ParaverseError, suggest

if TYPE_CHECKING:
    from paramspace import ParamSpace


class OutsideSpaceError(ParaverseError):
    """A subspace that is not in the parameter space."""


@dataclass(frozen=True)
class Point:
    """One combination of values.

    Attributes
    ----------
    values
        One value for each dimension, in the order of the space's dimensions.
    state_no
        paramspace's number of it. It counts defaults too and changes when the space grows.
    """

    values: tuple[Any, ...]
    state_no: int


@dataclass(frozen=True)
class ParameterSpace:
    """A parameter space.

    Attributes
    ----------
    dimensions
        Values of each dimension, in paramspace's order: by `order`, then by their place in
        the parameters; the last varies fastest.
    locations
        Keys that lead to each dimension's value in a universe's parameters.
    """

    dimensions: Mapping[str, tuple[Any, ...]]
    locations: Mapping[str, tuple[str, ...]]
    _pspace: ParamSpace = field(repr=False, compare=False)

    @classmethod
    def of(cls, pspace: ParamSpace) -> ParameterSpace:
        """Read the dimensions of a `paramspace.ParamSpace`."""
        locations = {
            name: tuple(location)
            for name, location in zip(pspace.dims, pspace.dims_by_loc, strict=True)
        }
        return cls(_active(pspace), locations, pspace)

    def points(self) -> Iterator[Point]:
        """Iterate over all points, the last dimension fastest."""
        # Not by ParamSpace.iterator: that takes 0.65 ms for each point.
        sizes = [len(dim) for dim in self._pspace.pure_coords.values()]
        strides = [math.prod(sizes[i + 1 :]) for i in range(len(sizes))]
        numbered = [
            [(value, state * stride) for state, value in states]
            for states, stride in zip(_active_states(self._pspace).values(), strides, strict=True)
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
        """
        parameters = copy.deepcopy(self._shared)
        for location, value in zip(self.locations.values(), values, strict=True):
            _put(parameters, location, value)
        given = dict(zip(self.dimensions, values, strict=True))
        for location, name, followed in self._coupled:
            _put(parameters, location, next(v for own, v in followed if own == given[name]))
        return parameters

    @cached_property
    def _shared(self) -> dict[str, Any]:
        """The parameters, with nothing in the place of each dimension and of what follows it."""
        parameters: dict[str, Any] = copy.deepcopy(dict(self._pspace._dict))
        for location in (*self.locations.values(), *self._pspace.coupled_dims_by_loc):
            _put(parameters, tuple(location), None)
        return parameters

    @cached_property
    def _coupled(self) -> list[tuple[tuple[str, ...], str, list[tuple[Any, Any]]]]:
        """For each parameter that follows a dimension: its place, which one, the values of both."""
        states = _active_states(self._pspace) if self._pspace.coupled_dims_by_loc else {}
        found = []
        for location, coupled in self._pspace.coupled_dims_by_loc.items():
            name = next(n for n, d in self._pspace.dims.items() if d is coupled.target_pdim)
            values = [coupled.default, *coupled.values]
            followed = [(value, _unmasked(values[state])) for state, value in states[name]]
            found.append((tuple(location), name, followed))
        return found

    def constant_parameters(self) -> dict[str, Any]:
        """Return the parameters that all points share, and how coupled ones follow."""
        parameters = copy.deepcopy(self._shared)
        for name, location in self.locations.items():
            _put(parameters, location, f"value of {name}")
        for location, coupled in self._pspace.coupled_dims_by_loc.items():
            targets = [n for n, dim in self._pspace.dims.items() if dim is coupled.target_pdim]
            follows = {"follows": targets[0], "values": list(map(_unmasked, coupled.values))}
            _put(parameters, tuple(location), follows)
        return parameters

    def values_in(self, parameters: Any) -> tuple[Any, ...] | None:
        """Find a universe's point by its parameters.

        Returns
        -------
        tuple or None
            One value for each dimension, or None if one is not in the parameters.
        """
        values = []
        for location in self.locations.values():
            value = parameters
            for key in location:
                if not isinstance(value, Mapping) or key not in value:
                    return None
                value = value[key]
            values.append(value)
        return tuple(values)

    def subspace(self, selection: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
        """Return the values that a selection leaves of each dimension.

        Parameters
        ----------
        selection
            For each dimension named, a label, a list of labels, a slice, or one of
            `{loc: ...}` and `{idx: ...}`, as `paramspace.ParamSpace.activate_subspace`
            takes them.

        Raises
        ------
        OutsideSpaceError
            If a dimension or a label is not in the space.
        """
        for name, wanted in selection.items():
            if name not in self.dimensions:
                hint = suggest(name, self.dimensions) or "The parameter space has none."
                raise OutsideSpaceError(f"There is no dimension {name!r}. {hint}")
            labels = wanted if isinstance(wanted, list) else [wanted]
            if not labels:
                raise OutsideSpaceError(f"No value of the dimension {name!r} is chosen.")
            for label in labels:
                plain = not isinstance(label, Mapping | slice)
                if plain and not any(_same(label, value) for value in self.dimensions[name]):
                    raise OutsideSpaceError(
                        f"{label!r} is not a value of the dimension {name!r}. "
                        f"Its values: {_listed(self.dimensions[name])}."
                    )
        pspace = copy.deepcopy(self._pspace)
        try:
            pspace.activate_subspace(**selection, reset_all_others=False)
        except (KeyError, ValueError, TypeError, IndexError) as error:
            raise OutsideSpaceError(str(error.args[0] if error.args else error)) from None
        chosen = {}
        for name, values in _active(pspace).items():
            # Indices and slices count masked values too
            known = set(map(hashable, self.dimensions[name]))
            chosen[name] = tuple(value for value in values if hashable(value) in known)
            if not chosen[name]:
                raise OutsideSpaceError(f"All chosen values of the dimension {name!r} are masked.")
        return chosen


def hashable(value: Any) -> Any:
    """Return a parameter's value such that equal values are found in a dictionary.

    Numbers are compared up to their twelfth digit, as programs may write them rounded.

    >>> hashable(0.1 + 0.2) == hashable(0.3)
    True
    """
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return float(f"{value:.12g}")
    return value if isinstance(value, int | str | None) else repr(value)


def grid_indices(
    dimensions: Mapping[str, Sequence[Any]], places: Iterable[tuple[str, Sequence[Any]]]
) -> dict[str, tuple[int, ...]]:
    """Say where universes belong in an array over some dimensions.

    Parameters
    ----------
    dimensions
        The values of each.
    places
        Names of universes with a value for each dimension.

    Returns
    -------
    dict
        An index for each dimension, by name; without the universes that are not among the values.
    """
    positions = [
        {hashable(value): i for i, value in enumerate(values)} for values in dimensions.values()
    ]
    found = {}
    for name, values in places:
        cell = [
            position.get(hashable(value)) for position, value in zip(positions, values, strict=True)
        ]
        if None not in cell:
            found[name] = tuple(i for i in cell if i is not None)
    return found


def _active_states(pspace: ParamSpace) -> dict[str, list[tuple[int, Any]]]:
    """State (0 is the default) and value of what is not masked; the default where all is."""
    active = {}
    for name, (default, *values) in pspace.coords.items():
        states = [(i, v) for i, v in enumerate(values, start=1) if not _is_masked(v)]
        active[name] = states or [(0, _unmasked(default))]
    return active


def _active(pspace: ParamSpace) -> dict[str, tuple[Any, ...]]:
    return {
        name: tuple(value for _, value in states) for name, states in _active_states(pspace).items()
    }


def _is_masked(value: Any) -> bool:
    # Names of points are used also where paramspace is not installed
    from paramspace.paramdim import Masked

    return isinstance(value, Masked)


def _unmasked(value: Any) -> Any:
    return value.value if _is_masked(value) else value


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9)
    return bool(one == other)


def _listed(values: Sequence[Any]) -> str:
    shown = ", ".join(map(repr, values[:12]))
    return f"{shown}, … ({len(values)} in all)" if len(values) > 12 else shown


def _put(parameters: dict[str, Any], location: Sequence[str], value: Any) -> None:
    *above, last = location
    for key in above:
        parameters = parameters[key]
    parameters[last] = value
