"""Describe NumPy dtypes as JSON, with the metadata that h5py adds to them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

JsonDtype = str | dict[str, Any]
"""A dtype as JSON: its string, or a mapping for records, subarrays and dtypes with metadata."""


def dtype_to_json(dtype: np.dtype[Any]) -> JsonDtype:
    """Describe a dtype as JSON: byte order, width, fields with their offsets, metadata.

    Parameters
    ----------
    dtype
        Dtype of numbers, strings, times, void types, objects, or records of these.

    Returns
    -------
    str or dict
        The description.

    Raises
    ------
    TypeError
        For other kinds of dtypes.

    Examples
    --------
    >>> dtype_to_json(np.dtype(">f4"))
    '>f4'
    """
    if dtype.subdtype is not None:
        base, shape = dtype.subdtype
        return {"base": dtype_to_json(base), "shape": list(shape)}
    if dtype.names:
        fields = dict(dtype.fields or {})
        return {
            "names": list(dtype.names),
            "formats": [dtype_to_json(fields[name][0]) for name in dtype.names],
            "offsets": [fields[name][1] for name in dtype.names],
            "itemsize": dtype.itemsize,
        }
    if dtype.kind not in "iufcbSUmMVO":
        raise TypeError(f"values of type {dtype} cannot be stored")
    if dtype.metadata:
        return {"dtype": dtype.str, "metadata": _metadata_to_json(dtype.metadata)}
    return dtype.str


def dtype_from_json(description: JsonDtype) -> np.dtype[Any]:
    """Return the dtype that `dtype_to_json` described.

    Parameters
    ----------
    description
        The description.

    Returns
    -------
    numpy.dtype
        The dtype, with its metadata.
    """
    if isinstance(description, str):
        return np.dtype(description)
    if "base" in description:
        return np.dtype((dtype_from_json(description["base"]), tuple(description["shape"])))
    if "names" in description:
        formats = [dtype_from_json(entry) for entry in description["formats"]]
        return np.dtype({**description, "formats": formats})  # type: ignore[call-overload, no-any-return]
    metadata = _metadata_from_json(description["metadata"])
    return np.dtype(description["dtype"], metadata=metadata)


def common_dtype(dtypes: Collection[np.dtype[Any]]) -> np.dtype[Any]:
    """Return a dtype that can hold the values of all dtypes.

    Parameters
    ----------
    dtypes
        At least one dtype.

    Returns
    -------
    numpy.dtype
        The result of `numpy.result_type` if all are numbers or booleans, or all are of one kind;
        otherwise object.
    """
    numbers = all(dtype.kind in "biufc" for dtype in dtypes)
    if numbers or len({dtype.kind for dtype in dtypes}) == 1:
        return np.result_type(*dtypes)
    return np.dtype(object)


_VLEN_TYPES = {"str": str, "bytes": bytes}
_VLEN_NAMES = {kind: name for name, kind in _VLEN_TYPES.items()}


def _metadata_to_json(metadata: Any) -> dict[str, Any]:
    """Describe the metadata that `h5py.check_dtype` looks for."""
    described: dict[str, Any] = {}
    if "enum" in metadata:
        described["enum"] = {name: int(value) for name, value in metadata["enum"].items()}
    if "vlen" in metadata:
        vlen = metadata["vlen"]
        described["vlen"] = _VLEN_NAMES.get(vlen) or [dtype_to_json(np.dtype(vlen))]
    if "h5py_encoding" in metadata:
        described["h5py_encoding"] = metadata["h5py_encoding"]
    return described


def _metadata_from_json(metadata: dict[str, Any]) -> dict[str, Any]:
    vlen = metadata.get("vlen")
    if isinstance(vlen, str):
        return {**metadata, "vlen": _VLEN_TYPES[vlen]}
    if vlen is not None:
        return {**metadata, "vlen": dtype_from_json(vlen[0])}
    return metadata
