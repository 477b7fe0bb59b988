"""The data behind a figure: tagged results as a netCDF file, a group for each tag."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import xarray as xr

from paraverse.errors import ParaverseError, SkipPlot
from paraverse.load.tree import Array
from paraverse.store.attributes import AttributeTable, read_attributes
from paraverse.store.exact_json import from_json, to_json
from paraverse.store.index import new_file, open_file
from paraverse.store.labels import Labels, show_coordinates
from paraverse.store.netcdf import NetcdfWriter
from paraverse.store.parts import check, split
from paraverse.store.read_columns import Variables
from paraverse.store.read_members import MemberReader
from paraverse.store.write_columns import variable_of, write_once

Described = dict[str, Any]
"""What the index says of a value."""


def write_results(path: str | Path, tags: Mapping[str, Any], skipped: str | None = None) -> None:
    """Write tagged results to a file; it appears complete or not at all.

    Parameters
    ----------
    path
        The netCDF file. For the same results it has the same bytes.
    tags
        Arrays, datasets, numbers, texts, and lists and mappings of these.
    skipped
        Why there are none, if the plot is skipped.

    Raises
    ------
    ParaverseError
        If a result is of another type.
    """
    with new_file(path) as (file, index):
        writer = _Writer(NetcdfWriter(file))
        index["skipped"] = skipped
        index["tags"] = []
        for tag, value in tags.items():
            try:
                index["tags"].append([tag, writer.tag(tag, value)])
            except TypeError as error:
                raise ParaverseError(
                    f"The tag {tag!r} ({type(value).__name__}) cannot be stored: {error}. Turn it "
                    f"into an array or dataset, or name it `.{tag}` if no plot function needs it."
                ) from error
        index["attributes"] = writer.attributes.rows


def read_results(path: str | Path) -> dict[str, Any]:
    """Read what `write_results` wrote.

    Returns
    -------
    dict
        The value of each tag.

    Raises
    ------
    LoadError
        If the file is none of results, or of another version.
    SkipPlot
        If the plot is skipped.
    """
    file, index = open_file(path)
    with file:
        if index["skipped"] is not None:
            raise SkipPlot(index["skipped"])
        reader = _Reader(file, index["attributes"])
        return {tag: reader.value(described) for tag, described in index["tags"]}


class _Writer:
    """Writes values; of each it returns what the index says of it."""

    def __init__(self, writer: NetcdfWriter) -> None:
        self.attributes = AttributeTable()
        self._writer = writer
        self._labels = Labels(writer, self.attributes, 1)

    def tag(self, tag: str, value: Any) -> Described:
        """Write the value of a tag into a group of its own."""
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
            case xr.DataTree():
                raise TypeError("values of type DataTree cannot be stored")
            case np.ndarray() | np.generic():
                kind = "array" if isinstance(value, np.ndarray) else "scalar"
                return {"is": kind, **self._member(path, Array(np.asanyarray(value)))}
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
        return self._member(path, _plain(array))

    def _member(self, path: str, array: Array) -> Described:
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
        _check_names(dataset.variables)
        coords: dict[str, Described] = {}
        for name in dataset.coords:
            (part,) = split([_plain(dataset[name])])
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


def _plain(array: xr.DataArray) -> Array:
    """An array with its labels, without its indexes."""
    for name, index in array.indexes.items():
        if index.nlevels > 1:
            raise TypeError(f"{name!r} is a MultiIndex; reset it before (`.reset_index`)")
    _check_names([*array.dims, *array.coords])
    coords = {
        str(name): (tuple(map(str, coord.dims)), coord.values, coord.attrs)
        for name, coord in array.coords.items()
    }
    return Array(array.values, array.attrs, tuple(map(str, array.dims)), coords)


def _check_names(names: Iterable[Hashable]) -> None:
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"the name {name!r} in it is no text; rename it (`.rename`)")


def _below(path: str, name: Hashable) -> str:
    return f"{path}/{_in_path(str(name))}"


def _in_path(name: str) -> str:
    # A character that no name in netCDF has: it becomes "_" there, and names stay different
    return name.replace("/", "\x1f")


class _Reader:
    """Reads values as the index describes them."""

    def __init__(self, file: netCDF4.Dataset, attributes: Sequence[Mapping[str, Any]]) -> None:
        self._attributes = attributes
        self._members = MemberReader(Variables(file), attributes)

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
        array = self._member(described)
        return xr.DataArray(array.values, dict(array.coords), array.dims, attrs=array.attrs)

    def _member(self, described: Described) -> Array:
        member = self._members.read(described)
        assert isinstance(member, Array)
        return member
