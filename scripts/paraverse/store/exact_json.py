"""Write Python and NumPy values as JSON, and read them back without loss.

Values of JSON types are written unchanged. Everything else becomes a mapping with a single key,
which names the type.
"""

from __future__ import annotations

import base64
import datetime
import json
import math
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from paraverse.store.dtypes import dtype_from_json, dtype_to_json
from paraverse.yaml_io.placeholders import Tag


def to_json(value: Any) -> Any:
    """Convert a value to one that `json.dumps` accepts.

    Parameters
    ----------
    value
        None, a number, string, date, time, slice or range, or bytes; a date of another calendar
        (`cftime.datetime`); a list, tuple or mapping of these; a NumPy array or scalar;
        `h5py.Empty`; or a tag of a transformation.

    Returns
    -------
    object
        Nested lists and dictionaries with string keys; floats are finite.

    Raises
    ------
    TypeError
        For any other type.

    Examples
    --------
    >>> to_json({"seed": 3, "sizes": (0.1, 1j)})
    {'mapping': [['seed', 3], ['sizes', {'tuple': [0.1, {'complex': [0.0, 1.0]}]}]]}
    """
    match value:
        case np.generic():
            return {"scalar": _array_to_json(np.asarray(value))}
        case np.ma.MaskedArray():
            raise TypeError("masked arrays cannot be stored")
        case np.ndarray():
            return {"array": _array_to_json(value)}
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else {"float": repr(value)}
        case complex():
            return {"complex": [to_json(value.real), to_json(value.imag)]}
        case bytes():
            return {"bytes": base64.b64encode(value).decode()}
        case datetime.datetime():
            return {"datetime": value.isoformat()}
        case datetime.date():
            return {"date": value.isoformat()}
        case list():
            return [to_json(item) for item in value]
        case tuple():
            return {"tuple": [to_json(item) for item in value]}
        case slice() | range():
            arguments = [value.start, value.stop, value.step]
            return {type(value).__name__: [to_json(argument) for argument in arguments]}
        case Mapping():
            return {"mapping": [[to_json(key), to_json(item)] for key, item in value.items()]}
        case Tag():
            return {"tag": value.name}
    # No need to import packages: if there is a value of its type, it has been imported already
    if (cftime := sys.modules.get("cftime")) and isinstance(value, cftime.datetime):
        date = value.year, value.month, value.day
        time = value.hour, value.minute, value.second, value.microsecond
        return {"cftime": [value.calendar, value.has_year_zero, *date, *time]}
    if (h5py := sys.modules.get("h5py")) and isinstance(value, h5py.Empty):
        return {"empty": dtype_to_json(value.dtype)}
    raise TypeError(f"values of type {type(value).__name__} cannot be stored")


def from_json(value: Any) -> Any:
    """Convert a value from `to_json` back to the original.

    Parameters
    ----------
    value
        A value as `json.loads` returns it.

    Returns
    -------
    object
        The value that was passed to `to_json`; mappings are dictionaries.
    """
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if isinstance(value, dict):
        ((kind, content),) = value.items()
        return _READERS[kind](content)
    return value


def plain_bytes(values: np.ndarray) -> bytes:
    """Return the bytes of an array of numbers, strings of fixed length, or void types.

    Parameters
    ----------
    values
        The array, whose dtype must not be object.

    Returns
    -------
    bytes
        Its bytes in C order. Unused bytes of extended precision are zero, so that equal values
        have equal bytes.
    """
    if values.dtype.char in "gG" and np.finfo(np.longdouble).nmant == 63:
        native = np.ascontiguousarray(values.astype(values.dtype.newbyteorder("=")))
        raw = native.view("u1").reshape(-1, np.dtype(np.longdouble).itemsize).copy()
        raw[:, 10:] = 0
        return raw.reshape(-1).view(native.dtype).astype(values.dtype).tobytes()
    return values.tobytes()


def exact_bytes(values: np.ndarray) -> bytes:
    """Return bytes that distinguish an array from all others of the same dtype and shape.

    Parameters
    ----------
    values
        Any array that `to_json` accepts.

    Returns
    -------
    bytes
        Bytes that are equal for two arrays if and only if all values are identical to the last
        bit; padding in records is ignored.
    """
    if values.dtype.hasobject or values.dtype.names:
        return json.dumps(to_json(values)).encode()
    return plain_bytes(values)


def to_object_array(items: Iterable[Any], shape: Sequence[int]) -> np.ndarray:
    """Return an array of objects, even if these are sequences.

    Parameters
    ----------
    items
        The objects: as many as an array of this shape has elements.
    shape
        Shape of the array.

    Returns
    -------
    numpy.ndarray
        Array of dtype object.

    Examples
    --------
    >>> to_object_array([[1, 2], "a"], (2,))
    array([list([1, 2]), 'a'], dtype=object)
    """
    flat = np.empty(math.prod(shape), dtype=object)
    for index, item in enumerate(items):
        flat[index] = item
    return flat.reshape(shape)


def _array_to_json(array: np.ndarray) -> dict[str, Any]:
    description = {"dtype": dtype_to_json(array.dtype), "shape": list(array.shape)}
    if array.dtype.names:
        fields = [_array_to_json(np.asarray(array[name])) for name in array.dtype.names]
        return {**description, "parts": fields}
    if array.dtype.hasobject:
        items = array.ravel().tolist()
        if not all(type(item) is str for item in items):  # to_json returns strings as they are
            items = [to_json(item) for item in items]
        return {**description, "items": items}
    return {**description, "bytes": base64.b64encode(plain_bytes(array)).decode()}


def _array_from_json(content: dict[str, Any]) -> np.ndarray:
    shape, dtype = content["shape"], dtype_from_json(content["dtype"])
    if "items" in content:
        return to_object_array(map(from_json, content["items"]), shape).astype(dtype)
    array = np.zeros(shape, dtype)
    if "parts" in content:
        for name, values in zip(dtype.names or (), content["parts"], strict=True):
            array[name] = _array_from_json(values)
    elif array.nbytes:
        raw = np.frombuffer(base64.b64decode(content["bytes"]), "u1")
        array.reshape(-1).view("u1")[...] = raw
    return array


def _cftime(content: Any) -> Any:
    from paraverse.store.calendars import date_from_json  # here, for start-up time

    return date_from_json(content)


def _empty(content: Any) -> Any:
    import h5py  # here, for start-up time: such values are rare

    return h5py.Empty(dtype_from_json(content))


_READERS: dict[str, Callable[[Any], Any]] = {
    "array": _array_from_json,
    "bytes": base64.b64decode,
    "cftime": _cftime,
    "complex": lambda numbers: complex(*map(from_json, numbers)),
    "date": datetime.date.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
    "empty": _empty,
    "float": float,
    "mapping": lambda pairs: {from_json(key): from_json(item) for key, item in pairs},
    "range": lambda arguments: range(*map(from_json, arguments)),
    "scalar": lambda content: _array_from_json(content)[()],
    "slice": lambda arguments: slice(*map(from_json, arguments)),
    "tag": Tag,
    "tuple": lambda items: tuple(map(from_json, items)),
}
