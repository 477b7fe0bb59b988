"""Parameters that depend on the dimensions of a parameter space, as coordinates along them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from paraverse.jobs.transform import ParameterCoordinate
from paraverse.sweep.axis import Axis

Dimensions = Mapping[str, tuple[Any, ...]]
"""The values of each dimension."""


def make_coordinate(
    dims: Mapping[str, int], values: Mapping[tuple[int, ...], Any]
) -> ParameterCoordinate:
    """Return a coordinate from its values at some points.

    Parameters
    ----------
    dims
        The length of each dimension on which the parameter depends.
    values
        The value of the parameter by its indices along these dimensions.

    Returns
    -------
    ParameterCoordinate
        The coordinate, with None at all other points.

    Examples
    --------
    >>> make_coordinate({"size": 3}, {(0,): "small", (2,): "large"})
    ParameterCoordinate(dims=('size',), values=('small', None, 'large'))
    """
    points = itertools.product(*map(range, dims.values()))
    return ParameterCoordinate(dims=tuple(dims), values=tuple(map(values.get, points)))


def value_at(
    coordinate: ParameterCoordinate, dimensions: Dimensions, indices: Mapping[str, int]
) -> Any:
    """Return the value of a coordinate at a point of the parameter space.

    Parameters
    ----------
    coordinate
        The coordinate.
    dimensions
        The values of all dimensions of the space.
    indices
        The index of the point along each dimension.

    Returns
    -------
    object
        The value; None if there is none.
    """
    position = 0
    for dim in coordinate.dims:
        position = position * len(dimensions[dim]) + indices[dim]
    return coordinate.values[position]


def select_coordinates(
    coordinates: Mapping[str, ParameterCoordinate], dimensions: Dimensions, selected: Dimensions
) -> dict[str, ParameterCoordinate]:
    """Select the values of coordinates for a part of the parameter space.

    Parameters
    ----------
    coordinates
        The coordinates by name.
    dimensions
        The values of all dimensions of the space.
    selected
        The selected values of each dimension.

    Returns
    -------
    dict
        The coordinates along the selected values.
    """
    if not coordinates:
        return {}
    axes = {name: Axis(values) for name, values in dimensions.items()}
    positions = {
        name: [index for value in values if (index := axes[name].find(value)) is not None]
        for name, values in selected.items()
    }
    return {
        name: ParameterCoordinate(
            dims=coordinate.dims,
            values=tuple(
                value_at(coordinate, dimensions, dict(zip(coordinate.dims, point, strict=True)))
                for point in itertools.product(*(positions[dim] for dim in coordinate.dims))
            ),
        )
        for name, coordinate in coordinates.items()
    }
