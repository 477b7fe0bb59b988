"""Summarize a field over many universes: what an array of all of them will look like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import xarray as xr

from paraverse.jobs.transform import CombinedField
from paraverse.store.common_attributes import CommonAttributes
from paraverse.store.dtypes import common_dtype
from paraverse.store.read.batch import open_batch
from paraverse.transform.combine.alignment import (
    has_same_indexes,
    indexes_of,
    join_indexes,
    other_coords,
)
from paraverse.transform.combine.blocks import UniformBlock, filled_dtype
from paraverse.transform.combine.conflicts import check_parameter_names, report_attributes
from paraverse.transform.combine.coordinates import combine_coords, has_same_coords
from paraverse.transform.combine.labels import check_labels
from paraverse.transform.combine.single import (
    field_graph,
    missing_field_error,
    read_array,
    read_if_possible,
)

_MAX_COMPARED = 4
"""Number of labels of earlier universes that those of a universe are compared with."""

Attributes = tuple[str, Mapping[Any, Any], Mapping[str, Mapping[Any, Any]]]
"""A universe, the attributes of its array, and those of each coordinate."""


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
        An array with the joined indexes of all universes; see
        `paraverse.transform.combine.alignment.indexes_of`.
    coords
        The combined coordinates that are not indexes, by name.
    attrs
        The attributes that all universes have in common.
    coord_attrs
        The same for each coordinate.
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
    coords: Mapping[str, xr.Variable]
    attrs: Mapping[str, Any]
    coord_attrs: Mapping[str, Mapping[str, Any]]
    dtype: np.dtype[Any]
    missing: int
    has_gaps: bool
    grid_shape: tuple[int, ...]

    @property
    def filled_dtype(self) -> np.dtype[Any]:
        """Dtype of the combined array: one that has a value for gaps, if there are any."""
        return filled_dtype(self.dtype) if self.has_gaps else self.dtype

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
        If no universe has the field, if its transformation fails, if the arrays have different
        shapes and no coordinates to align them by, or if a dimension or coordinate of the data has
        the name of a swept parameter. With ``on_conflict: error``, also if something differs
        between universes that would otherwise be a warning.
    """
    collected = _BlockCollector(field)
    arrays: dict[int, xr.DataArray] = {}
    for store, universes, array, is_stacked, attributes in _find_blocks(field, stores):
        if not is_stacked and array.nbytes <= max_bytes:
            arrays[len(collected.blocks)] = array
            max_bytes -= array.nbytes
        collected.add(store, universes, array, is_stacked=is_stacked, attributes=attributes)
    blocks = collected.blocks
    if not blocks:
        raise missing_field_error(field, stores)
    distinct = list({id(block.labels): block for block in blocks}.values())
    universes_of_distinct = [next(iter(block.universes.values())) for block in distinct]
    all_labels = [block.labels for block in distinct]
    labels = join_indexes(field, universes_of_distinct, all_labels)
    check_labels(field, universes_of_distinct, all_labels, labels)
    same = {id(own) for own in all_labels if has_same_indexes(own, labels)}
    blocks = [replace(b, labels=labels) if id(b.labels) in same else b for b in blocks]
    report_attributes(field, collected.attrs, collected.coord_attrs)
    grid_shape = tuple(len(values) for values in field.dimensions.values())
    occupied = {index for block in blocks for index in block.grid_indices.values()}
    missing = int(np.prod(grid_shape)) - len(occupied)
    may_leave_gaps = field.join in ("outer", "nearest")
    return FieldSummary(
        blocks=blocks,
        arrays=arrays,
        labels=labels,
        coords=combine_coords(field, blocks, labels, is_full=not missing),
        attrs=collected.attrs.common,
        coord_attrs={name: attrs.common for name, attrs in collected.coord_attrs.items()},
        dtype=_common_dtype({block.dtype for block in blocks}),
        missing=missing,
        has_gaps=bool(missing)
        or (may_leave_gaps and any(own.sizes != labels.sizes for own in all_labels)),
        grid_shape=grid_shape,
    )


def _common_dtype(dtypes: Collection[np.dtype[Any]]) -> np.dtype[Any]:
    try:
        return common_dtype(dtypes)
    except TypeError:
        return np.dtype(object)  # `exact_dtype` raises an error later


class _BlockCollector:
    """Collects the blocks of a field, and compares their attributes."""

    def __init__(self, field: CombinedField) -> None:
        self.blocks: list[UniformBlock] = []
        self.attrs = CommonAttributes()
        self.coord_attrs: dict[str, CommonAttributes] = {}
        self._field = field
        self._labels_by_sizes: defaultdict[Any, list[xr.DataArray]] = defaultdict(list)

    def add(
        self,
        store: str,
        universes: Mapping[int, str],
        array: xr.DataArray,
        *,
        is_stacked: bool,
        attributes: Iterable[Attributes],
    ) -> None:
        check_parameter_names(self._field, next(iter(universes.values())), array)
        for universe, attrs, coord_attrs in attributes:
            self.attrs.add(attrs, universe)
            for name, own in coord_attrs.items():
                self.coord_attrs.setdefault(name, CommonAttributes()).add(own, universe)
        coords: Mapping[str, xr.Variable] = other_coords(array)
        if self.blocks and has_same_coords(self.blocks[0].coords, coords):
            coords = self.blocks[0].coords
        self.blocks.append(
            UniformBlock(
                store=store,
                universes=universes,
                grid_indices={i: self._field.grid_indices[n] for i, n in universes.items()},
                is_stacked=is_stacked,
                dtype=array.dtype,
                labels=self._labels(array),
                coords=coords,
            )
        )

    def _labels(self, array: xr.DataArray) -> xr.DataArray:
        """Return the indexes of an array; those of an earlier block if they are the same."""
        earlier = self._labels_by_sizes[array.dims, array.shape]
        # If each universe has its own labels, comparing them with all others would take too long
        for labels in (*earlier[:_MAX_COMPARED], *earlier[-1:]):
            if has_same_indexes(labels, array):
                return labels
        earlier.append(indexes_of(array))
        return earlier[-1]


def _find_blocks(
    field: CombinedField, stores: Sequence[str]
) -> Iterator[tuple[str, dict[int, str], xr.DataArray, bool, Iterable[Attributes]]]:
    """Yield blocks: store, universes by position, array of the first, is stacked, attributes."""
    graph = field_graph(field.path, field.transform, field.sections)
    for store in stores:
        batch = open_batch(store)
        selected = {i: name for i, name in enumerate(batch.ids) if name in field.grid_indices}
        if selected and not field.transform and batch.is_stackable(field.path):
            first = next(iter(selected.values()))
            attributes = batch.attributes(field.path, list(selected))
            yield store, selected, batch.universe(first)[field.path], True, attributes
            continue
        for position, name in selected.items():
            array = read_if_possible(field, graph, batch, name, read_array)
            if array is not None:
                coord_attrs = {str(n): v.attrs for n, v in array.coords.variables.items()}
                own = [(name, array.attrs, coord_attrs)]
                yield store, {position: name}, array, False, own
