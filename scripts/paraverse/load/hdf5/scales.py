"""Read labels from HDF5 dimension scales, which netCDF-4 files also have.

The attributes that the specification defines are read directly, because the libhdf5 functions for
them (h5py.h5ds) crash the process if these attributes are broken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from h5py import h5a, h5d, h5i, h5o, h5r, h5t

from paraverse.load.members import Coordinate

_NOT_A_VARIABLE = "This is a netCDF dimension but not a netCDF variable"


@dataclass(frozen=True, kw_only=True)
class _Scale:
    """A scale that stays open.

    A scale of thousands of datasets has an attribute that lists them all, which libhdf5 reads
    whenever the scale is opened.
    """

    dataset: h5d.DatasetID
    address: int
    name: str
    shape: tuple[int, ...] | None
    is_only_a_dimension: bool


class ScaleReader:
    """Reads the labels of datasets; each scale is read only once.

    Parameters
    ----------
    read
        Reads the values and the attributes of a dataset.
    """

    def __init__(
        self, read: Callable[[h5d.DatasetID], tuple[np.ndarray, Mapping[str, Any]]]
    ) -> None:
        self._read = read
        self._cache: dict[int, tuple[np.ndarray, Mapping[str, Any]]] = {}
        self._scales: dict[int, _Scale] = {}

    def read_labels(
        self, dataset: h5d.DatasetID, path: str, values: np.ndarray
    ) -> tuple[tuple[str, ...] | None, dict[str, Coordinate]]:
        """Read the names of a dataset's dimensions and its coordinates.

        The name of a dimension is its label (as h5py calls it); without one, the name of its first
        scale; without a scale, ``dim_0``, ``dim_1``, and so on. Scales that have the length of the
        dimension are coordinates. A scale is its own coordinate.

        Parameters
        ----------
        dataset
            The dataset.
        path
            Its path in the file.
        values
            Its values.

        Returns
        -------
        dims : tuple of str or None
            The name of each dimension; None if no dimension has a label or a scale.
        coords : dict of str to Coordinate
            Coordinates by name.
        """
        if values.ndim == 1 and _is_scale(dataset):
            own_name = path.rpartition("/")[2]
            return (own_name,), {own_name: ((own_name,), values)}
        axes = range(values.ndim)
        labels = _read_strings(dataset, b"DIMENSION_LABELS") or [""] * values.ndim
        scales = self._attached_scales(dataset) or [[] for _ in axes]
        unnamed = tuple(f"dim_{axis}" for axis in axes)
        dims: list[str] = []
        for axis, (label, attached) in enumerate(zip(labels, scales, strict=True)):
            name = label or (attached[0].name if attached else unnamed[axis])
            dims.append(name if name not in dims else f"{name}_{axis}")
        if tuple(dims) == unnamed:
            return None, {}
        coords: dict[str, Coordinate] = {}
        for dim, attached, size in zip(dims, scales, values.shape, strict=True):
            for number, scale in enumerate(attached):
                if scale.shape == (size,) and not scale.is_only_a_dimension:
                    name = dim if number == 0 else scale.name
                    coords[name] = ((dim,), *self._read_once(scale))
        return tuple(dims), coords

    def _read_once(self, scale: _Scale) -> tuple[np.ndarray, Mapping[str, Any]]:
        if scale.address not in self._cache:
            self._cache[scale.address] = self._read(scale.dataset)
        return self._cache[scale.address]

    def _attached_scales(self, dataset: h5d.DatasetID) -> list[list[_Scale]]:
        """Return the scales of each dimension; empty if no dimension has any."""
        references = _read_flat(dataset, b"DIMENSION_LIST")
        return [[self._open_once(scale, dataset) for scale in scales] for scales in references]

    def _open_once(self, reference: h5r.Reference, dataset: h5d.DatasetID) -> _Scale:
        scale = h5r.dereference(reference, dataset)
        address = h5o.get_info(scale).addr
        if address not in self._scales:
            self._scales[address] = _Scale(
                dataset=scale,
                address=address,
                name=_scale_name(scale),
                shape=scale.shape,
                is_only_a_dimension=is_only_a_dimension(scale),
            )
        return self._scales[address]


def is_only_a_dimension(dataset: h5d.DatasetID) -> bool:
    """Return whether netCDF-4 wrote a dataset only to define a dimension.

    Parameters
    ----------
    dataset
        The dataset. If it only defines a dimension, its values are meaningless.

    Returns
    -------
    bool
        True if the dataset is not a netCDF variable.
    """
    name = _read_strings(dataset, b"NAME") if _is_scale(dataset) else []
    return bool(name) and name[0].startswith(_NOT_A_VARIABLE)


def _is_scale(dataset: h5d.DatasetID) -> bool:
    return _read_strings(dataset, b"CLASS") == ["DIMENSION_SCALE"]


def _scale_name(scale: h5d.DatasetID) -> str:
    path = h5i.get_name(scale)
    name = path.decode("utf-8", "replace") if path else _read_strings(scale, b"NAME")[0]
    return str(name.rpartition("/")[2])


def _read_strings(dataset: h5d.DatasetID, name: bytes) -> list[str]:
    return [
        item.decode("utf-8", "replace") if isinstance(item, bytes) else str(item)
        for item in _read_flat(dataset, name)
    ]


def _read_flat(dataset: h5d.DatasetID, name: bytes) -> np.ndarray:
    """Return the values of an attribute in one dimension; empty if there is no such attribute."""
    if not h5a.exists(dataset, name):
        return np.empty(0)
    attribute = h5a.open(dataset, name)
    values = np.zeros(attribute.shape, attribute.dtype)
    attribute.read(values, h5t.py_create(attribute.dtype))
    return values.ravel()
