"""Values of tags in a netCDF file: arrays, datasets, tables, groups, plain values, nested ones."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import netCDF4
import numpy as np
import pandas as pd
import xarray as xr

from paraverse.load import members as tree
from paraverse.results.serializable import check_names, check_table, without_indexes
from paraverse.store.arrays import added_shape, is_encoded_by_type
from paraverse.store.dtypes import dtype_from_json
from paraverse.store.exact_json import from_json, to_json
from paraverse.store.groups.base import Group, find_group_class
from paraverse.store.read.columns import StoredArray, Variables
from paraverse.store.read.members import MemberReader
from paraverse.store.universe import Universe
from paraverse.store.write.attribute_table import AttributeTable, read_attributes
from paraverse.store.write.columns import variable_of, write_once
from paraverse.store.write.coordinates import Labels, show_coordinates
from paraverse.store.write.netcdf_writer import NetcdfWriter
from paraverse.store.write.uniform_columns import check, split
from paraverse.transform.evaluation.lazy import lazy_array

Described = dict[str, Any]
"""What the index says of a value."""


class ValueWriter:
    """Writes values; of each it returns what the index says of it.

    Parameters
    ----------
    writer
        Of the file.

    Attributes
    ----------
    attributes
        The table of attributes, for the index.
    """

    def __init__(self, writer: NetcdfWriter) -> None:
        self.attributes = AttributeTable()
        self._writer = writer
        self._labels = Labels(writer, self.attributes, 1)

    def tag(self, tag: str, value: Any) -> Described:
        """Write the value of a tag into a group of its own; what is lazy chunk by chunk.

        Raises
        ------
        TypeError
            If it cannot be stored, see `check_storable`.
        """
        name = _in_path(tag)
        self._writer.group(name)
        if isinstance(value, xr.Dataset):
            return self._value(name, value)
        if type(value) in (bool, int, float, str) and np.asarray(value).dtype != object:
            write_once(self._writer, f"{name}/{name}", np.asarray(value), [])  # for others
        return self._value(f"{name}/{name}", value)

    def _value(self, path: str, value: Any) -> Described:
        match value:
            case xr.DataArray():
                return {"is": "DataArray", "name": to_json(value.name), **self._array(path, value)}
            case xr.Dataset():
                return {"is": "Dataset", **self._dataset(path, value)}
            case pd.DataFrame():
                return {"is": "DataFrame", **self._table(path, value)}
            case pd.Series():
                table = self._table(path, value.to_frame())
                return {"is": "Series", **table, "name": to_json(value.name)}
            case Group():
                return {"is": "group", **self._group(path, value)}
            case xr.DataTree():
                raise TypeError("values of type DataTree cannot be stored")
            case np.ndarray() | np.generic():
                kind = "array" if isinstance(value, np.ndarray) else "scalar"
                return {"is": kind, **self._member(path, tree.Array(np.asanyarray(value)))}
            case Mapping():
                items = [[to_json(key), self._value(_below(path, key), item)]
                         for key, item in value.items()]  # fmt: skip
                return {"is": "mapping", "items": items}
            case list() | tuple():
                kind = "list" if isinstance(value, list) else "tuple"
                inside = [self._value(_below(path, i), item) for i, item in enumerate(value)]
                return {"is": kind, "items": inside}
        return {"is": "plain", "value": to_json(value)}

    def _array(self, path: str, array: xr.DataArray) -> Described:
        is_streamed = array.chunks is not None and is_encoded_by_type(array.dtype)
        return self._member(
            path, without_indexes(array, array.data if is_streamed else array.values)
        )

    def _member(self, path: str, array: tree.Array) -> Described:
        try:
            dims, coords = self._labels.write(path, *split([array]))
            values = write_once(self._writer, path, array.values, dims)
            variable = variable_of(self._writer, values)
            described = {"array": array.dims, "values": values, "coords": coords}
            self.attributes.describe(described, [array.attrs], variable)
        except TypeError:
            check(array)  # says what it is in it
            raise
        show_coordinates(variable, coords, dims)
        return described

    def _dataset(self, path: str, dataset: xr.Dataset) -> Described:
        check_names(dataset.variables)
        coords: dict[str, Described] = {}
        for name in dataset.coords:
            (part,) = split([without_indexes(dataset[name], dataset[name].values)])
            written = self._labels.write(_below(path, name), part)[1][str(name)]
            coords[str(name)] = {**written, "array": written["dims"], "coords": {}}
        variables = {
            name: self._array(_below(path, name), array)
            for name, array in dataset.data_vars.items()
        }
        described: Described = {"variables": variables, "coords": coords}
        group = self._writer.group(path)
        self.attributes.describe(described, [dataset.attrs], group)
        show_coordinates(group, coords, group.dimensions)
        return described

    def _table(self, path: str, table: pd.DataFrame) -> Described:
        check_table(table)
        index = table.index
        levels = [index.get_level_values(level) for level in range(index.nlevels)]
        columns = [table.iloc[:, number] for number in range(table.shape[1])]
        return {
            "columns": [to_json(name) for name in table.columns],
            "names": to_json([list(table.columns.names), list(index.names)]),
            "levels": [self._series(f"{path}/index {n}", level) for n, level in enumerate(levels)],
            "values": [self._series(_below(path, c.name), c) for c in columns],
            "attrs": to_json(table.attrs),
        }

    def _series(self, path: str, series: pd.Series | pd.Index) -> Described:
        return {"dtype": str(series.dtype), **self._member(path, tree.Array(series.to_numpy()))}

    def _group(self, path: str, group: Group) -> Described:
        members = []
        for name, member in group.members().items():
            match member:
                case tree.Array():
                    described = self._member(_below(path, name), member)
                case tree.Text(text, syntax):
                    described = {"text": text, "syntax": syntax}
                case tree.Group(kind, attrs):
                    described = {"group": kind, "attrs": to_json(attrs)}
            members.append([name, described])
        of = [group.id, to_json(group.parameters)] if isinstance(group, Universe) else None
        return {"path": group.path, "members": members, "universe": of}


def _below(path: str, name: Hashable) -> str:
    return f"{path}/{_in_path(str(name))}"


def _in_path(name: str) -> str:
    # A character that no name in netCDF has: it becomes "_" there, and names stay different
    return name.replace("/", "\x1f")


class ValueReader:
    """Reads values as the index describes them.

    Parameters
    ----------
    file
        The file, open.
    attributes
        The table of attributes in the index.
    limit
        Bytes above which an array of xarray is lazy.
    """

    def __init__(
        self,
        file: netCDF4.Dataset,
        attributes: Sequence[Mapping[str, Any]],
        limit: float = float("inf"),
    ) -> None:
        self._path = file.filepath()
        self._attributes = attributes
        self._variables = Variables(file)
        self._members = MemberReader(self._variables, attributes)
        self._limit = limit

    def value(self, described: Described) -> Any:
        """Read a value."""
        match described["is"]:
            case "DataArray":
                return self._array(described).rename(from_json(described["name"]))
            case "Dataset":
                return xr.Dataset(
                    {name: self._array(entry) for name, entry in described["variables"].items()},
                    {name: self._array(entry) for name, entry in described["coords"].items()},
                    read_attributes(self._attributes, described, 0),
                )
            case "DataFrame":
                return self._table(described)
            case "Series":
                return self._table(described).iloc[:, 0].rename(from_json(described["name"]))
            case "group":
                return self._group(described)
            case "array":
                return self._member(described).values
            case "scalar":
                return self._member(described).values[()]
            case "mapping":
                return {from_json(key): self.value(item) for key, item in described["items"]}
            case "list":
                return [self.value(item) for item in described["items"]]
            case "tuple":
                return tuple(self.value(item) for item in described["items"])
            case _:
                return from_json(described["value"])

    def _array(self, described: Described) -> xr.DataArray:
        lazy = self._lazy(described["values"])
        array = self._member(described) if lazy is None else self._members.array(described, lazy)
        return xr.DataArray(array.values, dict(array.coords), array.dims, attrs=array.attrs)

    def _lazy(self, column: Mapping[str, Any]) -> Any:
        """Values as an array of dask, if they are large."""
        dtype = dtype_from_json(column["dtype"])
        if column["layout"] != "once" or not is_encoded_by_type(dtype):
            return None
        shape = self._variables.shape(column["at"])
        shape = shape[: len(shape) - len(added_shape(dtype, column["encoding"]))]
        if math.prod(shape) * dtype.itemsize <= self._limit:
            return None
        return lazy_array(StoredArray(self._path, column, shape))

    def _member(self, described: Described) -> tree.Array:
        member = self._members.read(described)
        assert isinstance(member, tree.Array)
        return member

    def _table(self, described: Described) -> pd.DataFrame:
        column_names, level_names = from_json(described["names"])
        levels = [pd.Index(self._series(level)) for level in described["levels"]]
        index = levels[0] if len(levels) == 1 else pd.MultiIndex.from_arrays(levels)
        columns = {n: self._series(values).array for n, values in enumerate(described["values"])}
        table = pd.DataFrame(columns, index=index.set_names(level_names))
        table.columns = pd.Index(list(map(from_json, described["columns"])))
        table.columns.names = column_names
        table.attrs = from_json(described["attrs"])
        return table

    def _series(self, described: Described) -> pd.Series:
        return pd.Series(self._member(described).values, dtype=described["dtype"])

    def _group(self, described: Described) -> Group:
        members: dict[str, tree.Member] = {}
        for path, member in described["members"]:
            match member:
                case {"text": text, "syntax": syntax}:
                    members[path] = tree.Text(text, syntax)
                case {"group": kind, "attrs": attrs}:
                    members[path] = tree.Group(kind, from_json(attrs))
                case _:
                    members[path] = self._member(member)
        if described["universe"] is not None:
            name, parameters = described["universe"]
            return Universe(members, name, from_json(parameters))
        group = members.get(described["path"], tree.Group())
        assert isinstance(group, tree.Group)
        return find_group_class(group.kind)(members, described["path"])
