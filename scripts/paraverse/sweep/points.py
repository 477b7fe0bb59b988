"""Assign existing universes to the points of their parameter space."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from paraverse.base.natural import natural_key
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.sweep.axis import Axis, agree, format_point, format_value, hashable
from paraverse.sweep.coordinates import value_at
from paraverse.sweep.inferred_space import InferredSpace
from paraverse.sweep.own_values import OwnValues, parse_scalar
from paraverse.sweep.parameter_space import ParameterSpace

_NEAR = 1e-3
"""Numbers that differ by less than this fraction were probably meant to be the same."""

_Point = tuple[Any, ...]


def assign_points(
    universes: Sequence[UniverseFiles], own: Mapping[str, OwnValues], space: ParameterSpace
) -> list[UniverseFiles]:
    """Give each universe the point that its own parameters say.

    A universe without such parameters has the point of its number, if all numbers are those of
    points and fit the parameters that are known: paramspace numbers its points, and utopya names
    folders so.

    Parameters
    ----------
    universes
        Universes without points.
    own
        For each of them, by its id, the values that its files hold.
    space
        The parameter space.

    Returns
    -------
    list of UniverseFiles
        The universes in the order of the space. Those without a point, outside the space, or at the
        point of another universe have no values and a warning with the reason; those with the
        point of their number have a note that says so.
    """
    points = _Points(universes, own, space)
    ordered = sorted(universes, key=lambda universe: natural_key(universe.id))
    # Own parameters say more than numbers, so they take their points first
    ordered.sort(key=lambda universe: not points.has_own(universe))
    occupied: dict[Any, str] = {}
    assigned = []
    for universe in ordered:
        point, reason = points.find(universe)
        other = occupied.setdefault(hashable(point), universe.id) if point is not None else None
        if other not in (None, universe.id) and point is not None:
            label = format_point(space.dimensions, point)
            point, reason = None, f"at the same point as {other}: {label}"
        if point is None:
            universe = replace(universe, warnings=(*universe.warnings, reason))
        elif reason:
            universe = replace(universe, values=point, notes=(*universe.notes, reason))
        else:
            universe = replace(universe, values=point)
        assigned.append(universe)
    axes = [Axis(values) for values in space.dimensions.values()]
    return sorted(assigned, key=lambda universe: _sort_key(universe, axes))


def assign_inferred(
    universes: Sequence[UniverseFiles], inferred: InferredSpace, reasons: Mapping[str, str]
) -> list[UniverseFiles]:
    """Give each universe its point in a parameter space that was inferred from all of them.

    Parameters
    ----------
    universes
        Universes without points.
    inferred
        The parameter space, with the points.
    reasons
        Why universes without a point have no parameters, by their ids.

    Returns
    -------
    list of UniverseFiles
        The universes in the order of the space. Those without parameters, or at the point of
        another universe, have no values and a warning with the reason.
    """
    dimensions = inferred.space.dimensions
    occupied: dict[Any, str] = {}
    assigned = []
    for universe in sort_by_name(universes):
        point = inferred.points.get(universe.id)
        if point is None:
            reason = "its parameters are not known"
            if reasons[universe.id] not in (*universe.errors, *universe.warnings):
                reason += f": {reasons[universe.id]}"
        else:
            other = occupied.setdefault(hashable(point), universe.id)
            reason = f"at the same point as {other}: {format_point(dimensions, point)}"
            if other == universe.id:
                coordinates = inferred.coordinates[universe.id]
                assigned.append(replace(universe, values=point, coordinates=coordinates))
                continue
        assigned.append(replace(universe, warnings=(*universe.warnings, reason)))
    axes = [Axis(values) for values in dimensions.values()]
    return sorted(assigned, key=lambda universe: _sort_key(universe, axes))


def with_coordinates(
    universes: Sequence[UniverseFiles], space: ParameterSpace
) -> list[UniverseFiles]:
    """Add the values of the parameters that depend on the dimensions of the space.

    Parameters
    ----------
    universes
        The universes; those without a point stay as they are.
    space
        The parameter space.

    Returns
    -------
    list of UniverseFiles
        The universes in the same order.
    """
    if not space.coordinates:
        return list(universes)
    axes = [Axis(values) for values in space.dimensions.values()]
    completed = []
    for universe in universes:
        if universe.values is not None:
            indices = [axis.find(value) for axis, value in zip(axes, universe.values, strict=True)]
            by_name = {
                n: i for n, i in zip(space.dimensions, indices, strict=True) if i is not None
            }
            coordinates = {
                name: value_at(coordinate, space.dimensions, by_name)
                for name, coordinate in space.coordinates.items()
            }
            universe = replace(universe, coordinates=coordinates)
        completed.append(universe)
    return completed


def sort_by_name(universes: Iterable[UniverseFiles]) -> list[UniverseFiles]:
    """Sort universes in the natural order of their names ("x_9" before "x_10").

    Parameters
    ----------
    universes
        Universes of a sweep without a parameter space.

    Returns
    -------
    list of UniverseFiles
        The same universes.
    """
    return sorted(universes, key=lambda universe: natural_key(universe.id))


class _Points:
    """Finds the points of universes, by their own parameters or by their numbers."""

    def __init__(
        self,
        universes: Iterable[UniverseFiles],
        own: Mapping[str, OwnValues],
        space: ParameterSpace,
    ) -> None:
        self._own = own
        self._space = space
        self._axes = {name: Axis(values) for name, values in space.dimensions.items()}
        self._by_number = {str(point.state_no): point.values for point in space.points()}
        self._misnumbered = next((u.id for u in universes if not self._fits_its_number(u)), None)

    def has_own(self, universe: UniverseFiles) -> bool:
        """Tell whether the files of a universe hold values of all dimensions."""
        own = self._own[universe.id]
        return not own.contradiction and len(own.values) == len(self._axes)

    def find(self, universe: UniverseFiles) -> tuple[_Point | None, str]:
        """Return the point of a universe, and a note; or None, and the reason."""
        own = self._own[universe.id]
        if own.contradiction:
            return None, f"its point in the parameter space is not known: {own.contradiction}"
        if self.has_own(universe):
            values = tuple(own.values[name] for name in self._axes)
            outside = self._outside(values)
            return (None, outside) if outside else (values, "")
        missing = "; ".join(own.missing) or "no file with its parameters is loaded"
        number = _number(universe)
        if number in self._by_number and self._misnumbered is None:
            return self._by_number[number], f"placed by number, as {missing}"
        reason = f"its point in the parameter space is not known: {missing}"
        if number in self._by_number:
            reason += f"; its number is not used, as that of {self._misnumbered} is not right"
        return None, reason

    def _fits_its_number(self, universe: UniverseFiles) -> bool:
        own, number = self._own[universe.id], _number(universe)
        if number is None or not self._axes:
            return True
        if not self._space.has_number(int(number)):
            return False
        point = dict(zip(self._axes, self._by_number.get(number, ()), strict=False))
        return all(
            name in point and hashable(point[name]) == hashable(value)
            for name, value in own.values.items()
        )

    def _outside(self, values: Sequence[Any]) -> str:
        """Say what is outside of the parameter space; return "" if nothing is."""
        hints = [
            _describe_outside(name, value, axis)
            for (name, axis), value in zip(self._axes.items(), values, strict=True)
            if axis.find(value) is None
        ]
        if not hints:
            return ""
        hint = "; ".join(filter(None, hints))
        label = format_point(self._axes, values)
        return f"outside the parameter space: {label}{f' ({hint})' if hint else ''}"


def _number(universe: UniverseFiles) -> str | None:
    """Return the key without leading zeros if it is a number."""
    match = re.fullmatch(r"0*(\d+)", universe.key, re.ASCII)
    return match[1] if match else None


def _describe_outside(name: str, value: Any, axis: Axis) -> str:
    """Say how a value differs from one of the space that was probably meant, if there is one."""
    if isinstance(value, str):
        index = axis.find(parse_scalar(value))
        texts = []
    else:
        index = axis.nearest(value)
        texts = [v for v in axis.values if isinstance(v, str) and agree(parse_scalar(v), value)]
    if texts:
        return f"{name} is {_kind(value)} {format_value(value)}, not the text {texts[0]!r}"
    if index is None:
        return ""
    meant = axis.values[index]
    if isinstance(value, str):
        return f"{name} is the text {format_value(value)}, not {_kind(meant)} {meant!r}"
    is_near = math.isclose(value, meant, rel_tol=_NEAR)
    return f"the nearest value of {name} is {meant!r}" if is_near else ""


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "the Boolean"
    if isinstance(value, list | tuple):
        return "the list"
    return "the number" if isinstance(value, int | float) else "the value"


def _sort_key(universe: UniverseFiles, axes: Sequence[Axis]) -> tuple[Any, ...]:
    """Put universes with a point first, in the order of the space; the last varies fastest."""
    if universe.values is None:
        return (1, [], natural_key(universe.id))
    indices = [axis.find(value) for axis, value in zip(axes, universe.values, strict=True)]
    return (0, indices, natural_key(universe.id))
