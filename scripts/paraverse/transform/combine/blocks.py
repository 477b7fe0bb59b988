"""Blocks of universes whose arrays look the same, and the values that stand for gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr

GridIndex = tuple[int, ...]
"""Index of a universe along each dimension of the parameter space."""

GAPS: dict[str, Any] = {
    **dict.fromkeys("fcO", np.nan), "m": np.timedelta64("NaT"), "M": np.datetime64("NaT"),
}  # fmt: skip
"""The value for gaps for each kind of dtype; other kinds have none."""


@dataclass(frozen=True, kw_only=True)
class UniformBlock:
    """Universes of one batch with arrays of the same dtype, shape and labels.

    Attributes
    ----------
    store
        File of the batch.
    universes
        Names of the universes, by position in the batch.
    grid_indices
        Indices of the universes in the parameter space, by position in the batch.
    is_stacked
        Whether the universes are read together, as they are stored. If not, the block has only one.
    dtype
        The dtype of each.
    labels
        An array with the indexes of each; see `paraverse.transform.combine.alignment.indexes_of`.
    coords
        The coordinates of each that are not indexes, by name.
    """

    store: str
    universes: Mapping[int, str]
    grid_indices: Mapping[int, GridIndex]
    is_stacked: bool
    dtype: np.dtype[Any]
    labels: xr.DataArray
    coords: Mapping[str, xr.Variable]


def filled_dtype(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """Return a dtype for values with gaps.

    Parameters
    ----------
    dtype
        The dtype of the values.

    Returns
    -------
    numpy.dtype
        The dtype itself if it has a value for gaps; otherwise float64 for numbers and booleans, and
        object for everything else.
    """
    if dtype.kind in GAPS:
        return dtype
    return np.dtype("f8") if dtype.kind in "iub" else np.dtype(object)
