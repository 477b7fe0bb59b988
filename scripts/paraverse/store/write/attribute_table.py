"""Attributes in the index of a file, stored exactly, with each distinct set written only once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import netCDF4

from paraverse.store.exact_json import to_json
from paraverse.store.index import Entry
from paraverse.store.write.cf_conventions import set_attributes


class AttributeTable:
    """A table of attributes; entries of the index refer to its rows.

    Attributes
    ----------
    rows
        The distinct sets of attributes, as JSON.
    """

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self._numbers: dict[str, int] = {}

    def add(
        self,
        entry: Entry,
        attributes: Sequence[Mapping[str, Any]],
        item: netCDF4.Dataset | netCDF4.Variable[Any] | None = None,
    ) -> None:
        """Add the attributes of a group or array to the table, and refer to them.

        Parameters
        ----------
        entry
            Entry of the index that describes the group or array. It gets a key ``attrs``: a
            row number if all universes have the same attributes, otherwise a list of row numbers.
            The key is not set if there are no attributes.
        attributes
            The attributes in each universe that has the group or array.
        item
            Group or variable of the file. If all universes have the same attributes, it gets
            those that netCDF can hold, for other programs.
        """
        if not any(attributes):
            return
        numbers = [self._add_row(attrs) for attrs in attributes]
        if len(set(numbers)) > 1:
            entry["attrs"] = numbers
            return
        entry["attrs"] = numbers[0]
        if item is not None:
            set_attributes(item, attributes[0])

    def _add_row(self, attributes: Mapping[str, Any]) -> int:
        row = {name: to_json(value) for name, value in attributes.items()}
        key = json.dumps(row)
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append(row)
        return self._numbers[key]
