"""Combine the arrays of all universes into one array over the parameter space."""

from __future__ import annotations

import itertools
import logging
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import xarray as xr

from paraverse.errors import TransformError
from paraverse.jobs import CombinedField
from paraverse.store.groups.conversion import to_variable
from paraverse.store.lock import READ_LOCK
from paraverse.store.read.batch import BatchFile, open_batch
from paraverse.transform.combine.alignment import align
from paraverse.transform.combine.blocks import GAPS, UniformBlock
from paraverse.transform.combine.conflicts import report_conflict
from paraverse.transform.combine.parameter_values import parameter_labels
from paraverse.transform.combine.precision import (
    count_changed,
    integer_dtype,
    may_change,
    mixes_signs,
)
from paraverse.transform.combine.single import field_graph, read_array
from paraverse.transform.combine.summary import FieldSummary, summarize_field
from paraverse.transform.evaluation.lazy import lazy_array

log = logging.getLogger(__name__)

_UNIVERSE = "\0universe"
"""Dimension name that does not occur in any data."""


def combine_dense(
    field: CombinedField, stores: Sequence[str], max_bytes: float = float("inf")
) -> xr.DataArray:
    """Combine the arrays of all universes into one array.

    Parameters
    ----------
    field
        The field.
    stores
        Files of the batches.
    max_bytes
        Size in bytes above which the result is lazy: a dask array whose chunks are read when they
        are needed.

    Returns
    -------
    xarray.DataArray
        The combined array, with the dimensions of the parameter space followed by those of the
        data. Elements are NaN where a universe is missing and beyond the end of shorter arrays.
        Coordinates that differ between universes have the dimensions of the parameter space;
        attributes that differ are left out. If universes are missing, the attribute
        ``missing_universes`` holds their number.

    Raises
    ------
    TransformError
        See `paraverse.transform.combine.summary.summarize_field`. Also if the field has a dtype of
        integers or booleans and there are gaps.
    """
    summary = summarize_field(field, stores, max_bytes)
    log_missing(field, summary.missing)
    if summary.has_gaps and field.dtype is not None and np.dtype(field.dtype).kind in "iub":
        raise TransformError(
            f"{field.path}: the dtype {field.dtype} has no value for gaps, and there are some "
            f"({summary.missing} universes are missing). Use a floating-point dtype, or convert "
            "the combined array after `.fillna` in a transformation."
        )
    if mixes_signs({block.dtype for block in summary.blocks}):
        low, high = DenseValues(field, summary).limits()
        summary = replace(summary, dtype=integer_dtype(low, high))
    if summary.filled_dtype != summary.dtype:
        log.warning(
            "%s: %s becomes %s, to mark gaps with NaN",
            field.path,
            summary.dtype,
            summary.filled_dtype,
        )
    values = DenseValues(field, summary)
    is_lossy = field.dtype is None and any(
        may_change(block.dtype, values.dtype) for block in summary.blocks
    )
    if is_lossy:
        _report_changed(field, values)
    if summary.nbytes > max_bytes:
        log.info("%s: %.0f MB are evaluated lazily", field.path, summary.nbytes / 1e6)
        summary.arrays.clear()
        data = lazy_array(values, len(summary.grid_shape))
    else:
        data = values[(slice(None),) * values.ndim]
    combined = _add_labels(field, summary, data)
    return combined if field.dtype is None else combined.astype(field.dtype)


def _report_changed(field: CombinedField, values: DenseValues) -> None:
    changed = values.count_changed()
    if changed:
        report_conflict(
            field,
            f"{changed} integers above 2**53 lose digits, as they become {values.dtype} together "
            "with other values or gaps. If that is intended, set `dtype`; otherwise subtract an "
            "offset in the field's `transform`, or select universes without gaps (`subspace`).",
        )


def log_missing(field: CombinedField, missing: int) -> None:
    """Log a warning if universes are missing.

    Parameters
    ----------
    field
        The field.
    missing
        Number of points of the parameter space without a universe that has the field.
    """
    if missing:
        points = math.prod(map(len, field.dimensions.values()))
        log.warning("%s: %d of %d universes are missing", field.path, missing, points)


class DenseValues:
    """The values of a field over the parameter space, read when they are indexed.

    Parameters
    ----------
    field
        The field.
    summary
        The summary of the field.

    Attributes
    ----------
    shape, ndim, dtype
        Shape, number of dimensions, and dtype of the combined array.
    """

    def __init__(self, field: CombinedField, summary: FieldSummary) -> None:
        self._path = field.path
        self._graph = field_graph(field.path, field.transform, field.sections)
        self._nearest = field.join == "nearest"
        self._summary = summary
        self.shape = summary.shape
        self.ndim = len(summary.shape)
        self.dtype = summary.filled_dtype
        # The block of the universe at each point (or -1), and its position in the batch
        self._blocks = np.full(summary.grid_shape, -1)
        self._positions = np.zeros(summary.grid_shape, dtype=int)
        for number, block in enumerate(summary.blocks):
            for position, index in block.grid_indices.items():
                self._blocks[index] = number
                self._positions[index] = position

    def __getitem__(self, index: tuple[int | slice, ...]) -> np.ndarray:
        """Read a rectangular section of the array.

        Parameters
        ----------
        index
            An integer or a slice for each dimension.

        Returns
        -------
        numpy.ndarray
            The values, without the dimensions that are indexed by integers.
        """
        slices = tuple(slice(i, i + 1) if isinstance(i, int) else i for i in index)
        return self._read(slices)[tuple(0 if isinstance(i, int) else slice(None) for i in index)]

    def limits(self) -> tuple[int, int]:
        """Return the smallest and the largest of all integers."""
        lows, highs = [0], [0]
        for values in self._read_blocks(self._summary.blocks):
            if values.size:
                lows.append(int(values.min()))
                highs.append(int(values.max()))
        return min(lows), max(highs)

    def count_changed(self) -> int:
        """Return the number of integers that lose digits in the dtype of the combined array."""
        lossy = [block for block in self._summary.blocks if may_change(block.dtype, self.dtype)]
        return sum(count_changed(values, self.dtype) for values in self._read_blocks(lossy))

    def _read_blocks(self, blocks: Sequence[UniformBlock]) -> Iterator[np.ndarray]:
        """Iterate over the values of blocks as they are, some universes at a time."""
        numbers = {id(block): number for number, block in enumerate(self._summary.blocks)}
        for block in blocks:
            batch = open_batch(block.store)
            for position, name in block.universes.items():
                with READ_LOCK:
                    if block.is_stacked:
                        yield batch.stack(self._path, position, position + 1)
                        continue
                    array = self._summary.arrays.get(numbers[id(block)])
                    if array is None:
                        array = read_array(self._graph, batch, name)
                    yield array.values

    def _read(self, slices: tuple[slice, ...]) -> np.ndarray:
        grid_ndim = len(self._summary.grid_shape)
        outer, inner = slices[:grid_ndim], slices[grid_ndim:]
        sizes = [len(range(*s.indices(n))) for s, n in zip(slices, self.shape, strict=True)]
        values = np.empty(sizes, self.dtype)
        if self._summary.has_gaps:
            values[...] = GAPS[self.dtype.kind]
        blocks, positions = self._blocks[outer].ravel(), self._positions[outer].ravel()
        points = values.reshape(blocks.size, *sizes[grid_ndim:])
        runs = _find_runs(blocks, positions)
        for store, group in itertools.groupby(runs, lambda run: self._store_of(blocks[run[0]])):
            with READ_LOCK:
                self._read_batch(store, group, points, inner=inner, blocks=blocks, at=positions)
        return values

    def _read_batch(
        self,
        store: str,
        runs: Iterable[np.ndarray],
        points: np.ndarray,
        *,
        inner: tuple[slice, ...],
        blocks: np.ndarray,
        at: np.ndarray,
    ) -> None:
        """Read the universes of one batch into `points`, whose first dimension is the universe."""
        batch = open_batch(store)
        for run in runs:
            number, start = int(blocks[run[0]]), int(at[run[0]])
            points[run] = self._read_run(batch, number, start, start + len(run), inner)

    def _store_of(self, block: int) -> str:
        return self._summary.blocks[block].store

    def _read_run(
        self, batch: BatchFile, number: int, start: int, stop: int, inner: tuple[slice, ...]
    ) -> np.ndarray:
        """Read universes of a block that follow each other in their batch."""
        block, labels = self._summary.blocks[number], self._summary.labels
        everything = (slice(None), *inner)
        is_aligned = block.labels is labels
        if not block.is_stacked:
            array = self._summary.arrays.pop(number, None)
            if array is None:
                array = read_array(self._graph, batch, block.universes[start])
            if not is_aligned:
                array = align(array, labels, nearest=self._nearest)
            return array.values[np.newaxis][everything]
        if is_aligned:
            return batch.stack(self._path, start, stop, inner)
        values = batch.stack(self._path, start, stop)
        array = block.labels.expand_dims({_UNIVERSE: stop - start}).copy(data=values)
        return align(array, labels, nearest=self._nearest).values[everything]


def _find_runs(blocks: np.ndarray, positions: np.ndarray) -> list[np.ndarray]:
    """Return indices of points whose universes follow each other in a block."""
    order = np.lexsort((positions, blocks))
    order = order[blocks[order] >= 0]
    follows = (np.diff(blocks[order]) == 0) & (np.diff(positions[order]) == 1)
    return [run for run in np.split(order, np.flatnonzero(~follows) + 1) if run.size]


def _add_labels(field: CombinedField, summary: FieldSummary, values: Any) -> xr.DataArray:
    labels = summary.labels
    missing = {"missing_universes": summary.missing} if summary.missing else {}
    combined = xr.DataArray(
        values,
        dims=[*field.dimensions, *labels.dims],
        name=labels.name,
        attrs={**summary.attrs, **missing},
    )
    combined = combined.assign_coords(labels.coords).assign_coords(
        {name: variable.copy(deep=False) for name, variable in summary.coords.items()}
    )
    for name, attrs in summary.coord_attrs.items():
        combined.coords[name].attrs = dict(attrs)
    return combined.assign_coords(
        {
            name: to_variable([name], parameter_labels(values))
            for name, values in field.dimensions.items()
        }
    )
