"""Jobs that combine and transform fields of many universes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from paraverse.base.source_map import SourceMap

Join = Literal["outer", "inner", "exact", "nearest"]
"""How coordinates that differ between universes are joined."""


OnConflict = Literal["warn", "error"]
"""Response to differences between universes that may mislead."""


NODE = "node"
"""The tag of the result in the file of a node."""


@dataclass(frozen=True, kw_only=True)
class ParameterCoordinate:
    """A parameter that depends on swept parameters, and becomes a coordinate along them.

    Attributes
    ----------
    dims
        The dimensions on which the parameter depends.
    values
        Its value at each of their points, of which the last dimension varies fastest; None where
        no universe has a value.
    """

    dims: tuple[str, ...]
    values: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class CombinedField:
    """A field of many universes, to be combined over the parameter space.

    Attributes
    ----------
    path
        The path of the field in each universe.
    transform
        Nodes that are run in each universe, before combining.
    dimensions
        The values of each parameter dimension of the combined array.
    grid_indices
        The index of each universe along each of these dimensions, by the id of the universe.
    coordinates
        Parameters that depend on these dimensions, by name.
    method
        The node that combines a list of all arrays, each with its parameters as dimensions of
        length 1. By default, each array is put at its point in one array.
    transform_after_combine
        Nodes that are run on the combined array.
    allow_failing
        Whether a universe whose transformation fails is left out, like a missing one.
    dtype
        The dtype of the combined array; None for that of the data.
    join
        How coordinates that differ between universes are joined: ``outer``, ``inner``, ``exact`` or
        ``nearest``.
    tolerance
        With ``nearest``, the largest distance of coordinates that are the same: a number, or a
        duration such as ``1s`` for dates.
    on_conflict
        Whether something that differs between universes and may mislead, such as units, is a
        warning (``warn``) or an error (``error``).
    key
        A digest of the configuration of the field. Fields with the same key are equal.
    sections
        Definitions and meta-operations that the nodes use.
    """

    path: str
    transform: Sequence[Any]
    dimensions: Mapping[str, tuple[Any, ...]]
    grid_indices: Mapping[str, tuple[int, ...]]
    coordinates: Mapping[str, ParameterCoordinate] = field(default_factory=dict)
    method: Mapping[str, Any] | None = None
    transform_after_combine: Sequence[Any] = ()
    allow_failing: bool = False
    dtype: str | None = None
    join: Join = "outer"
    tolerance: float | str | None = None
    on_conflict: OnConflict = "warn"
    key: str = ""
    sections: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TransformJob:
    """Combine fields of many universes, transform them, and store the tagged results.

    Attributes
    ----------
    plot
        The name of the plot.
    fields
        The fields that the plot combines, by tag.
    sections
        The sections of the plot from which the graph of the transformation is built.
    tags
        The tags to compute; None for all public ones.
    operations
        Python files with operations and loaders.
    where
        The locations of the plot's values, for messages.
    group
        The path of the group in the data tree that holds the universes.
    verbosity
        The times of nodes are logged if this is above 0.
    fingerprints
        The fingerprint of each operation, by name.
    stored_nodes
        The keys of the nodes that other jobs compute, in the order of their files.
    node
        The key of the only node to compute; None for a job that computes the data of a plot.
    """

    plot: str
    fields: Mapping[str, CombinedField]
    sections: Mapping[str, Any]
    tags: tuple[str, ...] | None
    operations: tuple[str, ...]
    where: SourceMap
    group: str = "universes"
    verbosity: int = 0
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    stored_nodes: tuple[str, ...] = ()
    node: str | None = None
