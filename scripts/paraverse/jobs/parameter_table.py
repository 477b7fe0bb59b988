"""The job that writes the table of parameters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ParameterTableJob:
    """Write a table with a row for each universe.

    Attributes
    ----------
    parameters
        The names of the swept parameters, and of those that depend on them.
    scalars
        The paths of fields with one value in each universe.
    """

    parameters: tuple[str, ...]
    scalars: tuple[str, ...]
