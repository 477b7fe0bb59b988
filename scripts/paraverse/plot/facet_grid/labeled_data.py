"""Preparation of labeled data for `facet_grid`: selecting, squeezing, checking encodings."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Mapping
from typing import Any

import cftime
import numpy as np
import xarray as xr

from paraverse.errors import PlotError, SkipPlot, pluralize, suggest
from paraverse.plot.appearance.labels import value_labels, value_texts
from paraverse.plot.facet_grid.col_wrap import ideal_col_wrap
from paraverse.plot.facet_grid.encodings import as_dims

log = logging.getLogger(__name__)

LabeledData = xr.DataArray | xr.Dataset

_DIMENSIONS_ONLY = ("col", "row", "frames", "files")
"""Encodings that accept only dimensions; all others also accept coordinates and variables."""

_ENCODINGS = ("x", "y", "hue", *_DIMENSIONS_ONLY)

_TWO_DIMENSIONAL = ("line", "step", "imshow", "pcolormesh", "contour", "contourf")
"""Kinds that show at most two dimensions on each axes."""


def to_labeled_data(data: Any) -> LabeledData:
    """Convert data to an array with dimensions.

    Parameters
    ----------
    data
        A labeled array, a dataset, or anything that NumPy converts to an array.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        The labeled array or dataset itself. Anything else becomes an array with the dimensions
        ``dim_0``, ``dim_1``, ….

    Raises
    ------
    PlotError
        If NumPy can only convert the data to an array of objects.
    """
    if isinstance(data, xr.DataArray | xr.Dataset):
        return data
    array = np.asarray(data)
    if array.dtype == object:
        raise PlotError(
            f"facet_grid draws arrays and datasets; the tag `data` is a {type(data).__name__}."
        )
    return xr.DataArray(array)


def select_labels(data: Any, sel: Mapping[str, Any]) -> Any:
    """Select labels of dimensions.

    Parameters
    ----------
    data
        The labeled array or dataset.
    sel
        Labels by dimension.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        The selected data.

    Raises
    ------
    PlotError
        If the data do not have the dimension or the label.
    """
    for dim, label in sel.items():
        if dim not in data.coords and dim not in data.dims:
            raise PlotError(_missing_dimension("sel", dim, data))
        try:
            data = data.sel({dim: label})
        except KeyError:
            existing = ", ".join(value_texts(data[dim].values[:20]))
            raise PlotError(f"sel: {dim} has no value {label!r}; it has {existing}.") from None
    return data


def name_objects(data: Any, encodings: Mapping[str, Any]) -> Any:
    """Replace coordinates that are objects, and that lie along an axis, by their names.

    Parameters
    ----------
    data
        The labeled array or dataset.
    encodings
        The arguments of the plot, including the encodings that are set.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        The data with strings as coordinates, which matplotlib draws as categories. Numbers, dates
        and the values of other encodings, such as `hue`, stay as they are.
    """
    others = {dim for name in ("hue", *_DIMENSIONS_ONLY) for dim in as_dims(encodings.get(name))}
    names = {}
    for name, coord in data.coords.items():
        if coord.dtype != object or coord.ndim != 1 or name in others:
            continue
        if not all(isinstance(value, datetime.date | cftime.datetime) for value in coord.values):
            names[name] = (coord.dims, np.array(value_labels(coord.values)), coord.attrs)
    return data.assign_coords(names)


def squeeze_unused(data: Any, encodings: Mapping[str, Any]) -> Any:
    """Remove dimensions of size 1 that have no encoding.

    Parameters
    ----------
    data
        The labeled array or dataset.
    encodings
        The arguments of the plot, including the encodings that are set.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        The data with these dimensions as scalar coordinates.
    """
    used = {dim for name in _ENCODINGS for dim in as_dims(encodings.get(name))}
    return data.squeeze([d for d, n in data.sizes.items() if n == 1 and d not in used])


def index_by_coordinates(data: Any, encodings: Mapping[str, Any]) -> Any:
    """Let coordinates replace their dimensions where an encoding accepts only dimensions.

    Parameters
    ----------
    data
        The labeled array or dataset.
    encodings
        The arguments of the plot, including the encodings that are set.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        The data. A parameter that depends on a single swept parameter, for example, is a dimension
        instead of that one if it is assigned to `col`.
    """
    for encoding in _DIMENSIONS_ONLY:
        for name in as_dims(encodings.get(encoding)):
            if name not in data.dims and name in data.coords and data.coords[name].ndim == 1:
                data = data.swap_dims({data.coords[name].dims[0]: name})
    return data


def check_encodings(kind: str | None, data: LabeledData, encodings: Mapping[str, Any]) -> None:
    """Check that the encodings exist in the data, and that the data fit the kind.

    Parameters
    ----------
    kind
        The name of the kind; None if xarray chooses it.
    data
        The labeled array or dataset.
    encodings
        The arguments of the plot, including the encodings.

    Raises
    ------
    PlotError
        If a dimension or variable does not exist, or a kind that shows two dimensions would have
        to show more.
    """
    names = {*data.dims, *data.coords, *(data.data_vars if isinstance(data, xr.Dataset) else ())}
    for name in _ENCODINGS:
        allowed = data.dims if name in _DIMENSIONS_ONLY else names
        for dim in as_dims(encodings.get(name)):
            if dim not in allowed:
                raise PlotError(_missing_dimension(name, dim, data))
    if kind in _TWO_DIMENSIONAL:
        used = {dim for name in _DIMENSIONS_ONLY for dim in as_dims(encodings.get(name))}
        left = [f"{dim} ({data.sizes[dim]})" for dim in data.dims if dim not in used]
        if len(left) > 2:
            raise PlotError(
                f"kind {kind} shows two dimensions; left are {', '.join(left)}. Assign some to "
                "`col`, `row`, `frames` or `files`, use `auto_encoding: true`, or reduce them "
                "(`.mean`, `.sel`) before."
            )


def skip_nothing(data: LabeledData) -> None:
    """Skip a figure that would have empty axes.

    Parameters
    ----------
    data
        The labeled array or dataset.

    Raises
    ------
    SkipPlot
        If there are no values, or if all of them are missing or infinite.
    """
    arrays = list(data.data_vars.values()) if isinstance(data, xr.Dataset) else [data]
    if arrays and all(array.size == 0 for array in arrays):
        raise SkipPlot(f"there is nothing to see: the data have the sizes {describe_sizes(data)}")
    if arrays and all(array.dtype.kind in "fc" and not _is_finite(array) for array in arrays):
        are_missing = all(bool(array.isnull().all()) for array in arrays)
        kinds = "missing (NaN)" if are_missing else "infinite or missing (NaN)"
        raise SkipPlot(f"there is nothing to see: all values are {kinds}")


def _is_finite(array: xr.DataArray) -> bool:
    return bool(np.isfinite(array.data).any())


def without_infinite(data: Any) -> Any:
    """Replace infinite values, which have no bin in a histogram, by missing ones.

    Parameters
    ----------
    data
        The labeled array or dataset.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        The data; a warning states how many values are left out.

    Raises
    ------
    SkipPlot
        If nothing remains.
    """
    if not isinstance(data, xr.DataArray) or data.dtype.kind != "f":
        return data
    is_infinite = data.copy(data=np.isinf(data.values))
    if not is_infinite.any():
        return data
    log.warning("hist: %s left out", pluralize(int(is_infinite.sum()), "infinite value"))
    data = data.where(~is_infinite)
    skip_nothing(data)
    return data


def resolve_col_wrap(data: LabeledData, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Replace a `col_wrap` of ``auto`` or ``square`` with a number of columns.

    Parameters
    ----------
    data
        The labeled array or dataset.
    arguments
        The arguments of the plot.

    Returns
    -------
    dict
        The arguments, without `col_wrap` if all axes stay in one row, or a dimension stands for
        `row`.

    Raises
    ------
    PlotError
        If `col_wrap` is any other string.
    """
    resolved = dict(arguments)
    wrap = resolved.get("col_wrap")
    if not isinstance(wrap, str):
        if wrap is not None and resolved.get("row"):
            log.warning("col_wrap: is ignored, as %s stands for `row`.", resolved["row"])
            del resolved["col_wrap"]
        return resolved
    if wrap not in ("auto", "square"):
        raise PlotError(f"col_wrap: takes a number, 'auto' or 'square'; found {wrap!r}.")
    del resolved["col_wrap"]
    if resolved.get("col") and not resolved.get("row"):
        count = data.sizes[resolved["col"]]
        columns = ideal_col_wrap(count, fill_last_row=wrap == "auto")
        if columns is not None:
            resolved["col_wrap"] = columns
    return resolved


def describe_sizes(data: LabeledData) -> str:
    """Return a description of the dimensions and their sizes for messages.

    Parameters
    ----------
    data
        The labeled array or dataset.

    Returns
    -------
    str
        The dimensions, such as ``time (8), seed (3)``, or ``none``.
    """
    return ", ".join(f"{dim} ({size})" for dim, size in data.sizes.items()) or "none"


def _missing_dimension(argument: str, dim: str, data: LabeledData) -> str:
    variables = [str(name) for name in data.data_vars] if isinstance(data, xr.Dataset) else []
    others = f" and the variables {', '.join(variables)}" if variables else ""
    near = suggest(dim, [*data.dims, *data.coords, *variables], limit=0)
    return (
        f"{argument}: there is no {dim!r} in the data; there are the dimensions "
        f"{describe_sizes(data)}{others}. {near}"
    ).rstrip()
