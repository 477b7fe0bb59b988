"""Read the values of HDF5 datasets and attributes as arrays that can be stored."""

from __future__ import annotations

from typing import Any

import h5py
import numpy as np
from h5py import h5a, h5d, h5i, h5s, h5t

from paraverse.errors import LoadError
from paraverse.load.hdf5.file import reason
from paraverse.load.hdf5.links import Links
from paraverse.load.hdf5.storage import check_place, check_size, missing_filter
from paraverse.load.registry import Report

_BOOKKEEPING = {"REFERENCE_LIST", "DIMENSION_LIST", "DIMENSION_LABELS", "_Netcdf4Dimid",
                "_Netcdf4Coordinates", "_NCProperties", "_nc3_strict"}  # fmt: skip
_OF_SCALES = {"CLASS", "NAME"}

_MOST_PADDING = 100
"""Values in padded rows for one in a row, where that is many."""


def read_values(dataset: h5d.DatasetID, links: Links, report: Report) -> np.ndarray:
    """Read a dataset.

    Parameters
    ----------
    dataset
        The dataset.
    links
        Opens the sources of virtual datasets.
    report
        Is called with what was changed to make the values storable.

    Returns
    -------
    numpy.ndarray
        Of the dataset's shape and type; texts are `str` objects. Rows of different length are
        filled up with NaN, behind which integers are float64. An empty dataset has shape (0,).

    Raises
    ------
    LoadError
        If the values cannot be stored, or if they are out of reach or more than the file can
        hold. h5py's own errors if they are broken.
    """
    dtype = dataset.dtype
    if dtype.kind in "iufcb" and dataset.get_offset() is not None:
        # The usual case: numbers in one piece, in this file
        shape = dataset.shape
        check_size(shape, dtype, dataset)
        values = np.empty(shape, dtype)
        dataset.read(h5s.ALL, h5s.ALL, values)
        return values
    if dataset.shape is None:
        return np.empty(0, object if h5py.check_string_dtype(dtype) else dtype)
    check_place(dataset, links)
    check_size(dataset.shape, dtype, dataset)
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
    return _plain(values, report)


def read_attributes(item: h5i.ObjectID, report: Report) -> dict[str, Any]:
    """Read the attributes of a group or dataset, but for the bookkeeping of dimension scales.

    Parameters
    ----------
    item
        The group or dataset.
    report
        Is called with a sentence for each attribute that is left out.

    Returns
    -------
    dict of str
        NumPy scalars and arrays; texts are `str`, or arrays of `str` objects.
    """
    attributes: dict[str, Any] = {}
    try:
        count = h5a.get_num_attrs(item)
    except Exception as error:  # a broken part may raise anything
        report(f"its attributes cannot be read: {reason(error)}")
        return {}
    for index in range(count):
        name = f"number {index}"
        try:
            attribute = h5a.open(item, index=index)
            name = attribute.name.decode("utf-8", "backslashreplace")
            if name not in _BOOKKEEPING:
                attributes[name] = _attribute(attribute)
        except Exception as error:
            report(f"attribute {name}: {reason(error)}")
    if attributes.get("CLASS") == "DIMENSION_SCALE":
        return {name: value for name, value in attributes.items() if name not in _OF_SCALES}
    return attributes


def _attribute(attribute: h5a.AttrID) -> Any:
    dtype = attribute.dtype
    if attribute.get_space().get_simple_extent_type() == h5s.NULL:
        return "" if h5py.check_string_dtype(dtype) else np.empty(0, dtype)
    _check_type(dtype)
    values = np.zeros(attribute.shape, dtype)
    attribute.read(values, h5t.py_create(dtype))
    return _plain(values, report=lambda text: None)[()]


def _check_type(dtype: np.dtype) -> None:
    """Refuse types that cannot be stored before reading them."""
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
        raise LoadError("holds opaque bytes, not numbers or texts")
    rows = h5py.check_vlen_dtype(dtype)
    if rows is not None and np.dtype(rows).kind not in "iufcb":
        raise LoadError("has rows of different length that are not of numbers")


def _plain(values: np.ndarray, report: Report) -> np.ndarray:
    dtype = values.dtype
    if dtype.names and any(dtype[name].base.kind in "OS" for name in dtype.names):
        return _with_plain_fields(values, report)
    if h5py.check_string_dtype(dtype):
        return _texts(values, report)
    if h5py.check_vlen_dtype(dtype):
        return _rows(values, np.dtype(h5py.check_vlen_dtype(dtype)))
    return values


def _with_plain_fields(values: np.ndarray, report: Report) -> np.ndarray:
    """A record's texts have a fixed length: records with objects in them cannot be stored."""
    fields = {name: _plain(values[name], report) for name in values.dtype.names or ()}
    fields = {n: f.astype(str) if f.dtype.kind == "O" else f for n, f in fields.items()}
    types = [(name, f.dtype, f.shape[values.ndim :]) for name, f in fields.items()]
    records = np.empty(values.shape, types)
    for name, field in fields.items():
        records[name] = field
    return records


def _texts(values: np.ndarray, report: Report) -> np.ndarray:
    found = [bytes(item) for item in values.ravel().tolist()]
    texts = [item.decode("utf-8", "replace") for item in found]
    broken = sum(text.encode() != item for text, item in zip(texts, found, strict=True))
    if broken:
        report(f"{broken} of {len(texts)} texts are not UTF-8; what is not is replaced by \ufffd")
    return np.array(texts, object).reshape(values.shape)


def _rows(values: np.ndarray, dtype: np.dtype) -> np.ndarray:
    rows = values.ravel()
    lengths = {len(row) for row in rows}
    longest, total = max(lengths, default=0), sum(map(len, rows))
    if len(lengths) > 1:
        if dtype.kind == "b" or (dtype.kind in "iu" and not _exact_as_float(rows)):
            raise LoadError(f"has rows of different length of {dtype}, which has no NaN")
        dtype = np.dtype("f8") if dtype.kind in "iu" else dtype
    size = rows.size * longest
    if size > 2**20 and size > _MOST_PADDING * total:
        raise LoadError(f"has rows of very different length, up to {longest}")
    padded = np.full((rows.size, longest), np.nan if len(lengths) > 1 else 0, dtype)
    for row, filled in zip(rows, padded, strict=True):
        filled[: len(row)] = row
    return padded.reshape(*values.shape, longest)


def _exact_as_float(rows: np.ndarray) -> bool:
    return all(abs(int(end)) <= 2**53 for row in rows if len(row) for end in (row.min(), row.max()))
