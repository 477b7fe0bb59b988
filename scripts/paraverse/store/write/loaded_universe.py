"""A universe as returned by the loaders, to be written to a file of the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from paraverse.load.members import Tree


@dataclass(frozen=True, kw_only=True)
class LoadedUniverse:
    """One universe with everything that was loaded for it.

    Attributes
    ----------
    id
        Its name, unique in the sweep, such as ``sim_12`` or ``seed~3``.
    key
        Name of its group in the data tree of the multiverse.
    parameters
        Its point in the parameter space: a value for each swept parameter. Empty if unknown.
    coordinates
        For each parameter that depends on swept ones: the names of these, and its value.
    tree
        Its data, as members by path.
    warnings
        Sentences that explain what could not be loaded and why; empty if everything was loaded.
    notes
        Sentences about a universe that need not lack anything, such as how its point was found.
    files
        For each file that it was loaded from: where its content is in the tree, and a digest of it.
    """

    id: str
    key: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    coordinates: Mapping[str, tuple[tuple[str, ...], Any]] = field(default_factory=dict)
    tree: Tree = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)
