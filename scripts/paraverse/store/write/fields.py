"""Write the fields of a batch of universes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from paraverse.load.members import Group, Member, Text
from paraverse.store.write.attribute_table import AttributeTable
from paraverse.store.write.columns import Flat, variable_of, write_stacked
from paraverse.store.write.coordinates import Labels, show_coordinates
from paraverse.store.write.file_layout import Layout, groups_of, to_stack
from paraverse.store.write.netcdf_writer import NetcdfWriter, split_path
from paraverse.store.write.uniform_columns import Part, split

Entry = dict[str, Any]


class FieldsWriter:
    """Writes fields.

    Parameters
    ----------
    writer
        Of the file.
    count
        How many universes there are.

    Attributes
    ----------
    attributes
        Those of all fields.
    """

    def __init__(self, writer: NetcdfWriter, count: int) -> None:
        self.attributes = AttributeTable()
        self._writer = writer
        self._count = count
        self._labels = Labels(writer, self.attributes, count)
        self._flat = Flat(writer)

    def write(self, columns: Mapping[str, Sequence[Member | None]]) -> dict[str, list[Entry]]:
        """Write fields.

        Parameters
        ----------
        columns
            For each field what each universe has; None where it has nothing.

        Returns
        -------
        dict
            For each field its parts, for the index.

        Raises
        ------
        TypeError
            If something cannot be stored.
        """
        fields = {name: split(members) for name, members in columns.items()}
        layout = Layout(groups_of(fields))
        for group in dict.fromkeys(split_path(layout.field(name))[0] for name in fields):
            self._writer.group(group)
        # Labels first: variables are to give way to the names of dimensions
        stacked = to_stack(fields, layout, self._count)
        labels = {name: self._labels.write(name, part) for name, part in stacked.items()}
        entries = {
            name: [
                self._stacked(name, part, *labels[name])
                if part is stacked.get(name)
                else self._entry(name, layout, part)
                for part in parts
            ]
            for name, parts in fields.items()
        }
        self._flat.write()
        return entries

    def _entry(self, name: str, layout: Layout, part: Part) -> Entry:
        path = layout.field(name)
        match part.members[0]:
            case Group(kind):
                group = self._writer.group(name) if layout.group(name) == name else None
                return self._described(part, {"group": kind}, group)
            case Text(_, syntax):
                texts = [np.array(member.text, dtype=object) for member in part.members]
                values = write_stacked(self._writer, path, texts, [], part.positions, self._count)
                return self._described(part, {"text": syntax, "values": values})
            case first:
                values = self._flat.add(path, [member.values for member in part.members])
                coords = self._labels.gather(path, part, self._flat)
                entry = {"array": first.dims, "values": values, "coords": coords}
                return self._described(part, entry)

    def _stacked(
        self, name: str, part: Part, dims: Sequence[str], coords: Mapping[str, Entry]
    ) -> Entry:
        arrays = [member.values for member in part.members]
        values = write_stacked(self._writer, name, arrays, dims, part.positions, self._count)
        entry = {"array": part.members[0].dims, "values": values, "coords": coords}
        variable = variable_of(self._writer, values)
        show_coordinates(variable, coords, dims)
        return self._described(part, entry, variable)

    def _described(self, part: Part, entry: Entry, item: Any = None) -> Entry:
        """Add which universes it is of, and attributes."""
        if len(part.positions) < self._count:
            entry["in"] = part.positions
        attributes = [getattr(member, "attrs", {}) for member in part.members]
        self.attributes.describe(entry, attributes, item)
        return entry
