"""The values of a field over the parameter space, read from the files of the store."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from paraverse.jobs.transform import CombinedField
from paraverse.store.lock import READ_LOCK
from paraverse.store.read.batch import BatchFile, open_batch
from paraverse.transform.combine.alignment import align
from paraverse.transform.combine.blocks import GAPS, UniformBlock
from paraverse.transform.combine.precision import count_changed, may_change
from paraverse.transform.combine.single import field_graph, read_array
from paraverse.transform.combine.summary import FieldSummary

_UNIVERSE = "\0universe"
"""Dimension name that does not occur in any data."""


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
    changed
        Number of integers that have lost digits because of the dtype when they were read.
    """

    def __init__(self, field: CombinedField, summary: FieldSummary) -> None:
        self._path = field.path
        self._graph = field_graph(field.path, field.transform, field.sections)
        self._nearest = field.join == "nearest"
        self._summary = summary
        self.shape = summary.shape
        self.ndim = len(summary.shape)
        self.dtype = summary.filled_dtype
        self.changed = 0
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

    def count_changed(self) -> int:
        """Return the number of integers that lose digits in the dtype of the combined array."""
        lossy = [block for block in self._summary.blocks if may_change(block.dtype, self.dtype)]
        return sum(count_changed(values, self.dtype) for values in self.read_blocks(lossy))

    def read_blocks(self, blocks: Sequence[UniformBlock] | None = None) -> Iterator[np.ndarray]:
        """Iterate over the values of universes, of the dtype that each has.

        Parameters
        ----------
        blocks
            The blocks of the universes; None for all.

        Yields
        ------
        numpy.ndarray
            The values of one universe.
        """
        blocks = self._summary.blocks if blocks is None else blocks
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
            self.changed += count_changed(array.values, self.dtype)
            if not is_aligned:
                array = align(array, labels, nearest=self._nearest)
            return array.values[np.newaxis][everything]
        values = batch.stack(self._path, start, stop, inner if is_aligned else ())
        self.changed += count_changed(values, self.dtype)
        if is_aligned:
            return values
        array = block.labels.expand_dims({_UNIVERSE: stop - start}).copy(data=values)
        return align(array, labels, nearest=self._nearest).values[everything]


def _find_runs(blocks: np.ndarray, positions: np.ndarray) -> list[np.ndarray]:
    """Return indices of points whose universes follow each other in a block."""
    order = np.lexsort((positions, blocks))
    order = order[blocks[order] >= 0]
    follows = (np.diff(blocks[order]) == 0) & (np.diff(positions[order]) == 1)
    return [run for run in np.split(order, np.flatnonzero(~follows) + 1) if run.size]
