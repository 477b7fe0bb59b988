"""Summarize a field over many universes: what an array of all of them will look like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr

from paraverse.jobs import CombinedField
from paraverse.store.dtypes import common_dtype
from paraverse.store.read.batch import open_batch
from paraverse.transform.combine.alignment import has_same_labels, join_labels, without_values
from paraverse.transform.combine.single import (
    field_graph,
    missing_field_error,
    read_array,
    read_if_possible,
)

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
    labels
        An array with the labels of each; see `without_values`.
    """

    store: str
    universes: Mapping[int, str]
    grid_indices: Mapping[int, GridIndex]
    is_stacked: bool
    labels: xr.DataArray


@dataclass(frozen=True, kw_only=True)
class FieldSummary:
    """A description of a field in all universes, and of the array that combines them.

    Attributes
    ----------
    blocks
        Blocks with all universes that have the field.
    arrays
        Arrays that had to be computed for the summary, by the indices of their blocks.
    labels
        An array with the labels of all universes joined; see `without_values`.
    dtype
        Common dtype of all universes.
    missing
        Number of points of the parameter space without a universe that has the field.
    has_gaps
        Whether elements of the combined array remain without a value.
    grid_shape
        Shape of the parameter space.
    """

    blocks: list[UniformBlock]
    arrays: dict[int, xr.DataArray]
    labels: xr.DataArray
    dtype: np.dtype[Any]
    missing: int
    has_gaps: bool
    grid_shape: tuple[int, ...]

    @property
    def filled_dtype(self) -> np.dtype[Any]:
        """Dtype of the combined array: one that has a value for gaps, if there are any."""
        if not self.has_gaps or self.dtype.kind in GAPS:
            return self.dtype
        return np.dtype("f8") if self.dtype.kind in "iub" else np.dtype(object)

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the combined array: the parameter space, then the data."""
        return (*self.grid_shape, *self.labels.shape)

    @property
    def nbytes(self) -> int:
        """Size of the combined array in bytes."""
        return int(np.prod(self.shape, dtype=object)) * self.filled_dtype.itemsize


def summarize_field(field: CombinedField, stores: Sequence[str], max_bytes: float) -> FieldSummary:
    """Summarize a field in all universes.

    Parameters
    ----------
    field
        The field.
    stores
        Files of the batches.
    max_bytes
        Largest total size, in bytes, of the computed arrays to keep.

    Returns
    -------
    FieldSummary
        The summary.

    Raises
    ------
    TransformError
        If no universe has the field, if its transformation fails, or if the arrays have different
        shapes and no coordinates to align them by.
    """
    blocks: list[UniformBlock] = []
    arrays: dict[int, xr.DataArray] = {}
    labels: xr.DataArray | None = None
    dtypes: set[np.dtype[Any]] = set()
    for store, universes, array, is_stacked in _find_blocks(field, stores):
        if labels is None:
            labels = own_labels = without_values(array)
        elif has_same_labels(labels, array):
            own_labels = labels
        else:
            own_labels = without_values(array)
            labels = join_labels(field.path, labels, own_labels)
        dtypes.add(array.dtype)
        if not is_stacked and array.nbytes <= max_bytes:
            arrays[len(blocks)] = array
            max_bytes -= array.nbytes
        blocks.append(
            UniformBlock(
                store=store,
                universes=universes,
                grid_indices={i: field.grid_indices[name] for i, name in universes.items()},
                is_stacked=is_stacked,
                labels=own_labels,
            )
        )
    if labels is None:
        raise missing_field_error(field)
    grid_shape = tuple(len(values) for values in field.dimensions.values())
    occupied = {index for block in blocks for index in block.grid_indices.values()}
    missing = int(np.prod(grid_shape)) - len(occupied)
    return FieldSummary(
        blocks=blocks,
        arrays=arrays,
        labels=labels,
        dtype=common_dtype(dtypes),
        missing=missing,
        has_gaps=bool(missing) or any(b.labels.shape != labels.shape for b in blocks),
        grid_shape=grid_shape,
    )


def _find_blocks(
    field: CombinedField, stores: Sequence[str]
) -> Iterator[tuple[str, dict[int, str], xr.DataArray, bool]]:
    """Yield store, universes by position, the array of the first one, and whether it is a stack."""
    graph = field_graph(field.path, field.transform, field.sections)
    for store in stores:
        batch = open_batch(store)
        selected = {i: name for i, name in enumerate(batch.ids) if name in field.grid_indices}
        if selected and not field.transform and batch.is_stackable(field.path):
            first = next(iter(selected.values()))
            yield store, selected, batch.universe(first)[field.path], True
            continue
        for position, name in selected.items():
            array = read_if_possible(field, graph, batch, name, read_array)
            if array is not None:
                yield store, {position: name}, array, False
