"""NumPy arrays as netCDF variables and back, without loss."""

from __future__ import annotations

from typing import Any

import numpy as np

from paraverse.errors import LoadError

TEXT = "text"
"""The stored type of variable-length strings."""


def stored_type(values: np.ndarray) -> str:
    """Return a name of an array's dtype from which `decode` restores it.

    Raises
    ------
    LoadError
        If netCDF cannot hold it.
    """
    dtype = values.dtype
    if dtype.kind in "iufcbSUmM":
        return dtype.str
    if dtype.kind == "O" and all(isinstance(item, str) for item in values.flat):
        return TEXT
    raise LoadError(f"values of type {dtype} cannot be stored")


def encode(values: np.ndarray, stored: str) -> np.ndarray:
    """Turn an array into one that netCDF can hold.

    Returns
    -------
    numpy.ndarray
        Of the same shape; complex numbers and byte strings have one more dimension.
    """
    if stored == TEXT:
        return values
    dtype = np.dtype(stored)
    contiguous = np.ascontiguousarray(values).reshape(values.shape)
    if dtype.kind == "b":
        return contiguous.view("i1")
    if dtype.kind in "mM":
        return contiguous.view(f"{dtype.byteorder}i8").astype("i8")
    if dtype.kind == "c":
        part = np.dtype(f"f{dtype.itemsize // 2}").newbyteorder(dtype.byteorder)
        return contiguous[..., np.newaxis].view(part).astype(part.newbyteorder("="))
    if dtype.kind in "SU":
        return contiguous[..., np.newaxis].view("u1")
    return contiguous.astype(dtype.newbyteorder("="))


def decode(values: np.ndarray, stored: str) -> np.ndarray:
    """Turn what netCDF held into the array it was."""
    if stored == TEXT:
        return np.asarray(values, dtype=object)
    dtype = np.dtype(stored)
    if dtype.kind == "b":
        return values.view(dtype)
    if dtype.kind in "mM":
        return values.astype(dtype.byteorder.replace("|", "=") + "i8").view(dtype)
    if dtype.kind == "c":
        part = np.dtype(f"f{dtype.itemsize // 2}").newbyteorder(dtype.byteorder)
        return np.ascontiguousarray(values.astype(part)).view(dtype)[..., 0]
    if dtype.kind in "SU":
        return np.ascontiguousarray(values).view(dtype)[..., 0]
    return values.astype(dtype, copy=False)


def attribute_to_json(value: Any) -> Any:
    """Write an attribute so that `attribute_from_json` gives back the same type."""
    if isinstance(value, str):
        return value
    array = np.asarray(value)
    if array.dtype.kind in "iufb":
        # float.hex: exact, and covers what JSON cannot write
        numbers = [
            item.hex() if isinstance(item, float) else item for item in array.ravel().tolist()
        ]
        return {"dtype": array.dtype.str, "shape": list(array.shape), "values": numbers,
                "array": isinstance(value, np.ndarray)}  # fmt: skip
    if array.dtype.kind in "OU":
        return {"dtype": "str", "shape": list(array.shape),
                "values": [str(item) for item in array.ravel()], "array": True}  # fmt: skip
    return str(value)


def attribute_from_json(value: Any) -> Any:
    """Read what `attribute_to_json` wrote."""
    if not isinstance(value, dict):
        return value
    if value["dtype"] == "str":
        return np.array(value["values"], dtype=object).reshape(value["shape"])
    dtype = np.dtype(value["dtype"])
    numbers = [float.fromhex(v) if isinstance(v, str) else v for v in value["values"]]
    array = np.array(numbers, dtype=dtype).reshape(value["shape"])
    return array if value["array"] else array[()]
