"""Universes and the files to load for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """A file to load into the tree of a universe.

    Attributes
    ----------
    path
        The path of the file.
    target
        The path in the tree; "" if the content of the file is that of the whole universe.
    loader
        The name of the loader.
    options
        Arguments of the loader.
    required
        Whether it is an error if the file cannot be read.
    """

    path: str
    target: str
    loader: str
    options: Mapping[str, Any] = field(default_factory=dict)
    required: bool = True

    def path_in_tree(self, path: str) -> str:
        """Return the path in the tree of what has a path in the file."""
        return f"{self.target}/{path}".strip("/")


@dataclass(frozen=True, kw_only=True)
class UniverseFiles:
    """A universe with the files to load.

    Attributes
    ----------
    id
        The name of the universe in paths: that of its folder or of its point.
    key
        The name of the universe in the data tree.
    values
        The value of each dimension of the parameter space; None if the universe is not in it.
    files
        The files.
    coordinates
        The values of parameters that depend on the dimensions, by name.
    warnings
        What is missing and not required, with the reasons.
    errors
        What is missing and required, with the reasons.
    notes
        What a user should know although nothing is missing, such as how the point was found.
    """

    id: str
    key: str
    values: tuple[Any, ...] | None
    files: tuple[SourceFile, ...]
    coordinates: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
