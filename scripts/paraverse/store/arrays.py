"""Encode NumPy arrays as arrays that netCDF can hold, and decode them, without loss."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from paraverse.store.calendars import (
    Calendar,
    dates_to_numbers,
    find_calendar,
    is_calendar,
    numbers_to_dates,
)
from paraverse.store.exact_json import from_json, plain_bytes, to_json, to_object_array

Encoding = Literal["number", "bool", "time", "complex", "chars", "text", "json", "bytes"] | Calendar
"""Ways to store values.

number
    Unchanged, in the byte order of the machine; float16 as float32, and extended precision as
    float64 if no digits are lost.
bool
    As int8.
time
    As int64, in the unit of the dtype.
complex
    As floats, with one more dimension of length two: real and imaginary part.
chars
    Fixed-length byte strings, as characters with one more dimension.
text
    As strings.
json
    Each value as a JSON string: objects of any kind, and strings that netCDF would truncate.
bytes
    As bytes, with one more dimension: void types, and extended precision where float64 loses
    digits.
the name of a calendar
    As int64: dates of the calendar (`cftime.datetime`), in microseconds.
"""

_WIDER = {"e": "f4", "g": "f8", "G": "c16"}
"""Types that netCDF lacks, and the types that may hold their values."""


def find_encoding(arrays: Sequence[np.ndarray]) -> Encoding:
    """Choose a lossless encoding, if possible one that other programs can read.

    Parameters
    ----------
    arrays
        At least one array. All must have the same dtype, which must not be that of records.

    Returns
    -------
    str
        The encoding.
    """
    dtype = arrays[0].dtype
    if dtype.char in _WIDER and not all(_can_widen(array) for array in arrays):
        return "bytes"
    if dtype.kind in "UO":
        if all(_all_clean(array) for array in arrays):
            return "text"
        return find_calendar(arrays) or "json"
    encodings: dict[str, Encoding] = {"b": "bool", "m": "time", "M": "time", "c": "complex",
                                      "S": "chars", "V": "bytes"}  # fmt: skip
    return encodings.get(dtype.kind, "number")


def encode(values: np.ndarray, encoding: Encoding) -> np.ndarray:
    """Encode an array as one that netCDF can hold.

    Parameters
    ----------
    values
        The array, which must not consist of records.
    encoding
        An encoding that `find_encoding` returns for it.

    Returns
    -------
    numpy.ndarray
        Array of shape ``values.shape + added_shape(values.dtype, encoding)``; strings have the
        dtype object. It may share memory with `values`.
    """
    if encoding == "text":
        return values.astype(object)
    if encoding == "json":
        strings = (json.dumps(to_json(item)) for item in values.ravel().tolist())
        return to_object_array(strings, values.shape)
    if encoding == "bytes":
        raw = np.frombuffer(plain_bytes(values), "u1")
        return raw.reshape(values.shape + added_shape(values.dtype, encoding))
    if is_calendar(encoding):
        return dates_to_numbers(values, encoding)
    dtype = values.dtype
    stored_dtype = np.dtype(_WIDER.get(dtype.char, dtype.newbyteorder("=")))
    native = values.astype(stored_dtype, order="C", copy=False)
    if encoding == "bool":
        return native.view("i1")
    if encoding == "time":
        return native.view("i8")
    if encoding == "complex":
        return native[..., np.newaxis].view(f"f{stored_dtype.itemsize // 2}")
    if encoding == "chars":
        return native[..., np.newaxis].view("S1")
    return native


def is_dask_array(values: Any) -> bool:
    """Tell whether an array is a dask array.

    Parameters
    ----------
    values
        Any array.

    Returns
    -------
    bool
        Whether it is a dask array. This is determined without importing dask.
    """
    return hasattr(values, "__dask_graph__")


def encode_chunks(values: Any, encoding: Encoding) -> Any:
    """Encode a dask array chunk by chunk.

    Parameters
    ----------
    values
        The dask array; `is_encoded_by_dtype` must hold for its dtype.
    encoding
        Its encoding.

    Returns
    -------
    dask.array.Array
        The encoded array, which is not computed yet.
    """
    encoded = encode(np.empty((0,) * values.ndim, values.dtype), encoding)
    added = [(size,) for size in added_shape(values.dtype, encoding)]
    return values.map_blocks(
        encode,
        encoding,
        chunks=(*values.chunks, *added),
        new_axis=list(range(values.ndim, values.ndim + len(added))),
        meta=encoded,
    )


def is_encoded_by_dtype(dtype: np.dtype[Any]) -> bool:
    """Tell whether the encoding of arrays of a dtype does not depend on their values.

    Parameters
    ----------
    dtype
        The dtype.

    Returns
    -------
    bool
        True for numbers and booleans that netCDF can hold, and for complex numbers of these.
    """
    return dtype.kind in "biufc" and dtype.char not in _WIDER and not dtype.metadata


def added_shape(dtype: np.dtype[Any], encoding: Encoding) -> tuple[int, ...]:
    """Return the dimensions that an encoding appends to the shape of an array.

    Parameters
    ----------
    dtype
        The dtype before encoding.
    encoding
        The encoding.

    Returns
    -------
    tuple of int
        Lengths of the appended dimensions: none or one.
    """
    match encoding:
        case "complex":
            return (2,)
        case "chars" | "bytes":
            return (dtype.itemsize,)
        case _:
            return ()


def decode(stored: np.ndarray, dtype: np.dtype[Any], encoding: Encoding) -> np.ndarray:
    """Decode an array that `encode` encoded.

    Parameters
    ----------
    stored
        The array as netCDF holds it.
    dtype
        The dtype before encoding.
    encoding
        The encoding.

    Returns
    -------
    numpy.ndarray
        The array before encoding. It may share memory with `stored`.
    """
    match encoding:
        case "bytes" | "chars":
            values = np.ascontiguousarray(stored).view(dtype)[..., 0]
        case "json":
            items = (from_json(json.loads(item)) for item in stored.ravel())
            values = to_object_array(items, stored.shape)
        case "bool":
            values = stored.view("?")
        case "time":
            values = stored.view(dtype.newbyteorder("="))
        case "complex":
            complex_dtype = np.dtype(f"c{2 * stored.dtype.itemsize}")
            values = np.ascontiguousarray(stored).view(complex_dtype)[..., 0]
        case "number" | "text":
            values = stored
        case calendar:
            values = numbers_to_dates(stored, calendar)
    return values.astype(dtype, copy=False).view(dtype)  # the view adds metadata of the dtype


def is_clean(string: str) -> bool:
    """Tell whether netCDF can hold a string without truncating it.

    Parameters
    ----------
    string
        The string.

    Returns
    -------
    bool
        False if the string contains a null character or half of a surrogate pair.
    """
    if "\0" in string:
        return False
    try:
        string.encode()
    except UnicodeEncodeError:
        return False
    return True


def _can_widen(array: np.ndarray) -> bool:
    with np.errstate(over="ignore"):
        wider = array.astype(_WIDER[array.dtype.char])
    back = wider.astype(array.dtype)
    return all(
        np.array_equal(one, other, equal_nan=True)
        and np.array_equal(np.signbit(one), np.signbit(other))
        for one, other in [(array.real, back.real), (array.imag, back.imag)]
    )


def _all_clean(array: np.ndarray) -> bool:
    items = array.ravel().tolist()
    return all(type(item) is str for item in items) and is_clean("".join(items))
