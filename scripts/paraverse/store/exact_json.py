"""Values of Python and NumPy as JSON and back, without loss.

What JSON has stands for itself; everything else is a mapping with one key that says what it is.
"""

from __future__ import annotations

import base64
import datetime
import math
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from paraverse.store.dtypes import dtype_from_json, dtype_to_json


def to_json(value: Any) -> Any:
    """Turn a value into one that `json.dumps` takes.

    Parameters
    ----------
    value
        None, numbers, texts, bytes, dates and times, slices and ranges; these in lists, tuples
        and mappings; arrays and scalars of NumPy, `h5py.Empty`; tags of transformations.

    Raises
    ------
    TypeError
        For anything else.

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
            parts = [value.start, value.stop, value.step]
            return {type(value).__name__: [to_json(part) for part in parts]}
        case Mapping():
            return {"mapping": [[to_json(key), to_json(item)] for key, item in value.items()]}
    # Modules need not be imported for this: who has a value of one has imported it
    if (h5py := sys.modules.get("h5py")) and isinstance(value, h5py.Empty):
        return {"empty": dtype_to_json(value.dtype)}
    placeholders = sys.modules.get("paraverse.yaml_io.placeholders")
    if placeholders and isinstance(value, placeholders.Tag):
        return {"tag": value.name}
    raise TypeError(f"values of type {type(value).__name__} cannot be stored")


def from_json(value: Any) -> Any:
    """Read what `to_json` wrote."""
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if isinstance(value, dict):
        ((kind, content),) = value.items()
        return _READERS[kind](content)
    return value


def plain_bytes(values: np.ndarray) -> bytes:
    """Return the bytes of an array, the same for the same values.

    The unused bytes of extended precision are set to zero.
    """
    if values.dtype.char in "gG" and np.finfo(np.longdouble).nmant == 63:
        native = np.ascontiguousarray(values.astype(values.dtype.newbyteorder("=")))
        raw = native.view("u1").reshape(-1, np.dtype(np.longdouble).itemsize).copy()
        raw[:, 10:] = 0
        return raw.reshape(-1).view(native.dtype).astype(values.dtype).tobytes()
    return values.tobytes()


def _array_to_json(array: np.ndarray) -> dict[str, Any]:
    described = {"dtype": dtype_to_json(array.dtype), "shape": list(array.shape)}
    if array.dtype.names:
        parts = [_array_to_json(np.asarray(array[name])) for name in array.dtype.names]
        return {**described, "parts": parts}
    if array.dtype.hasobject:
        return {**described, "items": [to_json(item) for item in array.ravel().tolist()]}
    return {**described, "bytes": base64.b64encode(plain_bytes(array)).decode()}


def _array_from_json(content: dict[str, Any]) -> np.ndarray:
    shape, dtype = content["shape"], dtype_from_json(content["dtype"])
    if "items" in content:
        return objects(map(from_json, content["items"]), shape).astype(dtype)
    array = np.zeros(shape, dtype)
    if "parts" in content:
        for name, part in zip(dtype.names or (), content["parts"], strict=True):
            array[name] = _array_from_json(part)
    elif array.nbytes:
        raw = np.frombuffer(base64.b64decode(content["bytes"]), "u1")
        array.reshape(-1).view("u1")[...] = raw
    return array


def objects(items: Iterable[Any], shape: Sequence[int]) -> np.ndarray:
    """Make an array of objects, whatever they are.

    Examples
    --------
    >>> objects([[1, 2], "a"], (2,))
    array([list([1, 2]), 'a'], dtype=object)
    """
    flat = np.empty(math.prod(shape), dtype=object)
    for index, item in enumerate(items):
        flat[index] = item
    return flat.reshape(shape)


def _empty(content: Any) -> Any:
    import h5py

    return h5py.Empty(dtype_from_json(content))


def _tag(name: str) -> Any:
    from paraverse.yaml_io.placeholders import Tag

    return Tag(name)


_READERS: dict[str, Callable[[Any], Any]] = {
    "array": _array_from_json,
    "bytes": base64.b64decode,
    "complex": lambda parts: complex(*map(from_json, parts)),
    "date": datetime.date.fromisoformat,
    "datetime": datetime.datetime.fromisoformat,
    "empty": _empty,
    "float": float,
    "mapping": lambda pairs: {from_json(key): from_json(item) for key, item in pairs},
    "range": lambda parts: range(*map(from_json, parts)),
    "scalar": lambda content: _array_from_json(content)[()],
    "slice": lambda parts: slice(*map(from_json, parts)),
    "tag": _tag,
    "tuple": lambda items: tuple(map(from_json, items)),
}
