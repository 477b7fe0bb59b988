"""Write values of tags: arrays, datasets, tables, groups, plain values, and nested values."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from paraverse.load import members as tree
from paraverse.results.serializable import check_names, check_table, to_array_member
from paraverse.store.arrays import is_encoded_by_dtype
from paraverse.store.exact_json import to_json
from paraverse.store.groups import Group
from paraverse.store.index import Entry
from paraverse.store.universe import Universe
from paraverse.store.write.attribute_table import AttributeTable
from paraverse.store.write.columns import find_variable, write_once
from paraverse.store.write.coordinates import CoordinateWriter, set_coordinates_attribute
from paraverse.store.write.netcdf_writer import NetcdfWriter
from paraverse.store.write.uniform_columns import check_member, split_into_columns


class ValueWriter:
    """Writer of the values in one file.

    Parameters
    ----------
    writer
        Writer of the file.
    compression
        How to compress arrays unless they are small; None for not at all.

    Attributes
    ----------
    attributes
        Table with the attributes of all values, for the index.
    """

    def __init__(self, writer: NetcdfWriter, compression: tree.Deflate | None = None) -> None:
        self.attributes = AttributeTable()
        self._writer = writer
        self._compression = compression
        self._coordinates = CoordinateWriter(writer, self.attributes, 1)

    def write_tag(self, tag: str, value: Any) -> Entry:
        """Write the value of a tag to a group of its own.

        Parameters
        ----------
        tag
            The tag.
        value
            Its value. Lazy arrays are written chunk by chunk.

        Returns
        -------
        dict
            Entry of the index; its key ``is`` names the type of the value.

        Raises
        ------
        TypeError
            If the value cannot be stored; see `paraverse.results.serializable.check_serializable`.
        """
        name = _to_component(tag)
        self._writer.require_group(name)
        if isinstance(value, xr.Dataset):
            return self._write(name, value)
        if type(value) in (bool, int, float, str) and np.asarray(value).dtype != object:
            # The index holds the value; the variable is for other programs
            write_once(self._writer, f"{name}/{name}", np.asarray(value), dims=[])
        return self._write(f"{name}/{name}", value)

    def _write(self, path: str, value: Any) -> Entry:
        match value:
            case xr.DataArray():
                array = self._write_data_array(path, value)
                return {"is": "DataArray", "name": to_json(value.name), **array}
            case xr.Dataset():
                return {"is": "Dataset", **self._write_dataset(path, value)}
            case pd.DataFrame():
                return {"is": "DataFrame", **self._write_table(path, value)}
            case pd.Series():
                table = self._write_table(path, value.to_frame())
                return {"is": "Series", **table, "name": to_json(value.name)}
            case Group():
                return {"is": "group", **self._write_group(path, value)}
            case xr.DataTree():
                raise TypeError("values of type DataTree cannot be stored")
            case np.ndarray() | np.generic():
                kind = "array" if isinstance(value, np.ndarray) else "scalar"
                return {"is": kind, **self._write_array(path, tree.Array(np.asanyarray(value)))}
            case Mapping():
                items = [[to_json(key), self._write(_join(path, key), item)]
                         for key, item in value.items()]  # fmt: skip
                return {"is": "mapping", "items": items}
            case list() | tuple():
                kind = "list" if isinstance(value, list) else "tuple"
                entries = [self._write(_join(path, i), item) for i, item in enumerate(value)]
                return {"is": kind, "items": entries}
        return {"is": "plain", "value": to_json(value)}

    def _write_data_array(self, path: str, array: xr.DataArray) -> Entry:
        is_streamed = array.chunks is not None and is_encoded_by_dtype(array.dtype)
        values = array.data if is_streamed else array.values
        return self._write_array(path, to_array_member(array, values))

    def _write_array(self, path: str, array: tree.Array) -> Entry:
        array = replace(array, compression=self._compression)
        try:
            dims, coords = self._coordinates.write(path, *split_into_columns([array]))
            values = write_once(
                self._writer, path, array.values, dims=dims, compression=self._compression
            )
            variable = find_variable(self._writer, values)
            entry = {"array": array.dims, "values": values, "coords": coords}
            self.attributes.add(entry, [array.attrs], variable)
        except TypeError:
            check_member(array)  # raises an error that names what cannot be stored
            raise
        set_coordinates_attribute(variable, coords, dims)
        return entry

    def _write_dataset(self, path: str, dataset: xr.Dataset) -> Entry:
        check_names(dataset.variables)
        coords: dict[str, Entry] = {}
        for name in dataset.coords:
            coordinate = to_array_member(dataset[name], dataset[name].values)
            (column,) = split_into_columns([replace(coordinate, compression=self._compression)])
            _, entries = self._coordinates.write(_join(path, name), column)
            entry = entries[str(name)]
            coords[str(name)] = {**entry, "array": entry["dims"], "coords": {}}
        variables = {
            name: self._write_data_array(_join(path, name), array)
            for name, array in dataset.data_vars.items()
        }
        entry = {"variables": variables, "coords": coords}
        group = self._writer.require_group(path)
        self.attributes.add(entry, [dataset.attrs], group)
        set_coordinates_attribute(group, coords, group.dimensions)
        return entry

    def _write_table(self, path: str, table: pd.DataFrame) -> Entry:
        check_table(table)
        index = table.index
        levels = [index.get_level_values(level) for level in range(index.nlevels)]
        columns = [table.iloc[:, number] for number in range(table.shape[1])]
        return {
            "columns": [to_json(name) for name in table.columns],
            "names": to_json([list(table.columns.names), list(index.names)]),
            "levels": [
                self._write_series(f"{path}/index {n}", level) for n, level in enumerate(levels)
            ],
            "values": [self._write_series(_join(path, c.name), c) for c in columns],
            "attrs": to_json(table.attrs),
        }

    def _write_series(self, path: str, series: pd.Series | pd.Index) -> Entry:
        values = self._write_array(path, tree.Array(series.to_numpy()))
        return {"dtype": str(series.dtype), **values}

    def _write_group(self, path: str, group: Group) -> Entry:
        members = [
            [name, self._write_member(_join(path, name), member)]
            for name, member in group.members().items()
        ]
        entry: Entry = {"path": group.path, "members": members, "universe": None}
        if isinstance(group, Universe):
            entry["universe"] = [group.id, to_json(group.parameters)]
        return entry

    def _write_member(self, path: str, member: tree.Member) -> Entry:
        match member:
            case tree.Array():
                return self._write_array(path, member)
            case tree.Text(text, syntax):
                return {"text": text, "syntax": syntax}
            case tree.GroupMember(kind, attrs):
                return {"group": kind, "attrs": to_json(attrs)}


def _join(path: str, name: Hashable) -> str:
    return f"{path}/{_to_component(str(name))}"


def _to_component(name: str) -> str:
    # NetCDF names cannot contain this character: it becomes "_" there, but names stay distinct here
    return name.replace("/", "\x1f")
