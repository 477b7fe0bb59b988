"""Read the values of HDF5 datasets and attributes as arrays that can be stored."""

from __future__ import annotations

from typing import Any

import h5py
import numpy as np
from h5py import h5a, h5d, h5i, h5s, h5t

from paraverse.errors import LoadError
from paraverse.load.hdf5.file import short_message
from paraverse.load.hdf5.filters import missing_filter
from paraverse.load.hdf5.links import LinkResolver
from paraverse.load.hdf5.storage import check_size, check_sources
from paraverse.load.report import Report

_BOOKKEEPING = {"REFERENCE_LIST", "DIMENSION_LIST", "DIMENSION_LABELS", "_Netcdf4Dimid",
                "_Netcdf4Coordinates", "_NCProperties", "_nc3_strict"}  # fmt: skip
"""Attributes that relate datasets in HDF5 and netCDF-4; they are meaningless outside the file."""

_SCALE_BOOKKEEPING = {"CLASS", "NAME"}
"""Attributes of the same kind that have this meaning only in dimension scales."""

_MAX_PADDING = 100
"""Largest ratio of values after padding to values before, unless there are only a few values."""


def read_values(dataset: h5d.DatasetID, links: LinkResolver, report: Report) -> np.ndarray:
    """Read the values of a dataset.

    Parameters
    ----------
    dataset
        The dataset.
    links
        Opens the sources of virtual datasets.
    report
        Called with a message for each change that is necessary to store the values.

    Returns
    -------
    numpy.ndarray
        Array with the shape and type of the dataset; strings are `str` objects. Rows of different
        lengths are padded with NaN at the end, and any integers in them are converted to float64.
        An empty (null) dataset has shape (0,).

    Raises
    ------
    LoadError
        If the values cannot be stored, if they are in files that are missing or may not be read,
        or if there are more values than the file can hold. If values are broken, h5py raises
        errors of other types.
    """
    dtype = dataset.dtype
    if dtype.kind in "iufcb" and dataset.get_offset() is not None:
        # The usual case: contiguous numbers in this file
        shape = dataset.shape
        check_size(shape, dtype, dataset, links)
        values = np.empty(shape, dtype)
        dataset.read(h5s.ALL, h5s.ALL, values)
        return values
    if dataset.shape is None:
        return np.empty(0, object if h5py.check_string_dtype(dtype) else dtype)
    check_sources(dataset, links)
    check_size(dataset.shape, dtype, dataset, links)
    values = np.zeros(dataset.shape, dtype)

    def read() -> None:
        dataset.read(h5s.ALL, h5s.ALL, values, h5t.py_create(dtype))

    _check_type(dtype)
    try:
        read()
    except OSError:
        missing = missing_filter(dataset)
        if missing:
            raise LoadError(f"needs the HDF5 filter {missing}; see PyPI's hdf5plugin") from None
        read()
    return _to_plain(values, report)


def read_attributes(item: h5i.ObjectID, report: Report) -> dict[str, Any]:
    """Read the attributes of a group or dataset, except for the bookkeeping of dimension scales.

    Parameters
    ----------
    item
        The group or dataset.
    report
        Called with a message for each attribute that is left out.

    Returns
    -------
    dict of str
        NumPy scalars and arrays by name; strings are `str`, or arrays of `str` objects.
    """
    attributes: dict[str, Any] = {}
    encoded_names: list[bytes] = []
    try:
        # Opening attributes by index takes a time quadratic in their number
        h5a.iterate(item, encoded_names.append)
    except Exception as error:  # broken attributes may raise anything
        report(f"its attributes cannot be read: {short_message(error)}")
    for encoded_name in encoded_names:
        name = encoded_name.decode("utf-8", "backslashreplace")
        try:
            if name not in _BOOKKEEPING:
                attributes[name] = _read_attribute(h5a.open(item, encoded_name))
        except Exception as error:
            report(f"attribute {name}: {short_message(error)}")
    if attributes.get("CLASS") == "DIMENSION_SCALE":
        return {name: value for name, value in attributes.items() if name not in _SCALE_BOOKKEEPING}
    return attributes


def _read_attribute(attribute: h5a.AttrID) -> Any:
    dtype = attribute.dtype
    if attribute.get_space().get_simple_extent_type() == h5s.NULL:
        return "" if h5py.check_string_dtype(dtype) else np.empty(0, dtype)
    _check_type(dtype)
    values = np.zeros(attribute.shape, dtype)
    attribute.read(values, h5t.py_create(dtype))
    return _to_plain(values, report=lambda _: None)[()]


def _check_type(dtype: np.dtype) -> None:
    """Raise an error for types that cannot be stored, before any values are read."""
    if dtype.names:
        for name in dtype.names:
            _check_type(dtype[name])
        return
    dtype = dtype.base
    if h5py.check_string_dtype(dtype):
        return
    if h5py.check_ref_dtype(dtype):
        raise LoadError("holds references, which mean nothing outside of the file")
    if dtype.kind == "V":
        raise LoadError("holds opaque bytes, not numbers or strings")
    rows = h5py.check_vlen_dtype(dtype)
    if rows is not None and np.dtype(rows).kind not in "iufcb":
        raise LoadError("has rows of different lengths that are not numbers")


def _to_plain(values: np.ndarray, report: Report) -> np.ndarray:
    dtype = values.dtype
    if dtype.names and any(dtype[name].base.kind in "OS" for name in dtype.names):
        return _records_to_plain(values, report)
    if h5py.check_string_dtype(dtype):
        return _decode_strings(values, report)
    if h5py.check_vlen_dtype(dtype):
        return _pad_rows(values, np.dtype(h5py.check_vlen_dtype(dtype)))
    return values


def _records_to_plain(values: np.ndarray, report: Report) -> np.ndarray:
    """Convert the fields of records; strings get a fixed length, as objects cannot be stored."""
    fields = {name: _to_plain(values[name], report) for name in values.dtype.names or ()}
    fields = {n: f.astype(str) if f.dtype.kind == "O" else f for n, f in fields.items()}
    types = [(name, f.dtype, f.shape[values.ndim :]) for name, f in fields.items()]
    records = np.empty(values.shape, types)
    for name, field in fields.items():
        records[name] = field
    return records


def _decode_strings(values: np.ndarray, report: Report) -> np.ndarray:
    encoded = [bytes(item) for item in values.ravel().tolist()]
    strings = [item.decode("utf-8", "replace") for item in encoded]
    invalid = sum(string.encode() != item for string, item in zip(strings, encoded, strict=True))
    if invalid:
        report(
            f"{invalid} of {len(strings)} strings are not valid UTF-8; invalid bytes are replaced "
            "by \ufffd"
        )
    return np.array(strings, object).reshape(values.shape)


def _pad_rows(values: np.ndarray, dtype: np.dtype) -> np.ndarray:
    rows = values.ravel()
    lengths = {len(row) for row in rows}
    longest, total = max(lengths, default=0), sum(map(len, rows))
    if len(lengths) > 1:
        if dtype.kind == "b" or (dtype.kind in "iu" and not _exact_as_float(rows)):
            raise LoadError(f"has rows of different lengths of {dtype}, which has no NaN")
        dtype = np.dtype("f8") if dtype.kind in "iu" else dtype
    size = rows.size * longest
    if size > 2**20 and size > _MAX_PADDING * total:
        raise LoadError(f"has rows of very different lengths, up to {longest}")
    padded = np.full((rows.size, longest), np.nan if len(lengths) > 1 else 0, dtype)
    for row, target in zip(rows, padded, strict=True):
        target[: len(row)] = row
    return padded.reshape(*values.shape, longest)


def _exact_as_float(rows: np.ndarray) -> bool:
    return all(abs(int(end)) <= 2**53 for row in rows if len(row) for end in (row.min(), row.max()))
