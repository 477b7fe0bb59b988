"""Read values of tags as the index of a file describes them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import xarray as xr

from paraverse.load import members as tree
from paraverse.store.arrays import added_shape, is_encoded_by_dtype
from paraverse.store.dtypes import dtype_from_json
from paraverse.store.exact_json import from_json
from paraverse.store.groups.base import Group, find_group_class
from paraverse.store.groups.conversion import to_variable
from paraverse.store.read.columns import StoredArray, Variables
from paraverse.store.read.members import MemberReader
from paraverse.store.read.stored_file import StoredFile
from paraverse.store.universe import Universe
from paraverse.transform.evaluation.lazy import lazy_array


class ValueReader:
    """Reader of the values in one file.

    Parameters
    ----------
    file
        The file, open for reading.
    attributes
        Table of attributes in the index.
    max_bytes
        Labeled arrays larger than this are returned as lazy dask arrays; by default, none are.
    """

    def __init__(
        self,
        file: StoredFile,
        attributes: Sequence[Mapping[str, Any]],
        max_bytes: float = float("inf"),
    ) -> None:
        self._path = file.path
        self._variables = Variables(file)
        self._members = MemberReader(self._variables, attributes)
        self._max_bytes = max_bytes

    def read(self, entry: Mapping[str, Any]) -> Any:
        """Read a value.

        Parameters
        ----------
        entry
            Entry of the index, as returned by `paraverse.results.value_writer.ValueWriter`.

        Returns
        -------
        object
            The value, of the type that was written.

        Raises
        ------
        LoadError
            If the file cannot be read.
        DamagedFileError
            If the value is damaged.
        """
        match entry["is"]:
            case "DataArray":
                return self._read_data_array(entry).rename(from_json(entry["name"]))
            case "Dataset":
                return xr.Dataset(
                    {name: self._read_data_array(e) for name, e in entry["variables"].items()},
                    {name: self._read_data_array(e) for name, e in entry["coords"].items()},
                    self._members.read_attributes(entry),
                )
            case "DataFrame":
                return self._read_table(entry)
            case "Series":
                return self._read_table(entry).iloc[:, 0].rename(from_json(entry["name"]))
            case "group":
                return self._read_group(entry)
            case "array":
                return self._read_array(entry).values
            case "scalar":
                return self._read_array(entry).values[()]
            case "mapping":
                return {from_json(key): self.read(item) for key, item in entry["items"]}
            case "list":
                return [self.read(item) for item in entry["items"]]
            case "tuple":
                return tuple(self.read(item) for item in entry["items"])
            case _:
                return from_json(entry["value"])

    def _read_data_array(self, entry: Mapping[str, Any]) -> xr.DataArray:
        lazy = self._open_lazily(entry["values"])
        array = self._read_array(entry) if lazy is None else self._members.read_labels(entry, lazy)
        dims = array.dims or ()
        coords = {name: to_variable(*coord) for name, coord in array.coords.items()}
        return xr.DataArray(to_variable(dims, array.values), coords, dims, attrs=array.attrs)

    def _open_lazily(self, column: Mapping[str, Any]) -> Any:
        """Return values as a dask array if they are large, otherwise None."""
        dtype = dtype_from_json(column["dtype"])
        if column["layout"] != "once" or not is_encoded_by_dtype(dtype):
            return None
        shape = self._variables.shape(column["at"])
        shape = shape[: len(shape) - len(added_shape(dtype, column["encoding"]))]
        if math.prod(shape) * dtype.itemsize <= self._max_bytes:
            return None
        return lazy_array(StoredArray(self._path, column, shape))

    def _read_array(self, entry: Mapping[str, Any]) -> tree.Array:
        member = self._members.read(entry)
        assert isinstance(member, tree.Array)
        return member

    def _read_table(self, entry: Mapping[str, Any]) -> pd.DataFrame:
        column_names, level_names = from_json(entry["names"])
        levels = [pd.Index(self._read_series(level)) for level in entry["levels"]]
        index = levels[0] if len(levels) == 1 else pd.MultiIndex.from_arrays(levels)
        columns = {n: self._read_series(values).array for n, values in enumerate(entry["values"])}
        table = pd.DataFrame(columns, index=index.set_names(level_names))
        table.columns = pd.Index(list(map(from_json, entry["columns"])))
        table.columns.names = column_names
        table.attrs = from_json(entry["attrs"])
        return table

    def _read_series(self, entry: Mapping[str, Any]) -> pd.Series:
        return pd.Series(self._read_array(entry).values, dtype=entry["dtype"])

    def _read_group(self, entry: Mapping[str, Any]) -> Group:
        members: dict[str, tree.Member] = {}
        for path, member in entry["members"]:
            match member:
                case {"text": text, "syntax": syntax}:
                    members[path] = tree.Text(text, syntax)
                case {"group": kind, "attrs": attrs}:
                    members[path] = tree.GroupMember(kind, from_json(attrs))
                case _:
                    members[path] = self._read_array(member)
        if entry["universe"] is not None:
            name, parameters = entry["universe"]
            return Universe(members, name, from_json(parameters))
        group = members.get(entry["path"], tree.GroupMember())
        assert isinstance(group, tree.GroupMember)
        return find_group_class(group.kind)(members, entry["path"])
