"""Write dimensions and coordinates of arrays.

Coordinates that all universes share become netCDF dimensions and coordinates.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import netCDF4
import numpy as np

from paraverse.load.members import Array, Deflate
from paraverse.store.dtypes import dtype_to_json
from paraverse.store.exact_json import exact_bytes
from paraverse.store.index import Entry
from paraverse.store.write.attribute_table import AttributeTable
from paraverse.store.write.columns import (
    Column,
    are_identical,
    find_variable,
    write_once,
    write_stacked,
)
from paraverse.store.write.flat_columns import FlatColumns
from paraverse.store.write.netcdf_writer import NetcdfWriter, split_path
from paraverse.store.write.uniform_columns import UniformColumn


class CoordinateWriter:
    """Writer of the coordinates of arrays.

    Parameters
    ----------
    writer
        Writer of the file.
    attributes
        Table to add the attributes of coordinates to.
    count
        Number of universes in the batch.
    """

    def __init__(self, writer: NetcdfWriter, attributes: AttributeTable, count: int) -> None:
        self._writer = writer
        self._attributes = attributes
        self._count = count
        self._written: dict[Hashable, Column] = {}

    def write(self, path: str, column: UniformColumn) -> tuple[list[str], dict[str, Entry]]:
        """Write the coordinates of arrays of one shape as dimensions and variables.

        Parameters
        ----------
        path
            Path of the field.
        column
            The arrays.

        Returns
        -------
        list of str
            Names of their dimensions in the file.
        dict
            Entries of the index that describe their coordinates, by name.
        """
        first: Array = column.members[0]
        group, _ = split_path(path)
        values = {name: _coordinate_values(column, name) for name in first.coords}
        shared = {name for name, arrays in values.items() if are_identical(arrays)}
        names = first.dims or [f"dim_{axis}" for axis in range(first.values.ndim)]
        dims = {}
        for name, size in zip(names, first.values.shape, strict=True):
            is_index = name in shared and first.coords[name][0] == (name,)
            labels = _digest(values[name][:1]) if is_index else None
            dims[name] = self._writer.require_dimension(
                self._writer.require_group(group), name, size, labels=labels
            )
        coords = {}
        for name, arrays in values.items():
            target = f"{group}/{dims.get(name, name)}".lstrip("/")
            stored = self._write_values(
                target,
                arrays,
                dims=[dims[dim] for dim in first.coords[name][0]],
                universe_indices=[] if name in shared else column.universe_indices,
                compression=column.compression,
            )
            coords[name] = self._entry(column, name, stored)
        return [dims[name] for name in names], coords

    def add_flat(self, path: str, column: UniformColumn, flat: FlatColumns) -> dict[str, Entry]:
        """Add the coordinates of arrays of different shapes to the flat columns.

        Parameters
        ----------
        path
            Path of the field in the file.
        column
            The arrays.
        flat
            Flat columns of the file.

        Returns
        -------
        dict
            Entries of the index that describe the coordinates, by name.
        """
        coords = {}
        for name in column.members[0].coords:
            values = _coordinate_values(column, name)
            stored = flat.add(f"{path}_{name}", values, column.compression)
            coords[name] = self._entry(column, name, stored)
        return coords

    def _write_values(
        self,
        target: str,
        arrays: Sequence[np.ndarray],
        *,
        dims: Sequence[str],
        universe_indices: Sequence[int],
        compression: Deflate | None,
    ) -> Column:
        """Write a coordinate, unless another field has the same one."""
        digest = _digest(arrays if universe_indices else arrays[:1])
        key = (target, digest, *dims, *universe_indices)
        if key not in self._written:
            self._written[key] = (
                write_stacked(
                    self._writer,
                    target,
                    arrays,
                    dims=dims,
                    universe_indices=universe_indices,
                    count=self._count,
                    compression=compression,
                )
                if universe_indices
                else write_once(self._writer, target, arrays[0], dims=dims, compression=compression)
            )
        return self._written[key]

    def _entry(self, column: UniformColumn, name: str, stored: Column) -> Entry:
        entry = {"dims": column.members[0].coords[name][0], "values": stored}
        attributes = [dict(*member.coords[name][2:]) for member in column.members]
        self._attributes.add(entry, attributes, find_variable(self._writer, stored))
        return entry


def set_coordinates_attribute(
    item: netCDF4.Dataset | netCDF4.Variable[Any] | None,
    coords: Mapping[str, Entry],
    dims: Iterable[str],
) -> None:
    """List the variables with the coordinates in the attribute ``coordinates``, as CF does.

    Parameters
    ----------
    item
        Variable or group that has the coordinates; None to do nothing.
    coords
        Entries of the index that describe the coordinates, by name.
    dims
        Names of the dimensions of the item in the file. Coordinates with these names belong to
        the dimensions anyway, so they are not listed.
    """
    columns = (entry["values"] for entry in coords.values())
    names = [split_path(column["at"])[1] for column in columns if "at" in column]
    names = [name for name in names if name not in dims and " " not in name]
    if names and item is not None:
        item.coordinates = " ".join(names)


def _coordinate_values(column: UniformColumn, name: str) -> list[np.ndarray]:
    return [member.coords[name][1] for member in column.members]


def _digest(arrays: Sequence[np.ndarray]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for array in arrays:
        digest.update(json.dumps([dtype_to_json(array.dtype), array.shape]).encode())
        digest.update(exact_bytes(array))
    return digest.hexdigest()
