"""Read members of the data tree as the index of a file describes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from paraverse.load.members import Array, Coordinate, GroupMember, Member, Text
from paraverse.store.exact_json import from_json
from paraverse.store.read.columns import ColumnReader, Variables


class MemberReader:
    """Reader of the members in one file.

    In its methods, an ``entry`` is a mapping of the index that describes the members of several
    universes at one path. ``row`` is the position of a universe among those that have the
    member, ``universe_index`` its position in the batch.

    Parameters
    ----------
    variables
        Variables of the file.
    attributes
        Table of attributes in the index.
    """

    def __init__(self, variables: Variables, attributes: Sequence[Mapping[str, Any]]) -> None:
        self._variables = variables
        self._attributes = attributes
        self._columns: dict[int, ColumnReader] = {}

    def read(self, entry: Mapping[str, Any], row: int = 0, universe_index: int = 0) -> Member:
        """Read the member of one universe.

        Parameters
        ----------
        entry
            Entry of the index.
        row
            Position of the universe among those that have the member.
        universe_index
            Position of the universe in the batch.

        Returns
        -------
        Array, Text or Group
            The member, as it was loaded.
        """
        if "group" in entry:
            return GroupMember(entry["group"], self.read_attributes(entry, row))
        values = self._column(entry).read_array(row, universe_index)
        if "text" in entry:
            return Text(values.item(), entry["text"])
        return self.read_labels(entry, values, row, universe_index)

    def read_labels(
        self, entry: Mapping[str, Any], values: Any, row: int = 0, universe_index: int = 0
    ) -> Array:
        """Read the dimensions, coordinates and attributes that belong to the values of an array.

        Parameters
        ----------
        entry, row, universe_index
            As for `read`.
        values
            The values, as a NumPy or dask array.

        Returns
        -------
        Array
            The values with their labels.
        """
        coords: dict[str, Coordinate] = {}
        for name, coordinate in entry["coords"].items():
            labels = self._column(coordinate).read_array(row, universe_index)
            attrs = self.read_attributes(coordinate, row)
            dims = tuple(coordinate["dims"])
            coords[name] = (dims, labels, attrs) if attrs else (dims, labels)
        return Array(
            values,
            attrs=self.read_attributes(entry, row),
            dims=None if entry["array"] is None else tuple(entry["array"]),
            coords=coords,
        )

    def read_attributes(self, entry: Mapping[str, Any], row: int = 0) -> dict[str, Any]:
        """Read the attributes of a member or coordinate.

        Parameters
        ----------
        entry
            Entry of the index that describes it.
        row
            Position of the universe among those that have it.

        Returns
        -------
        dict
            The attributes, as they were loaded; empty if there are none.
        """
        rows: int | list[int] | None = entry.get("attrs")
        if rows is None:
            return {}
        attributes = self._attributes[rows if isinstance(rows, int) else rows[row]]
        return {name: from_json(value) for name, value in attributes.items()}

    def read_all_attributes(
        self, entry: Mapping[str, Any], row: int = 0
    ) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
        """Read the attributes of an array and of its coordinates.

        Parameters
        ----------
        entry
            Entry of the index that describes the array.
        row
            Position of the universe among those that have it.

        Returns
        -------
        dict, dict
            The attributes of the array, and those of each coordinate by its name.
        """
        coords = {n: self.read_attributes(coord, row) for n, coord in entry["coords"].items()}
        return self.read_attributes(entry, row), coords

    def distinct_rows(self, entry: Mapping[str, Any], rows: Sequence[int]) -> list[int]:
        """Return those rows whose attributes differ from those of all rows before them.

        Parameters
        ----------
        entry
            Entry of the index that describes an array.
        rows
            Positions of universes among those that have the array.

        Returns
        -------
        list of int
            A part of `rows`, in the same order.
        """
        numbers = [e["attrs"] for e in (entry, *entry["coords"].values()) if "attrs" in e]
        lists = [n for n in numbers if not isinstance(n, int)]
        first = {tuple(n[row] for n in lists): row for row in reversed(rows)}
        return sorted(first.values(), key=rows.index)

    def is_stackable(self, entry: Mapping[str, Any]) -> bool:
        """Tell whether the arrays of all universes that have a member can be stacked.

        Parameters
        ----------
        entry
            Entry of the index.

        Returns
        -------
        bool
            Whether the members are arrays of one shape with the same coordinates.
        """
        coords = entry["coords"].values() if "array" in entry else ()
        return (
            "array" in entry
            and all(self._column(coordinate).is_constant for coordinate in coords)
            and self._column(entry).is_stackable
        )

    def is_compressed(self, entry: Mapping[str, Any]) -> bool:
        """Tell whether the values of a member are compressed.

        Parameters
        ----------
        entry
            Entry of the index.

        Returns
        -------
        bool
            Whether they are; False for groups and texts.
        """
        return "array" in entry and self._column(entry).is_compressed

    def stack(
        self, entry: Mapping[str, Any], start: int, stop: int, inner: tuple[slice, ...]
    ) -> np.ndarray:
        """Read the arrays of consecutive universes.

        Parameters
        ----------
        entry
            Entry of the index; `is_stackable` must hold, and all universes must have the member.
        start, stop
            Range of universes, as positions in the batch.
        inner
            Slices of the first dimensions of each array; () for whole arrays.

        Returns
        -------
        numpy.ndarray
            Values of shape (stop - start, ...).
        """
        return self._column(entry).stack(start, stop, inner)

    def _column(self, entry: Mapping[str, Any]) -> ColumnReader:
        column = entry["values"]
        if id(column) not in self._columns:
            self._columns[id(column)] = ColumnReader(self._variables, column)
        return self._columns[id(column)]
