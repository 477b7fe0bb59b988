"""Read what may be parameters of a simulation from an HDF5 file: attributes and scalar datasets."""

from __future__ import annotations

from typing import Any

import h5py

from paraverse.errors import LoadError
from paraverse.load.hdf5.file import open_hdf5, short_message
from paraverse.load.hdf5.values import read_attributes
from paraverse.load.plain_values import plain_values

_MAX_OBJECTS = 200
"""Number of groups and datasets that are looked at, as planning must not take long."""

_MAX_BYTES = 65_536
"""Largest scalar dataset, such as a string of fixed length, that is read."""


def read_hdf5_parameters(path: str) -> tuple[dict[str, dict[str, Any]], set[tuple[str, str]]]:
    """Read the attributes and scalar datasets of an HDF5 file.

    Parameters
    ----------
    path
        The path of the file.

    Returns
    -------
    values : dict
        By the path of each of the first groups and datasets, "" for the file's own group, its
        attributes and the scalar datasets in it, by name, as `plain_values` returns them. Links to
        other files are not followed.
    datasets : set of tuple
        The paths of the groups and the names of those values that are scalar datasets, which may
        be results rather than parameters.

    Raises
    ------
    LoadError
        If the file cannot be read.
    """
    objects: dict[str, dict[str, Any]] = {"": {}}
    datasets: set[tuple[str, str]] = set()

    def visit(name: str, item: Any) -> bool | None:
        if isinstance(item, h5py.Dataset) and item.shape == () and item.dtype.itemsize < _MAX_BYTES:
            group, _, own_name = name.rpartition("/")
            value = item.asstr()[()] if h5py.check_string_dtype(item.dtype) else item[()]
            if own_name not in objects.setdefault(group, {}):
                objects[group][own_name] = value
                datasets.add((group, own_name))
        objects.setdefault(name, {}).update(_attributes(item))
        return True if len(objects) > _MAX_OBJECTS else None  # True ends the visit

    with open_hdf5(path) as file:
        try:
            objects[""].update(_attributes(file))
            file.visititems(visit)
        except Exception as error:  # broken bytes may raise anything
            raise LoadError(f"is broken: {short_message(error)}") from error
    return {path: plain_values(values) for path, values in objects.items()}, datasets


def _attributes(item: h5py.Group | h5py.Dataset) -> dict[str, Any]:
    return read_attributes(item.id, lambda message: None)
