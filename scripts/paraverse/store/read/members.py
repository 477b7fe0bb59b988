"""Read members of a data tree as the index describes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from paraverse.load.members import Array, Coordinate, Group, Member, Text
from paraverse.store.read.columns import ColumnReader, Variables
from paraverse.store.write.attribute_table import read_attributes


class MemberReader:
    """Reads members.

    Parameters
    ----------
    variables
        Of the file.
    attributes
        The table of attributes in the index.
    """

    def __init__(self, variables: Variables, attributes: Sequence[Mapping[str, Any]]) -> None:
        self._variables = variables
        self._attributes = attributes
        self._columns: dict[int, ColumnReader] = {}

    def read(self, entry: Mapping[str, Any], number: int = 0, position: int = 0) -> Member:
        """Read one member.

        Parameters
        ----------
        entry
            What the index says of it.
        number
            Which universe it is of those that have it.
        position
            Which it is of all.
        """
        if "group" in entry:
            return Group(entry["group"], read_attributes(self._attributes, entry, number))
        values = self._column(entry).one(number, position)
        if "text" in entry:
            return Text(values.item(), entry["text"])
        return self.array(entry, values, number, position)

    def array(
        self, entry: Mapping[str, Any], values: Any, number: int = 0, position: int = 0
    ) -> Array:
        """Read what belongs to the values of one member; arguments as of `read`."""
        attrs = read_attributes(self._attributes, entry, number)
        coords: dict[str, Coordinate] = {}
        for name, coordinate in entry["coords"].items():
            labels = self._column(coordinate).one(number, position)
            more = read_attributes(self._attributes, coordinate, number)
            along = tuple(coordinate["dims"])
            coords[name] = (along, labels, more) if more else (along, labels)
        dims = None if entry["array"] is None else tuple(entry["array"])
        return Array(values, attrs, dims, coords)

    def is_stack(self, entry: Mapping[str, Any]) -> bool:
        """Tell whether all that have a member have arrays of one shape and with one set of labels.

        Parameters
        ----------
        entry
            What the index says of them.
        """
        coords = entry["coords"].values() if "array" in entry else ()
        return (
            "array" in entry
            and all(self._column(coordinate).is_one for coordinate in coords)
            and self._column(entry).is_stack
        )

    def stack(
        self, entry: Mapping[str, Any], start: int, stop: int, inner: tuple[slice, ...]
    ) -> np.ndarray:
        """Read the arrays of universes that follow each other, as `ColumnReader.stack`."""
        return self._column(entry).stack(start, stop, inner)

    def _column(self, entry: Mapping[str, Any]) -> ColumnReader:
        column = entry["values"]
        if id(column) not in self._columns:
            self._columns[id(column)] = ColumnReader(self._variables, column)
        return self._columns[id(column)]
