"""Combine a field of many universes into one array over the parameter space."""

from __future__ import annotations

import itertools
import logging
import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import xarray as xr

from paraverse.jobs import CombinedField
from paraverse.store.read.batch import BatchFile, open_batch
from paraverse.store.read.columns import READ_LOCK
from paraverse.transform.combine.summary import (
    GAPS,
    FieldSummary,
    alike,
    apply,
    array_of,
    graph_of,
    listed,
    survey,
)

log = logging.getLogger(__name__)

_UNIVERSE = "\0universe"
"""Name of a dimension that no data have."""


def combine(
    field: CombinedField, stores: Sequence[str], limit: float = float("inf")
) -> xr.DataArray | xr.Dataset:
    """Combine a field over the parameter space.

    Parameters
    ----------
    field
        What to combine.
    stores
        Files of the store.
    limit
        Bytes above which the array is lazy: of dask, read portion by portion when it is needed.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        Dimensions: those of the parameter space, then those of the data. Where a universe is
        missing, and beyond the ends of shorter data, it is NaN. If some are missing, the
        attribute ``missing_universes`` says how many. With a `method`, what that gives.

    Raises
    ------
    TransformError
        If no universe has the field, or if the data differ in shape and have no coordinates
        to align them by.
    """
    nodes = list(field.transform_after_combine)
    if field.method is None:
        given: Any = place(field, stores, limit)
    else:
        given = listed(field, stores)
        nodes.insert(0, field.method)
        missing = math.prod(map(len, field.dimensions.values())) - len(given)
        _tell_missing(field, missing)
    return apply(graph_of("field", nodes, field.sections), {"field": given})


def place(field: CombinedField, stores: Sequence[str], limit: float = float("inf")) -> xr.DataArray:
    """Put the array of each universe in its place in one array; arguments as of `combine`."""
    found = survey(field, stores, limit)
    _tell_missing(field, found.missing)
    if found.filled_dtype != found.dtype:
        log.warning(
            "%s: %s becomes %s, to mark gaps with NaN", field.path, found.dtype, found.filled_dtype
        )
    values = Values(field, found)
    if found.nbytes > limit:
        from paraverse.transform.evaluation.lazy import lazy_array

        log.info("%s: %.0f MB are evaluated lazily", field.path, found.nbytes / 1e6)
        found.kept.clear()
        data = lazy_array(values, len(found.grid))
    else:
        data = values[(slice(None),) * values.ndim]
    combined = _labelled(field, found, data)
    return combined if field.dtype is None else combined.astype(field.dtype)


class Values:
    """The values of a field over the parameter space, read when they are indexed.

    Parameters
    ----------
    field
        What to combine.
    found
        What there is of it.
    """

    def __init__(self, field: CombinedField, found: FieldSummary) -> None:
        self._path = field.path
        self._graph = graph_of(field.path, field.transform, field.sections)
        self._found = found
        self.shape = found.shape
        self.ndim = len(found.shape)
        self.dtype = found.filled_dtype
        # For each point the number of its universe's portion, and its place in the batch
        self._numbers = np.full(found.grid, -1)
        self._positions = np.zeros(found.grid, dtype=int)
        for number, portion in enumerate(found.portions):
            for position, cell in portion.grid_indices.items():
                self._numbers[cell] = number
                self._positions[cell] = position

    def __getitem__(self, index: tuple[int | slice, ...]) -> np.ndarray:
        """Read a block.

        Parameters
        ----------
        index
            A number or slice for each dimension.
        """
        slices = tuple(slice(i, i + 1) if isinstance(i, int) else i for i in index)
        return self._block(slices)[tuple(0 if isinstance(i, int) else slice(None) for i in index)]

    def _block(self, slices: tuple[slice, ...]) -> np.ndarray:
        found = self._found
        outer, inner = slices[: len(found.grid)], slices[len(found.grid) :]
        sizes = [len(range(*s.indices(n))) for s, n in zip(slices, self.shape, strict=True)]
        block = np.empty(sizes, self.dtype)
        if found.gaps:
            block[...] = GAPS[self.dtype.kind]
        numbers, positions = self._numbers[outer].ravel(), self._positions[outer].ravel()
        points = block.reshape(numbers.size, *sizes[len(found.grid) :])
        runs = _runs(numbers, positions)
        for store, group in itertools.groupby(runs, lambda run: self._store(numbers[run[0]])):
            with READ_LOCK:
                self._fill(points, store, group, numbers, positions, inner)
        return block

    def _fill(
        self,
        points: np.ndarray,
        store: str,
        runs: Iterable[np.ndarray],
        numbers: np.ndarray,
        positions: np.ndarray,
        inner: tuple[slice, ...],
    ) -> None:
        """Put universes of one batch where they belong."""
        batch = open_batch(store)
        for run in runs:
            number, start = int(numbers[run[0]]), int(positions[run[0]])
            points[run] = self._read(batch, number, start, start + len(run), inner)

    def _store(self, number: int) -> str:
        return self._found.portions[number].store

    def _read(
        self, batch: BatchFile, number: int, start: int, stop: int, inner: tuple[slice, ...]
    ) -> np.ndarray:
        """Read universes of a portion that follow each other in their batch."""
        portion, labels = self._found.portions[number], self._found.labels
        whole = (slice(None), *inner)
        is_alike = portion.labels is labels or alike(portion.labels, labels)
        if not portion.stacked:
            array = self._found.kept.pop(number, None)
            if array is None:
                array = array_of(self._graph, batch, portion.universes[start])
            return (array if is_alike else _aligned(array, labels)).values[np.newaxis][whole]
        if is_alike:
            return batch.stack(self._path, start, stop, inner)
        values = batch.stack(self._path, start, stop)
        array = portion.labels.expand_dims({_UNIVERSE: stop - start}).copy(data=values)
        return _aligned(array, labels).values[whole]


def _runs(numbers: np.ndarray, positions: np.ndarray) -> list[np.ndarray]:
    """Indices of points whose universes follow each other in a portion; none are missing."""
    order = np.lexsort((positions, numbers))
    order = order[numbers[order] >= 0]
    follows = (np.diff(numbers[order]) == 0) & (np.diff(positions[order]) == 1)
    return [run for run in np.split(order, np.flatnonzero(~follows) + 1) if run.size]


def _aligned(array: xr.DataArray, labels: xr.DataArray) -> xr.DataArray:
    """Put values where the labels are."""
    indexes = {d: labels.indexes[d] for d in array.dims if d in array.indexes}
    return array.reindex(indexes).transpose(..., *labels.dims)


def _tell_missing(field: CombinedField, missing: int) -> None:
    if missing:
        points = math.prod(map(len, field.dimensions.values()))
        log.warning("%s: %d of %d universes are missing", field.path, missing, points)


def _labelled(field: CombinedField, found: FieldSummary, values: Any) -> xr.DataArray:
    labels = found.labels
    missing = {"missing_universes": found.missing} if found.missing else {}
    coords = {name: (name, list(points)) for name, points in field.dimensions.items()}
    return xr.DataArray(
        values,
        dims=[*field.dimensions, *labels.dims],
        coords={**labels.coords, **coords},
        name=labels.name,
        attrs={**labels.attrs, **missing},
    )
