"""Look at a field in many universes: what there is of it, and what an array of all will be."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import xarray as xr

from paraverse.errors import TransformError
from paraverse.jobs import CombinedField
from paraverse.store.dtypes import common_dtype
from paraverse.store.read.batch import BatchFile, open_batch
from paraverse.transform.evaluation.evaluate import run
from paraverse.transform.language.graph import Graph

log = logging.getLogger(__name__)

Found = TypeVar("Found")
Cell = tuple[int, ...]

GAPS: dict[str, Any] = {
    **dict.fromkeys("fcO", np.nan), "m": np.timedelta64("NaT"), "M": np.datetime64("NaT"),
}  # fmt: skip
"""What marks a missing value, by the kind of dtype; other kinds have nothing for it."""


@dataclass(frozen=True)
class Portion:
    """Universes of one batch whose arrays have one type, one shape and the same labels.

    Attributes
    ----------
    store
        The batch's file.
    universes
        Their names, by their positions in the batch.
    grid_indices
        Where they belong in the result, by their positions.
    stacked
        Whether they are read together, as they are stored; if not, it is one universe.
    labels
        An array like theirs, but for the values.
    """

    store: str
    universes: Mapping[int, str]
    grid_indices: Mapping[int, Cell]
    stacked: bool
    labels: xr.DataArray


@dataclass
class FieldSummary:
    """What there is of a field, and what the combined array will be.

    Attributes
    ----------
    portions
        All universes that have the field.
    kept
        Arrays that had to be made for this, by the number of their portion.
    labels
        An array like that of a universe, but for the values, with the labels of all.
    dtype
        Of the arrays.
    missing
        How many universes are missing.
    gaps
        Whether places in the result stay without a value.
    grid
        Sizes of the dimensions of the parameter space.
    """

    portions: list[Portion]
    kept: dict[int, xr.DataArray]
    labels: xr.DataArray
    dtype: np.dtype[Any]
    missing: int
    gaps: bool
    grid: tuple[int, ...]

    @property
    def filled_dtype(self) -> np.dtype[Any]:
        """Of the result: one that has something to mark gaps with, if there are any."""
        if not self.gaps or self.dtype.kind in GAPS:
            return self.dtype
        return np.dtype("f8") if self.dtype.kind in "iub" else np.dtype(object)

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the result."""
        return (*self.grid, *self.labels.shape)

    @property
    def nbytes(self) -> int:
        """Size of the result."""
        return int(np.prod(self.shape, dtype=object)) * self.filled_dtype.itemsize


def survey(combined: CombinedField, stores: Sequence[str], limit: float) -> FieldSummary:
    """Look at a field in all universes.

    Parameters
    ----------
    combined
        The field.
    stores
        Files of the store.
    limit
        Bytes of arrays to keep, of those that have to be made for this.

    Raises
    ------
    TransformError
        If no universe has the field, if its transformation fails, or if the data differ in shape
        and have no coordinates to align them by.
    """
    portions: list[Portion] = []
    kept: dict[int, xr.DataArray] = {}
    labels: xr.DataArray | None = None
    dtypes: set[np.dtype[Any]] = set()
    for path, positions, array, stacked in _found(combined, stores):
        if labels is None:
            labels = own = _without_values(array)
        elif alike(labels, array):
            own = labels
        else:
            own = _without_values(array)
            labels = _joined(combined.path, labels, own)
        dtypes.add(array.dtype)
        if not stacked and array.nbytes <= limit:
            kept[len(portions)] = array
            limit -= array.nbytes
        grid_indices = {
            position: combined.grid_indices[name] for position, name in positions.items()
        }
        portions.append(Portion(path, positions, grid_indices, stacked, own))
    if labels is None:
        raise _nothing(combined)
    grid = tuple(len(values) for values in combined.dimensions.values())
    missing = int(np.prod(grid)) - len(
        {cell for portion in portions for cell in portion.grid_indices.values()}
    )
    gaps = bool(missing) or any(p.labels.shape != labels.shape for p in portions)
    return FieldSummary(portions, kept, labels, common_dtype(dtypes), missing, gaps, grid)


def listed(combined: CombinedField, stores: Sequence[str]) -> list[xr.DataArray | xr.Dataset]:
    """Return what each universe has, in the order of the parameter space.

    Returns
    -------
    list
        The parameters of each are dimensions of length 1, with coordinates.

    Raises
    ------
    TransformError
        If no universe has the field, or if its transformation fails.
    """
    graph = graph_of(combined.path, combined.transform, combined.sections)
    found: dict[Cell, xr.DataArray | xr.Dataset] = {}
    for path in stores:
        batch = open_batch(path)
        for name in batch.ids:
            if name in combined.grid_indices:
                value = _if_any(combined, graph, batch, name, value_of)
                if value is not None:
                    cell = combined.grid_indices[name]
                    at = zip(combined.dimensions.items(), cell, strict=True)
                    found[cell] = value.expand_dims({dim: [v[i]] for (dim, v), i in at})
    if not found:
        raise _nothing(combined)
    return [found[cell] for cell in sorted(found)]


def _nothing(combined: CombinedField) -> TransformError:
    return TransformError(
        f"None of the {len(combined.grid_indices)} selected universes has {combined.path!r}."
    )


def _found(
    combined: CombinedField, stores: Sequence[str]
) -> Iterator[tuple[str, dict[int, str], xr.DataArray, bool]]:
    """Portions: file, universes by position, the first one's array, whether they are stacked."""
    graph = graph_of(combined.path, combined.transform, combined.sections)
    for path in stores:
        batch = open_batch(path)
        wanted = {i: name for i, name in enumerate(batch.ids) if name in combined.grid_indices}
        if wanted and not combined.transform and batch.is_stackable(combined.path):
            first = next(iter(wanted.values()))
            yield path, wanted, batch.universe(first)[combined.path], True
            continue
        for position, name in wanted.items():
            array = _if_any(combined, graph, batch, name, array_of)
            if array is not None:
                yield path, {position: name}, array, False


def _if_any(
    combined: CombinedField,
    graph: Graph,
    batch: BatchFile,
    name: str,
    get: Callable[[Graph, BatchFile, str], Found],
) -> Found | None:
    """What a universe has, unless it has nothing or fails and may do so."""
    if combined.path not in batch.universe(name):
        return None
    try:
        return get(graph, batch, name)
    except TransformError as error:
        if not combined.allow_failing:
            raise TransformError(f"In universe {name}: {error}") from error
        log.warning("%s of %s is left out: %s", combined.path, name, error)
        return None


def value_of(graph: Graph, batch: BatchFile, name: str) -> xr.DataArray | xr.Dataset:
    """Return what one universe has, transformed."""
    return apply(graph, batch.universe(name))


def array_of(graph: Graph, batch: BatchFile, name: str) -> xr.DataArray:
    """Return the array of one universe, transformed."""
    value = value_of(graph, batch, name)
    if isinstance(value, xr.DataArray):
        return value
    raise TransformError(
        "The field's `transform` gives a dataset. Take an array of it, or say how datasets are "
        "combined: `combination_method: xr.combine_by_coords`."
    )


def graph_of(path: str, transform: Sequence[Any], sections: Mapping[str, Any]) -> Graph:
    """Return the transformation that selects a path and applies nodes to what is there."""
    selection = {"field": {"path": path, "transform": list(transform)}}
    return Graph.of(select=selection, **sections).checked()


def apply(graph: Graph, data: Any) -> xr.DataArray | xr.Dataset:
    """Run what `graph_of` made."""
    value = run(graph, {"dm": data}, ["field"])["field"]
    return value if isinstance(value, xr.DataArray | xr.Dataset) else xr.DataArray(value)


def alike(one: xr.DataArray, other: xr.DataArray) -> bool:
    """Tell whether two arrays have one shape and the same labels."""
    return one.dims == other.dims and one.shape == other.shape and one.coords.equals(other.coords)


def _without_values(array: xr.DataArray) -> xr.DataArray:
    """The same array of nothing: of any size it takes two bytes."""
    return array.copy(data=np.broadcast_to(np.float16(0), array.shape))


def _joined(path: str, one: xr.DataArray, other: xr.DataArray) -> xr.DataArray:
    """Labels of two arrays together, by their coordinates."""
    try:
        joined, again = xr.align(one, other, join="outer")
        if set(joined.dims) != set(again.dims):
            raise ValueError("dimensions differ")
    except ValueError as error:
        shapes = sorted({str(dict(array.sizes)) for array in (one, other)})
        raise TransformError(
            f"{path!r} has different shapes in different universes ({', '.join(shapes)}) and no "
            "coordinates to align them by. Add coordinates in the field's `transform` (such as "
            "`.assign_coords`), cut it to one shape (`.isel`), or select fewer universes "
            "(`subspace`)."
        ) from error
    return _without_values(joined)
