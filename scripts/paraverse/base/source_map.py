"""Locations of values in the files of the configuration."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from paraverse.errors import KeyPath, Location


def nearest_key_path(keys: KeyPath, available: Container[KeyPath]) -> KeyPath:
    """Return the longest beginning of a key path that is available.

    Parameters
    ----------
    keys
        Keys that lead to a value.
    available
        The key paths to choose from.

    Returns
    -------
    tuple
        The keys themselves, or those of the nearest enclosing value; ``()`` if none is available.

    Examples
    --------
    >>> nearest_key_path(("mean", "transform", 0), {("mean",), ("mean", "transform")})
    ('mean', 'transform')
    """
    while keys and keys not in available:
        keys = keys[:-1]
    return keys


@dataclass(frozen=True)
class SourceMap:
    """The locations of all values of a plot, for the messages of its jobs.

    Attributes
    ----------
    plot
        The name of the plot; key paths in messages begin with it.
    locations
        The location of each key path in the plot.
    """

    plot: str
    locations: Mapping[KeyPath, Location]

    def __call__(self, *keys: str | int) -> Location:
        """Return the location of a value, or of the nearest value that encloses it.

        Parameters
        ----------
        *keys
            Keys that lead from the plot to the value.

        Returns
        -------
        Location
            A location with an empty file name if no value of the plot has a location.
        """
        location = self.locations.get(nearest_key_path(keys, self.locations), Location(""))
        return Location(location.file, location.line, (self.plot, *keys))
