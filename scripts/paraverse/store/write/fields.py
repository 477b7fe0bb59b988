"""Write the fields of a batch of universes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import netCDF4
import numpy as np

from paraverse.load.members import GroupMember, Member, Text
from paraverse.store.index import Entry
from paraverse.store.write.attribute_table import AttributeTable
from paraverse.store.write.columns import find_variable, write_stacked
from paraverse.store.write.coordinates import CoordinateWriter, set_coordinates_attribute
from paraverse.store.write.file_layout import FileLayout, find_groups, find_stacked
from paraverse.store.write.flat_columns import FlatColumns
from paraverse.store.write.netcdf_writer import NetcdfWriter, split_path
from paraverse.store.write.uniform_columns import UniformColumn, split_into_columns


class FieldsWriter:
    """Writer of the fields of a file.

    Parameters
    ----------
    writer
        Writer of the file.
    count
        Number of universes in the batch.

    Attributes
    ----------
    attributes
        Table with the attributes of all fields, for the index.
    """

    def __init__(self, writer: NetcdfWriter, count: int) -> None:
        self.attributes = AttributeTable()
        self._writer = writer
        self._count = count
        self._coordinates = CoordinateWriter(writer, self.attributes, count)
        self._flat = FlatColumns(writer)

    def write(self, members: Mapping[str, Sequence[Member | None]]) -> dict[str, list[Entry]]:
        """Write fields.

        Parameters
        ----------
        members
            The members of all universes for each path; None where a universe has no member.

        Returns
        -------
        dict
            Entries of the index for each path, one for each uniform column.

        Raises
        ------
        TypeError
            If something cannot be stored.
        """
        fields = {name: split_into_columns(column) for name, column in members.items()}
        layout = FileLayout(find_groups(fields))
        for group in dict.fromkeys(split_path(layout.field_path(name))[0] for name in fields):
            self._writer.require_group(group)
        stacked = find_stacked(fields, layout, self._count)
        # Coordinates first: dimensions keep their names, and variables give way
        coords = {name: self._coordinates.write(name, column) for name, column in stacked.items()}
        entries = {
            name: [
                self._write_stacked(name, column, *coords[name])
                if column is stacked.get(name)
                else self._write(name, layout, column)
                for column in columns
            ]
            for name, columns in fields.items()
        }
        self._flat.write()
        return entries

    def _write(self, name: str, layout: FileLayout, column: UniformColumn) -> Entry:
        path = layout.field_path(name)
        match column.members[0]:
            case GroupMember(kind):
                has_group = layout.group_path(name) == name
                group = self._writer.require_group(name) if has_group else None
                return self._complete({"group": kind}, column, group)
            case Text(_, syntax):
                values = write_stacked(
                    self._writer,
                    path,
                    [np.array(member.text, dtype=object) for member in column.members],
                    dims=[],
                    universe_indices=column.universe_indices,
                    count=self._count,
                )
                return self._complete({"text": syntax, "values": values}, column)
            case first:
                arrays = [member.values for member in column.members]
                values = self._flat.add(path, arrays, column.compression)
                coords = self._coordinates.add_flat(path, column, self._flat)
                entry = {"array": first.dims, "values": values, "coords": coords}
                return self._complete(entry, column)

    def _write_stacked(
        self, name: str, column: UniformColumn, dims: Sequence[str], coords: Mapping[str, Entry]
    ) -> Entry:
        values = write_stacked(
            self._writer,
            name,
            [member.values for member in column.members],
            dims=dims,
            universe_indices=column.universe_indices,
            count=self._count,
            compression=column.compression,
        )
        entry = {"array": column.members[0].dims, "values": values, "coords": coords}
        variable = find_variable(self._writer, values)
        set_coordinates_attribute(variable, coords, dims)
        return self._complete(entry, column, variable)

    def _complete(
        self,
        entry: Entry,
        column: UniformColumn,
        item: netCDF4.Dataset | netCDF4.Variable[Any] | None = None,
    ) -> Entry:
        """Add the universes that have the member, and its attributes."""
        if len(column.universe_indices) < self._count:
            entry["in"] = column.universe_indices
        attributes = [getattr(member, "attrs", {}) for member in column.members]
        self.attributes.add(entry, attributes, item)
        return entry
