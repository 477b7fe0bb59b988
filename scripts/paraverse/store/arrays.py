"""NumPy arrays as arrays that netCDF can hold and back, without loss."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from paraverse.store.exact_json import from_json, objects, plain_bytes, to_json

Encoding = Literal["number", "bool", "time", "complex", "chars", "text", "json", "bytes"]
"""How values are held.

number
    As they are, in the byte order of the machine; float16 as float32, extended precision as
    float64 if no digit is lost by it.
bool
    As int8.
time
    The count of the unit, as int64.
complex
    One more dimension of two: real and imaginary part.
chars
    Byte strings of fixed length: one more dimension of characters.
text
    As strings.
json
    Each value as a string of JSON: objects of any kind, and texts that netCDF would cut.
bytes
    One more dimension of the bytes of each value.
"""

_WIDER = {"e": "f4", "g": "f8", "G": "c16"}
"""Types that netCDF lacks, and those that may hold their values."""


def find_encoding(arrays: Sequence[np.ndarray]) -> Encoding:
    """Choose an encoding that loses nothing, and that others can read if there is one.

    Parameters
    ----------
    arrays
        At least one, all of one dtype, which is not that of records.
    """
    dtype = arrays[0].dtype
    if dtype.char in _WIDER and not all(_can_widen(array) for array in arrays):
        return "bytes"
    if dtype.kind in "UO":
        return "text" if all(_all_clean(array) for array in arrays) else "json"
    encodings: dict[str, Encoding] = {"b": "bool", "m": "time", "M": "time", "c": "complex",
                                      "S": "chars", "V": "bytes"}  # fmt: skip
    return encodings.get(dtype.kind, "number")


def encode(values: np.ndarray, encoding: Encoding) -> np.ndarray:
    """Turn an array into one that netCDF can hold.

    Returns
    -------
    numpy.ndarray
        Of shape ``values.shape + added_shape(values.dtype, encoding)``; strings as objects.
    """
    if encoding == "text":
        return values.astype(object)
    if encoding == "json":
        return objects(
            (json.dumps(to_json(item)) for item in values.ravel().tolist()), values.shape
        )
    if encoding == "bytes":
        raw = np.frombuffer(plain_bytes(values), "u1")
        return raw.reshape(values.shape + added_shape(values.dtype, encoding))
    dtype = values.dtype
    held = np.dtype(_WIDER.get(dtype.char, dtype.newbyteorder("=")))
    native = values.astype(held, order="C", copy=False)
    if encoding == "bool":
        return native.view("i1")
    if encoding == "time":
        return native.view("i8")
    if encoding == "complex":
        return native[..., np.newaxis].view(f"f{held.itemsize // 2}")
    if encoding == "chars":
        return native[..., np.newaxis].view("S1")
    return native


def is_lazy(values: Any) -> bool:
    """Tell whether an array is of dask."""
    return hasattr(values, "__dask_graph__")


def encode_chunks(values: Any, encoding: Encoding) -> Any:
    """Encode an array of dask, chunk by chunk; `is_encoded_by_type` must hold for its dtype."""
    encoded = encode(np.empty((0,) * values.ndim, values.dtype), encoding)
    added = [(size,) for size in added_shape(values.dtype, encoding)]
    return values.map_blocks(
        encode,
        encoding,
        chunks=(*values.chunks, *added),
        new_axis=list(range(values.ndim, values.ndim + len(added))),
        meta=encoded,
    )


def is_encoded_by_type(dtype: np.dtype[Any]) -> bool:
    """Tell whether how values are held does not depend on what they are."""
    return dtype.kind in "biufc" and dtype.char not in _WIDER and not dtype.metadata


def added_shape(dtype: np.dtype[Any], encoding: Encoding) -> tuple[int, ...]:
    """Return the shape that `encode` puts behind that of the array."""
    match encoding:
        case "complex":
            return (2,)
        case "chars" | "bytes":
            return (dtype.itemsize,)
        case _:
            return ()


def decode(stored: np.ndarray, dtype: np.dtype[Any], encoding: Encoding) -> np.ndarray:
    """Turn what netCDF held into the array that it was.

    Returns
    -------
    numpy.ndarray
        It may share memory with `stored`.
    """
    match encoding:
        case "bytes" | "chars":
            values = np.ascontiguousarray(stored).view(dtype)[..., 0]
        case "json":
            read = (from_json(json.loads(item)) for item in stored.ravel())
            values = objects(read, stored.shape)
        case "bool":
            values = stored.view("?")
        case "time":
            values = stored.view(dtype.newbyteorder("="))
        case "complex":
            held = np.dtype(f"c{2 * stored.dtype.itemsize}")
            values = np.ascontiguousarray(stored).view(held)[..., 0]
        case _:
            values = stored
    return values.astype(dtype, copy=False).view(dtype)  # the view: a dtype may have metadata


def _can_widen(array: np.ndarray) -> bool:
    with np.errstate(over="ignore"):
        wider = array.astype(_WIDER[array.dtype.char])
    back = wider.astype(array.dtype)
    parts = [(array.real, back.real), (array.imag, back.imag)]
    return all(
        np.array_equal(one, other, equal_nan=True)
        and np.array_equal(np.signbit(one), np.signbit(other))
        for one, other in parts
    )


def is_clean(text: str) -> bool:
    """Tell whether netCDF holds a text to its end: without nulls and halves of characters."""
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _all_clean(array: np.ndarray) -> bool:
    items = array.ravel().tolist()
    return all(type(item) is str for item in items) and is_clean("".join(items))
