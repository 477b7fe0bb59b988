"""The hdf5 loader."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

import h5py
import numpy as np

from paraverse.errors import LoadError
from paraverse.load.fields import Wanted
from paraverse.load.tree import Array, Group, Member, Tree

GROUP_TYPES = {"time_series": "TimeSeriesGroup"}
"""Group types by the value of the attribute that `map_from_attr` names."""


def load_hdf5(
    path: str, wanted: Wanted, *, enable_mapping: bool = False, map_from_attr: str | None = None
) -> Tree:
    """Read the groups and datasets of an HDF5 file.

    Parameters
    ----------
    path
        The file.
    wanted
        Which datasets to read.
    enable_mapping
        Whether to choose a group's type by one of its attributes.
    map_from_attr
        The name of that attribute; its values are in `GROUP_TYPES`.

    Raises
    ------
    LoadError
        If the file cannot be read.
    """
    attribute = map_from_attr if enable_mapping else None
    try:
        with h5py.File(path, "r") as file:
            return dict(_members(file, wanted, attribute))
    except (OSError, RuntimeError, KeyError) as error:
        raise LoadError(f"{path} cannot be read as HDF5: {error}") from error


def names_unless_found(paths: Iterable[str], field: str) -> set[str]:
    """Look for a group or dataset in files, without reading it.

    Parameters
    ----------
    paths
        HDF5 files; those that do not exist or cannot be read are passed over.
    field
        What to look for.

    Returns
    -------
    set of str
        Empty if a file has it, else the names of all groups and datasets in the files.
    """
    names: set[str] = set()
    for path in paths:
        if not os.path.isfile(path):
            continue
        try:
            with h5py.File(path, "r") as file:
                if field in file:
                    return set()
                file.visit(names.add)
        except OSError:
            continue
    return names


def _members(
    file: h5py.File, wanted: Wanted, attribute: str | None
) -> Iterator[tuple[str, Member]]:
    exact = wanted.exact()
    if exact is None:
        names: list[str] = []
        file.visit(names.append)
    else:
        names = list(dict.fromkeys(_with_groups(file, exact)))
    for name in names:
        item = file[name]
        if isinstance(item, h5py.Group):
            attrs = _attributes(item)
            kind = GROUP_TYPES.get(str(attrs.get(attribute)), "Group") if attribute else "Group"
            yield name, Group(kind, attrs)
        elif name in wanted:
            yield name, Array(_values(item), _attributes(item))


def _with_groups(file: h5py.File, names: list[str]) -> Iterator[str]:
    """Names that are there, each behind the groups it lies in, groups with all in them."""
    for name in names:
        if name not in file:
            continue
        parts = name.split("/")
        for end in range(1, len(parts)):
            yield "/".join(parts[:end])
        yield name
        if isinstance(file[name], h5py.Group):
            inside: list[str] = []
            file[name].visit(inside.append)
            yield from (f"{name}/{below}" for below in inside)


def _values(dataset: h5py.Dataset) -> np.ndarray:
    if h5py.check_string_dtype(dataset.dtype) is not None:
        return np.asarray(dataset.asstr()[()], dtype=object)
    return np.asarray(dataset[()])


def _attributes(item: Any) -> dict[str, Any]:
    return {name: _plain(value) for name, value in item.attrs.items()}


def _plain(value: Any) -> Any:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
