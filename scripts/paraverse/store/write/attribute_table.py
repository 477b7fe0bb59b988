"""Attributes in the index of a file of the store: exactly as they were, each set of them once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from paraverse.store.exact_json import from_json, to_json
from paraverse.store.write.cf_conventions import set_attributes


class AttributeTable:
    """Gathers attributes to write.

    Attributes
    ----------
    rows
        The different attributes, for JSON.
    """

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self._numbers: dict[str, int] = {}

    def describe(
        self, entry: dict[str, Any], attributes: Sequence[Mapping[str, Any]], item: Any = None
    ) -> None:
        """Add attributes to what the index says of something.

        Parameters
        ----------
        entry
            What the index says.
        attributes
            Those in each universe that has it.
        item
            Group or variable that gets those of them that netCDF can hold, if all have the same.
        """
        if not any(attributes):
            return
        numbers = [self._number(attrs) for attrs in attributes]
        if len(set(numbers)) > 1:
            entry["attrs"] = numbers
            return
        entry["attrs"] = numbers[0]
        if item is not None:
            set_attributes(item, attributes[0])

    def _number(self, attributes: Mapping[str, Any]) -> int:
        row = {name: to_json(value) for name, value in attributes.items()}
        key = json.dumps(row)
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append(row)
        return self._numbers[key]


def read_attributes(
    rows: Sequence[Mapping[str, Any]], entry: Mapping[str, Any], number: int
) -> dict[str, Any]:
    """Read the attributes of something.

    Parameters
    ----------
    rows
        The table.
    entry
        What the index says of it.
    number
        Which universe it is of those that have it.
    """
    found: int | list[int] | None = entry.get("attrs")
    if found is None:
        return {}
    row = rows[found if isinstance(found, int) else found[number]]
    return {name: from_json(value) for name, value in row.items()}
