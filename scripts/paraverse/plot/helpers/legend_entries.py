"""Legend entries that plot functions register for the helpers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from paraverse.plot.helpers.helper_config import Coordinates

HandlesLabels = tuple[list[Any], list[str]]
"""Two lists of the same length: handles, such as lines, and their labels."""


class LegendEntries:
    """Handles and labels for legends, by axes."""

    def __init__(self) -> None:
        self._by_axes: dict[Coordinates, list[tuple[Any, str]]] = defaultdict(list)

    def add(self, coordinates: Coordinates, handles: Iterable[Any], labels: Iterable[str]) -> None:
        """Add entries for the given axes.

        Parameters
        ----------
        coordinates
            Column and row of the axes.
        handles, labels
            Artists and their labels, of the same length.

        Raises
        ------
        ValueError
            If the numbers of handles and labels differ.
        """
        self._by_axes[coordinates] += list(zip(handles, labels, strict=True))

    def at(self, coordinates: Coordinates) -> HandlesLabels:
        """Return the entries of the given axes.

        Parameters
        ----------
        coordinates
            Column and row of the axes.

        Returns
        -------
        tuple of list
            Handles and labels.
        """
        return _transpose(self._by_axes[coordinates])

    def all(self) -> HandlesLabels:
        """Return the entries of all axes.

        Returns
        -------
        tuple of list
            Handles and labels, in the order in which axes got their first entries.
        """
        return _transpose(entry for entries in self._by_axes.values() for entry in entries)

    def clear(self) -> None:
        """Remove all entries."""
        self._by_axes.clear()


def _transpose(entries: Iterable[tuple[Any, str]]) -> HandlesLabels:
    pairs = list(entries)
    return [handle for handle, _ in pairs], [label for _, label in pairs]
