"""NumPy dtypes as JSON and back, with what h5py says in their metadata."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

JsonDtype = str | dict[str, Any]


def dtype_to_json(dtype: np.dtype[Any]) -> JsonDtype:
    """Describe a dtype: byte order, width, fields with their offsets, metadata.

    Parameters
    ----------
    dtype
        Of numbers, texts, times, raw bytes, objects, or records of these.

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


def dtype_from_json(described: JsonDtype) -> np.dtype[Any]:
    """Make the dtype that `dtype_to_json` described."""
    if isinstance(described, str):
        return np.dtype(described)
    if "base" in described:
        return np.dtype((dtype_from_json(described["base"]), tuple(described["shape"])))
    if "names" in described:
        formats = [dtype_from_json(entry) for entry in described["formats"]]
        return np.dtype({**described, "formats": formats})  # type: ignore[call-overload, no-any-return]
    return np.dtype(described["dtype"], metadata=_metadata_from_json(described["metadata"]))


def common_dtype(dtypes: Collection[np.dtype[Any]]) -> np.dtype[Any]:
    """Return the dtype that takes the values of all: one of numbers, or of one kind, or objects."""
    numbers = all(dtype.kind in "biufc" for dtype in dtypes)
    if numbers or len({dtype.kind for dtype in dtypes}) == 1:
        return np.result_type(*dtypes)
    return np.dtype(object)


_VLEN = {"str": str, "bytes": bytes}


def _metadata_to_json(metadata: Any) -> dict[str, Any]:
    """What `h5py.check_dtype` looks for."""
    found: dict[str, Any] = {}
    if "enum" in metadata:
        found["enum"] = {name: int(value) for name, value in metadata["enum"].items()}
    if "vlen" in metadata:
        vlen = metadata["vlen"]
        names = {known: name for name, known in _VLEN.items()}
        found["vlen"] = names[vlen] if vlen in names else [dtype_to_json(np.dtype(vlen))]
    if "h5py_encoding" in metadata:
        found["h5py_encoding"] = metadata["h5py_encoding"]
    return found


def _metadata_from_json(metadata: dict[str, Any]) -> dict[str, Any]:
    vlen = metadata.get("vlen")
    if isinstance(vlen, str):
        return {**metadata, "vlen": _VLEN[vlen]}
    if vlen is not None:
        return {**metadata, "vlen": dtype_from_json(vlen[0])}
    return metadata
