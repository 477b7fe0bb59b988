"""Coordinates of the members of a group along the dimensions of the group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np

from paraverse.load.attribute_strings import attribute_string
from paraverse.load.labeling.coordinate_modes import build_coordinates

CoordsSource = Literal["name", "attrs", "data"]
"""Sources of the coordinates of a member: its name, its attributes or its data."""


def parse_coordinate(string: str) -> bool | int | float | complex | str:
    """Read one coordinate from the name of a member.

    Parameters
    ----------
    string
        The name, or the part of it that belongs to one dimension.

    Returns
    -------
    bool, int, float, complex or str
        The value, of the first of these types that can represent the string.

    Examples
    --------
    >>> [parse_coordinate(string) for string in ("003", "0.5", "true", "north")]
    [3, 0.5, True, 'north']
    """
    if string.lower() in ("true", "false"):
        return string.lower() == "true"
    for kind in (int, float, complex):
        try:
            return kind(string)
        except ValueError:
            continue
    return string


def coords_from_name(name: str, dims: Sequence[str], separator: str) -> dict[str, np.ndarray]:
    """Read the coordinates of a member from its name.

    Parameters
    ----------
    name
        Name of the member: one coordinate for each dimension, in the order of `dims`.
    dims
        Dimensions of the group.
    separator
        String that separates the coordinates in the name.

    Returns
    -------
    dict
        An array of shape (1,) for each dimension.

    Raises
    ------
    ValueError
        If the name does not consist of one coordinate for each dimension.

    Examples
    --------
    >>> coords_from_name("3;north", ("depth", "side"), ";")
    {'depth': array([3]), 'side': array(['north'], dtype='<U5')}
    """
    strings = name.split(separator)
    if len(strings) != len(dims) or not all(strings):
        raise ValueError(
            f"the name {name!r} is not one coordinate of each dimension "
            f"({', '.join(dims)}), separated by {separator!r}."
        )
    return {
        dim: np.array([parse_coordinate(string)]) for dim, string in zip(dims, strings, strict=True)
    }


def coords_from_attrs(
    name: str,
    member: Any,
    dims: Sequence[str],
    *,
    coords_prefix: str,
    mode_prefix: str,
    default_mode: str,
    read: Callable[[str], np.ndarray],
) -> dict[str, np.ndarray]:
    """Read the coordinates of a member from its attributes.

    Parameters
    ----------
    name
        Name of the member, for messages.
    member
        The member, with ``attrs`` and ``shape``.
    dims
        Dimensions of the group. The axes of the member belong to the first of them, in order;
        along the others it has one coordinate.
    coords_prefix
        Prefix of the attribute that holds the coordinates; the name of the dimension follows.
    mode_prefix
        Prefix of the attribute with their mode, one of
        `paraverse.load.labeling.coordinate_modes.MODES`.
    default_mode
        Mode of coordinates without such an attribute.
    read
        Called with a path; returns the values of the array there, for coordinates that are stored
        in another array.

    Returns
    -------
    dict
        A one-dimensional array for each dimension. Dimensions that no attribute describes are
        missing; the member covers them as a whole.

    Raises
    ------
    ValueError
        If coordinates do not have the form that their mode requires; the message names the
        dimension.
    """
    attrs, shape = getattr(member, "attrs", {}), getattr(member, "shape", ())
    coords = {}
    for axis, dim in enumerate(dims):
        argument = attrs.get(coords_prefix + dim)
        mode = attrs.get(mode_prefix + dim)
        if argument is None and mode is None:
            continue
        size = shape[axis] if axis < len(shape) else 1
        try:
            coords[dim] = build_coordinates(
                str(attribute_string(mode) or default_mode), argument, size, read_linked=read
            )
        except ValueError as error:
            raise ValueError(f"{dim!r} of {name!r}: {error}") from error
    return coords
