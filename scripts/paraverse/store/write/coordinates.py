"""Dimensions and coordinates of arrays in a file of the store.

Where all universes have the same, they are dimensions and coordinates of netCDF.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from paraverse.load.members import Array
from paraverse.store.dtypes import dtype_to_json
from paraverse.store.exact_json import plain_bytes, to_json
from paraverse.store.write.attribute_table import AttributeTable
from paraverse.store.write.columns import (
    Column,
    Flat,
    same,
    variable_of,
    write_once,
    write_stacked,
)
from paraverse.store.write.netcdf_writer import NetcdfWriter, split_path
from paraverse.store.write.uniform_columns import Part


class Labels:
    """Writes the labels of arrays.

    Parameters
    ----------
    writer
        Of the file.
    attributes
        Where the attributes of coordinates go.
    count
        How many universes there are.
    """

    def __init__(self, writer: NetcdfWriter, attributes: AttributeTable, count: int) -> None:
        self._writer = writer
        self._attributes = attributes
        self._count = count
        self._written: dict[Hashable, Column] = {}

    def write(self, path: str, part: Part) -> tuple[list[str], dict[str, Any]]:
        """Write the labels of arrays of one shape as dimensions and variables.

        Parameters
        ----------
        path
            The field.
        part
            The arrays.

        Returns
        -------
        list of str
            Their dimensions in the file.
        dict
            Their coordinates, for the index.
        """
        first: Array = part.members[0]
        group, _ = split_path(path)
        columns = {name: _values(part, name) for name in first.coords}
        once = {name for name, arrays in columns.items() if same(arrays)}
        names = first.dims or [f"dim_{axis}" for axis in range(first.values.ndim)]
        dims = {}
        for name, size in zip(names, first.values.shape, strict=True):
            is_index = name in once and first.coords[name][0] == (name,)
            labels = _content(columns[name][:1]) if is_index else None
            dims[name] = self._writer.dimension(self._writer.group(group), name, size, labels)
        coords = {}
        for name, arrays in columns.items():
            along = [dims[dim] for dim in first.coords[name][0]]
            positions = [] if name in once else part.positions
            target = f"{group}/{dims.get(name, name)}".lstrip("/")
            column = self._column(target, arrays, along, positions)
            coords[name] = self._described(part, name, column)
        return [dims[name] for name in names], coords

    def gather(self, path: str, part: Part, flat: Flat) -> dict[str, Any]:
        """Gather the coordinates of arrays of different shapes, for the index."""
        return {
            name: self._described(part, name, flat.add(f"{path}_{name}", _values(part, name)))
            for name in part.members[0].coords
        }

    def _column(
        self,
        target: str,
        arrays: Sequence[np.ndarray],
        dims: Sequence[str],
        positions: Sequence[int],
    ) -> Column:
        """Write a coordinate, or find it if another field has the same."""
        content = _content(arrays if positions else arrays[:1])
        key = (target, content, *dims, *positions)
        if key not in self._written:
            self._written[key] = (
                write_stacked(self._writer, target, arrays, dims, positions, self._count)
                if positions
                else write_once(self._writer, target, arrays[0], dims)
            )
        return self._written[key]

    def _described(self, part: Part, name: str, column: Column) -> dict[str, Any]:
        described = {"dims": part.members[0].coords[name][0], "values": column}
        attributes = [dict(*member.coords[name][2:]) for member in part.members]
        self._attributes.describe(described, attributes, variable_of(self._writer, column))
        return described


def show_coordinates(item: Any, coords: Mapping[str, Any], dims: Iterable[str]) -> None:
    """Say of a variable or group which variables hold its coordinates, as CF does.

    Parameters
    ----------
    item
        The variable or group; None for nothing to say.
    coords
        What the index says of the coordinates.
    dims
        Names of its dimensions in the file, whose variables need not be named.
    """
    columns = (coordinate["values"] for coordinate in coords.values())
    names = [split_path(column["at"])[1] for column in columns if "at" in column]
    names = [name for name in names if name not in dims and " " not in name]
    if names and item is not None:
        item.coordinates = " ".join(names)


def _values(part: Part, name: str) -> list[np.ndarray]:
    return [member.coords[name][1] for member in part.members]


def _content(arrays: Sequence[np.ndarray]) -> str:
    """A digest of arrays of one type."""
    digest = hashlib.blake2b(digest_size=16)
    for array in arrays:
        digest.update(json.dumps([dtype_to_json(array.dtype), array.shape]).encode())
        plain = not array.dtype.hasobject and not array.dtype.names
        digest.update(plain_bytes(array) if plain else json.dumps(to_json(array)).encode())
    return digest.hexdigest()
