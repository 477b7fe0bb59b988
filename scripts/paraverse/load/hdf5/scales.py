"""Labels from HDF5's dimension scales, which netCDF-4 files have too.

The attributes of the specification are read as they are: libhdf5's functions for them (h5py.h5ds)
bring the process down where these are broken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from h5py import h5a, h5d, h5i, h5o, h5r, h5t

from paraverse.load.members import Coordinate

_NOT_A_VARIABLE = "This is a netCDF dimension but not a netCDF variable"


class Scales:
    """Reads the labels of datasets, and each scale once.

    Parameters
    ----------
    read
        Reads the values and the attributes of a dataset.
    """

    def __init__(
        self, read: Callable[[h5d.DatasetID], tuple[np.ndarray, Mapping[str, Any]]]
    ) -> None:
        self._read = read
        self._found: dict[int, tuple[np.ndarray, Mapping[str, Any]]] = {}

    def labels(
        self, dataset: h5d.DatasetID, path: str, values: np.ndarray
    ) -> tuple[tuple[str, ...] | None, dict[str, Coordinate]]:
        """Return the names of a dataset's dimensions and its coordinates.

        A dimension is named by its label (as h5py calls it), or else by its first scale; it is
        ``dim_0``, ``dim_1``, … if it has neither. Scales of the dimension's length are coordinates.
        A scale is its own coordinate.

        Parameters
        ----------
        dataset, path, values
            The dataset, where it is and what it holds.

        Returns
        -------
        dims, coords
            As in `paraverse.load.members.Array`; dims is None if no dimension has a name.
        """
        if values.ndim == 1 and _is_scale(dataset):
            own = path.rpartition("/")[2]
            return (own,), {own: ((own,), values)}
        axes = range(values.ndim)
        labels = _text_attribute(dataset, b"DIMENSION_LABELS") or [""] * values.ndim
        scales = _attached(dataset) or [[] for _ in axes]
        unnamed = tuple(f"dim_{axis}" for axis in axes)
        dims: list[str] = []
        for axis, (label, attached) in enumerate(zip(labels, scales, strict=True)):
            name = label or (_name(attached[0]) if attached else unnamed[axis])
            dims.append(name if name not in dims else f"{name}_{axis}")
        if tuple(dims) == unnamed:
            return None, {}
        coords: dict[str, Coordinate] = {}
        for dim, attached, size in zip(dims, scales, values.shape, strict=True):
            for number, scale in enumerate(attached):
                if scale.shape == (size,) and not is_only_a_dimension(scale):
                    coords[dim if number == 0 else _name(scale)] = ((dim,), *self._once(scale))
        return tuple(dims), coords

    def _once(self, scale: h5d.DatasetID) -> tuple[np.ndarray, Mapping[str, Any]]:
        address = h5o.get_info(scale).addr
        if address not in self._found:
            self._found[address] = self._read(scale)
        return self._found[address]


def is_only_a_dimension(dataset: h5d.DatasetID) -> bool:
    """Tell whether netCDF-4 wrote a dataset only to note a dimension; its values mean nothing."""
    name = _text_attribute(dataset, b"NAME") if _is_scale(dataset) else []
    return bool(name) and name[0].startswith(_NOT_A_VARIABLE)


def _is_scale(dataset: h5d.DatasetID) -> bool:
    return _text_attribute(dataset, b"CLASS") == ["DIMENSION_SCALE"]


def _attached(dataset: h5d.DatasetID) -> list[list[h5d.DatasetID]]:
    """The scales of each dimension, if any has some."""
    references = _attribute(dataset, b"DIMENSION_LIST")
    return [[h5r.dereference(scale, dataset) for scale in scales] for scales in references]


def _name(scale: h5d.DatasetID) -> str:
    path = h5i.get_name(scale)
    name = path.decode("utf-8", "replace") if path else _text_attribute(scale, b"NAME")[0]
    return str(name.rpartition("/")[2])


def _text_attribute(dataset: h5d.DatasetID, name: bytes) -> list[str]:
    found = _attribute(dataset, name)
    return [t.decode("utf-8", "replace") if isinstance(t, bytes) else str(t) for t in found]


def _attribute(dataset: h5d.DatasetID, name: bytes) -> np.ndarray:
    if not h5a.exists(dataset, name):
        return np.empty(0)
    attribute = h5a.open(dataset, name)
    values = np.zeros(attribute.shape, attribute.dtype)
    attribute.read(values, h5t.py_create(attribute.dtype))
    return values.ravel()
