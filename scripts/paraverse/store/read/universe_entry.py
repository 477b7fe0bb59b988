"""Facts about a universe in the index of a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paraverse.store.exact_json import from_json


class UniverseEntry:
    """The entry of a universe in the index.

    Parameters
    ----------
    entry
        The entry as the index has it. Values are decoded only when they are requested.
    """

    def __init__(self, entry: Mapping[str, Any]) -> None:
        self._entry = entry

    @property
    def key(self) -> str:
        """The name of the universe's group in the data tree, often its state number."""
        return str(self._entry["key"])

    @property
    def parameters(self) -> dict[str, Any]:
        """The value of each swept parameter."""
        parameters: dict[str, Any] = from_json(self._entry["parameters"])
        return parameters

    @property
    def coordinates(self) -> dict[str, tuple[tuple[str, ...], Any]]:
        """The parameters that depend on swept ones: the names of these, and the value, by name."""
        stored = self._entry.get("coordinates", {})
        return {name: (tuple(dims), from_json(value)) for name, (dims, value) in stored.items()}

    @property
    def warnings(self) -> tuple[str, ...]:
        """A sentence for each thing that could not be loaded; empty if everything was loaded."""
        return tuple(self._entry["reasons"])

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences that do not mean that anything is missing, such as how the point was found."""
        return tuple(self._entry.get("notes", ()))

    @property
    def order(self) -> list[int] | None:
        """The positions of its members among the fields of the file; None for their own order."""
        order: list[int] | None = self._entry.get("order")
        return order
