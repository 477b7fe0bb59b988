"""Combine a field of many universes into one array over the parameter space."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import xarray as xr

from paraverse.errors import TransformError
from paraverse.jobs import CombinedField
from paraverse.store.read import Batch
from paraverse.transform.evaluate import run
from paraverse.transform.graph import Graph

log = logging.getLogger(__name__)

Cell = tuple[int, ...]


class _UnequalError(Exception):
    """Universes differ in type, shape or labels: they must be aligned."""


def combine(field: CombinedField, batches: Sequence[str]) -> xr.DataArray:
    """Combine a field over the parameter space.

    Parameters
    ----------
    field
        What to combine.
    batches
        Files of the store.

    Returns
    -------
    xarray.DataArray
        Dimensions: those of the parameter space, then those of the data. Where a universe is
        missing, and beyond the ends of shorter data, it is NaN. If some are missing, the
        attribute ``missing_universes`` says how many.

    Raises
    ------
    TransformError
        If no universe has the field, or if the data differ in shape and have no coordinates
        to align them by.
    """
    try:
        combined = _fill(field, batches)
    except _UnequalError:
        combined = _align(field, batches)
    if field.dtype is not None:
        combined = combined.astype(field.dtype)
    return _transformed("field", field.transform_after_combine, {"field": combined})


def _fill(field: CombinedField, batches: Sequence[str]) -> xr.DataArray:
    """Combine equal arrays batch by batch, straight into the result."""
    grid = tuple(len(values) for values in field.dimensions.values())
    template: xr.DataArray | None = None
    result = np.empty(0)
    filled = np.zeros(grid, dtype=bool)
    for cells, first, values in _blocks(field, batches):
        if template is None:
            template = first
            result = np.zeros(grid + first.shape, dtype=first.dtype)
        elif not _alike(template, first):
            raise _UnequalError
        index = tuple(np.array(axis, dtype=int) for axis in zip(*cells, strict=True))
        result[index or ...] = values if index else values[0]
        filled[index or ...] = True
    if template is None:
        raise _no_field(field)
    return _label(field, template, result, filled)


def _blocks(
    field: CombinedField, batches: Sequence[str]
) -> Iterator[tuple[list[Cell], xr.DataArray, Any]]:
    """Portions of equal arrays: their cells, the first of them with its labels, all values."""
    for path in batches:
        with Batch(path) as batch:
            wanted = [i for i, name in enumerate(batch.ids) if name in field.cells]
            stack = None if field.transform else batch.stacked(field.path)
            if stack is not None and wanted:
                first = batch.universe(batch.ids[wanted[0]])[field.path]
                yield [field.cells[batch.ids[i]] for i in wanted], first, stack[wanted]
            else:
                for cell, array in _arrays(field, batch):
                    yield [cell], array, array.values[np.newaxis]


def _arrays(field: CombinedField, batch: Batch) -> Iterator[tuple[Cell, xr.DataArray]]:
    """One array for each universe of a batch that has the field."""
    for name in batch.ids:
        universe = batch.universe(name)
        if name in field.cells and field.path in universe:
            try:
                yield field.cells[name], _transformed(field.path, field.transform, universe)
            except TransformError as error:
                if not field.allow_failing:
                    raise TransformError(f"In universe {name}: {error}") from error
                log.warning("%s of %s is left out: %s", field.path, name, error)


def _transformed(path: str, transform: Sequence[Any], data: Any) -> xr.DataArray:
    graph = Graph.of(select={"field": {"path": path, "transform": list(transform)}}).checked()
    value = run(graph, {"dm": data}, ["field"])["field"]
    return value if isinstance(value, xr.DataArray) else xr.DataArray(value)


def _alike(one: xr.DataArray, other: xr.DataArray) -> bool:
    return (
        one.dtype == other.dtype
        and one.dims == other.dims
        and one.shape == other.shape
        and one.coords.equals(other.coords)
    )


def _align(field: CombinedField, batches: Sequence[str]) -> xr.DataArray:
    """Combine unequal arrays by their coordinates."""
    cells, arrays = [], []
    for path in batches:
        with Batch(path) as batch:
            for cell, array in _arrays(field, batch):
                cells.append(cell)
                arrays.append(array)
    try:
        aligned = xr.align(*arrays, join="outer")
    except ValueError as error:
        shapes = sorted({str(dict(array.sizes)) for array in arrays})
        raise TransformError(
            f"{field.path!r} has different shapes in different universes "
            f"({', '.join(shapes[:4])}{', …' if len(shapes) > 4 else ''}) and no coordinates to "
            "align them by. Add coordinates in the field's `transform` (such as `.assign_coords`), "
            "cut it to one shape (`.isel`), or select fewer universes (`subspace`)."
        ) from error
    grid = tuple(len(values) for values in field.dimensions.values())
    dtype = np.result_type(*(array.dtype for array in aligned))
    result = np.zeros(grid + aligned[0].shape, dtype=dtype)
    filled = np.zeros(grid, dtype=bool)
    for cell, array in zip(cells, aligned, strict=True):
        result[cell] = array.transpose(*aligned[0].dims).values
        filled[cell] = True
    return _label(field, aligned[0], result, filled)


def _with_gaps(result: np.ndarray, filled: np.ndarray, field: CombinedField) -> np.ndarray:
    missing = int(filled.size - filled.sum())
    if not missing:
        return result
    log.warning("%s: %d of %d universes are missing", field.path, missing, filled.size)
    if result.dtype.kind in "iub":
        log.warning("%s: %s becomes float64, to mark them with NaN", field.path, result.dtype)
        result = result.astype("f8")
    gap = {"f": np.nan, "c": np.nan, "m": np.timedelta64("NaT"), "M": np.datetime64("NaT")}
    if result.dtype.kind not in gap:
        result = result.astype(object)
    result[~filled] = gap.get(result.dtype.kind, np.nan)
    return result


def _label(
    field: CombinedField, template: xr.DataArray, values: np.ndarray, filled: np.ndarray
) -> xr.DataArray:
    missing = int(filled.size - filled.sum())
    attrs = {**template.attrs, "missing_universes": missing} if missing else template.attrs
    coords = {name: list(labels) for name, labels in field.dimensions.items()}
    return xr.DataArray(
        _with_gaps(values, filled, field),
        dims=[*field.dimensions, *template.dims],
        coords={**template.coords, **{n: (n, labels) for n, labels in coords.items()}},
        name=template.name,
        attrs=attrs,
    )


def _no_field(field: CombinedField) -> TransformError:
    return TransformError(f"None of the {len(field.cells)} selected universes has {field.path!r}.")
