"""What a data tree is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Coordinate = (
    tuple[tuple[str, ...], np.ndarray] | tuple[tuple[str, ...], np.ndarray, Mapping[str, Any]]
)


@dataclass(frozen=True)
class Array:
    """A dataset.

    Attributes
    ----------
    values
        Of any shape; () for a scalar.
    attrs
        Its attributes.
    dims
        Name of each dimension; None if it has no labels.
    coords
        Coordinates by name: the dimensions they lie along (none for a scalar one), their values
        and, if they have any, their attributes.
    """

    values: np.ndarray
    attrs: Mapping[str, Any] = field(default_factory=dict)
    dims: tuple[str, ...] | None = None
    coords: Mapping[str, Coordinate] = field(default_factory=dict)


@dataclass(frozen=True)
class Text:
    """A text file.

    Attributes
    ----------
    text
        Its content.
    syntax
        How to read it: "yaml", "json", "toml", "path", or "text" for as it is.
    """

    text: str
    syntax: str = "text"


@dataclass(frozen=True)
class Group:
    """A group of datasets.

    Attributes
    ----------
    kind
        Its type, such as ``TimeSeriesGroup``; ``Group`` if it has no other. What is in a
        ``Dataset`` or a ``Table`` are the variables of an `xarray.Dataset` or the columns of a
        `pandas.DataFrame`. A coordinate of a ``Dataset`` that no variable has is a member that
        has itself as coordinate.
    attrs
        Its attributes.
    """

    kind: str = "Group"
    attrs: Mapping[str, Any] = field(default_factory=dict)


Member = Array | Text | Group
Tree = dict[str, Member]
"""Members by their path, such as ``data/abm/mean_energy``; groups before what is in them."""
