"""Combine the arrays of all universes into one array over the parameter space."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import xarray as xr

from paraverse.errors import TransformError, pluralize
from paraverse.jobs.transform import CombinedField
from paraverse.store.groups.conversion import to_variable
from paraverse.transform.combine.conflicts import report_conflict
from paraverse.transform.combine.parameter_values import coordinate_variable, parameter_labels
from paraverse.transform.combine.precision import (
    exact_dtype,
)
from paraverse.transform.combine.summary import FieldSummary, summarize_field
from paraverse.transform.combine.values import DenseValues
from paraverse.transform.evaluation.lazy import lazy_array

log = logging.getLogger(__name__)


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
        parameters that depend on dimensions are coordinates along them; attributes that differ are
        left out. If universes are missing, the attribute ``missing_universes`` holds their number.

    Raises
    ------
    TransformError
        See `paraverse.transform.combine.summary.summarize_field`. Also if the field has a dtype of
        integers, booleans or strings and there are gaps.
    """
    summary = summarize_field(field, stores, max_bytes)
    log_missing(field, summary.missing)
    if summary.has_gaps and field.dtype is not None and np.dtype(field.dtype).kind in "iubSU":
        raise TransformError(
            f"{field.path}: the dtype {field.dtype} has no value for gaps, and there are some "
            f"({summary.missing} universes are missing). Use a floating-point dtype (`object` "
            "for strings), or convert the combined array after `.fillna` in a transformation."
        )
    dtype = _exact_dtype(field, summary)
    if dtype != summary.dtype:
        summary = replace(summary, dtype=dtype)
    if summary.filled_dtype != summary.dtype:
        log.warning(
            "%s: %s becomes %s, to mark gaps with NaN",
            field.path,
            summary.dtype,
            summary.filled_dtype,
        )
    values = DenseValues(field, summary)
    if summary.nbytes > max_bytes:
        log.info("%s: %.0f MB are evaluated lazily", field.path, summary.nbytes / 1e6)
        if field.dtype is None:
            _report_changed(field, values.dtype, values.count_changed())
        summary.arrays.clear()
        data = lazy_array(values, len(summary.grid_shape))
    else:
        data = values[(slice(None),) * values.ndim]
        if field.dtype is None:
            _report_changed(field, values.dtype, values.changed)
    combined = _add_labels(field, summary, data)
    return combined if field.dtype is None else combined.astype(field.dtype)


def _exact_dtype(field: CombinedField, summary: FieldSummary) -> np.dtype[Any]:
    universes = {block.dtype: next(iter(block.universes.values())) for block in summary.blocks}
    try:
        return exact_dtype(universes.keys(), lambda: DenseValues(field, summary).read_blocks())
    except TypeError as error:
        listed = ", ".join(f"{dtype} in {universe}" for dtype, universe in universes.items())
        raise TransformError(
            f"{field.path}: there is no type for the values of all universes ({listed}). Convert "
            "them to one type in the field's `transform`."
        ) from error


def _report_changed(field: CombinedField, dtype: np.dtype[Any], changed: int) -> None:
    if changed:
        report_conflict(
            field,
            f"digits of {pluralize(changed, 'integer')} above 2**53 are lost, as the array becomes "
            f"{dtype} because of gaps or other values. If that is intended, set `dtype`; "
            "otherwise subtract an offset in the field's `transform`, or select universes "
            "without gaps (`subspace`).",
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
    combined = combined.assign_coords(
        {
            name: to_variable([name], parameter_labels(values))
            for name, values in field.dimensions.items()
        }
    )
    lengths = {name: len(values) for name, values in field.dimensions.items()}
    return combined.assign_coords(
        {
            name: coordinate_variable(coordinate, lengths)
            for name, coordinate in field.coordinates.items()
            if name not in combined.coords and name not in combined.dims  # the data's come first
        }
    )
