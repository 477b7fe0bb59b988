"""The members of a data tree: arrays, text files and groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from paraverse.base.field_filter import FieldFilter

Coordinate = (
    tuple[tuple[str, ...], np.ndarray] | tuple[tuple[str, ...], np.ndarray, Mapping[str, Any]]
)
"""Dimensions (none for a scalar coordinate), values, and attributes if there are any."""


class Deflate(NamedTuple):
    """Compression by zlib.

    Attributes
    ----------
    level
        From 1, the fastest, to 9.
    shuffle
        Whether the bytes of the values are sorted by their significance before.
    """

    level: int = 1
    shuffle: bool = True


@dataclass(frozen=True, kw_only=True)
class Array:
    """An array, with labels if it has any.

    Attributes
    ----------
    values
        The values, of any shape; a scalar has shape ().
    attrs
        Its attributes.
    dims
        The name of each dimension; None if the dimensions have no names.
    coords
        Coordinates by name. A coordinate of a dimension has the name of that dimension.
    compression
        How to compress the values and coordinates when they are stored, as they were compressed in
        the file that they come from; None if they were not.
    """

    values: np.ndarray = field(kw_only=False)
    attrs: Mapping[str, Any] = field(default_factory=dict)
    dims: tuple[str, ...] | None = None
    coords: Mapping[str, Coordinate] = field(default_factory=dict)
    compression: Deflate | None = None


@dataclass(frozen=True)
class Text:
    """A text file.

    Attributes
    ----------
    text
        Its content.
    syntax
        How to parse the content: "yaml", "json", "toml", "path" for the path of a file, or
        "text" for content that is used as it is.
    """

    text: str
    syntax: str = "text"


@dataclass(frozen=True)
class GroupMember:
    """A group of members.

    Attributes
    ----------
    kind
        The name of its type, such as ``TimeSeriesGroup``; ``Group`` if it has no particular one.
        The members of a ``Dataset`` or a ``Table`` are the variables of an `xarray.Dataset` or the
        columns of a `pandas.DataFrame`. A coordinate of a ``Dataset`` that is not the coordinate
        of any variable is a member that is its own coordinate.
    attrs
        Its attributes.
    """

    kind: str = "Group"
    attrs: Mapping[str, Any] = field(default_factory=dict)


Member = Array | Text | GroupMember
Tree = dict[str, Member]
"""Members by their paths, such as ``data/abm/mean_energy``; groups come before their members."""


def member_name(name: Any) -> str:
    """Return the name of a variable or column as a single name in a path.

    Parameters
    ----------
    name
        The name, of any type.

    Returns
    -------
    str
        The name with "/" replaced by "_"; never empty.

    Examples
    --------
    >>> member_name("energy/area")
    'energy_area'
    """
    return str(name).replace("/", "_").strip() or "_"


def select_fields(tree: Tree, field_filter: FieldFilter) -> Tree:
    """Return the members that a filter selects, with the groups that they lie in.

    Parameters
    ----------
    tree
        The members.
    field_filter
        The filter.

    Returns
    -------
    dict of str to Member
        The selected members by path; they include the top group "" if the tree has it.
    """
    if field_filter.patterns is None:
        return tree
    selected = {""}
    for path in tree:
        if path in field_filter:
            while path not in selected:
                selected.add(path)
                path = path.rpartition("/")[0]
    return {path: member for path, member in tree.items() if path in selected}


def rename_coords(
    coords: Mapping[str, Coordinate], names: Mapping[str, str]
) -> dict[str, Coordinate]:
    """Rename the dimensions of coordinates, and the coordinates of these dimensions with them.

    Parameters
    ----------
    coords
        Coordinates by name.
    names
        The new name of each dimension by its present name. Coordinates along other dimensions are
        left out.

    Returns
    -------
    dict of str to Coordinate
        The coordinates by their new names.
    """
    return {
        names.get(name, name): (tuple(names[dim] for dim in dims), *rest)
        for name, (dims, *rest) in coords.items()
        if set(dims) <= names.keys()
    }
