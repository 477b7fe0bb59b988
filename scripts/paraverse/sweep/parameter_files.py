"""Read the parameters of a universe from one of its files, for example JSON or HDF5 attributes."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from paraverse.base.regular_files import check_regular, open_regular
from paraverse.errors import LoadError
from paraverse.load.isolated_calls import call_isolated
from paraverse.load.plain_values import plain_values

_MAX_BYTES = 2**21
"""Largest table that pandas reads for parameters when the plan is made."""

_MAX_ROW_BYTES = 2**16
"""Largest CSV file that is taken for a table of parameters; the data of a universe are larger."""

_SIMPLE_OPTIONS = {
    "sep", "delimiter", "index_col", "usecols", "dtype", "parse_dates", "na_values",
    "keep_default_na", "skipinitialspace", "float_precision", "low_memory", "engine",
}  # fmt: skip
"""Options of `pandas.read_csv` with which the first row still holds the names of columns."""

_COMPRESSED = (".gz", ".bz2", ".zip", ".xz", ".zst", ".tar")

_NOT_ONE_ROW = "is not a table with a single row"

Kind = Literal["nested", "text", "binary"]
"""Kind of a file, by how it represents the types of its values.

nested
    Values have types, and mappings can contain mappings: YAML, JSON, TOML.
text
    Values are text, whatever they stand for: columns of CSV files, parts of paths.
binary
    Values have the types of a binary format, which may lack some, such as Booleans.
"""


@dataclass(frozen=True, kw_only=True)
class FileParameters:
    """The parameters that a file holds, as plain data.

    Attributes
    ----------
    mappings
        Mappings from names to values, in the order in which to look for parameters. Those of an
        HDF5 file are its attributes and scalar datasets: first all of them, nested as the groups
        are, and then those of each group and dataset.
    kind
        What the file says about types.
    datasets
        The keys of those values in the first mapping that are scalar datasets of an HDF5 file.
    reason
        Why the file has no parameters; empty if it has some.
    """

    mappings: tuple[Mapping[str, Any], ...] = ()
    kind: Kind = "nested"
    datasets: Collection[tuple[str, ...]] = ()
    reason: str = ""


Reader = Callable[[str, str, Mapping[str, Any]], FileParameters]
"""A function with the arguments and the result of `read_parameters`."""


def reading_cost(loader: str) -> int | None:
    """Return how much it costs to read parameters from the files of a loader.

    Parameters
    ----------
    loader
        The name of the loader.

    Returns
    -------
    int or None
        0 for mappings as text; 1 for tables; 2 for formats whose libraries take long to import;
        None for loaders whose files are not read for parameters, such as logs and the project's
        own formats.
    """
    if loader in _SYNTAXES:
        return 0
    if loader == "pandas_csv":
        return 1
    return 2 if loader in _SLOW_READERS else None


def read_parameters(path: str, loader: str, options: Mapping[str, Any]) -> FileParameters:
    """Read the parameters in a file of a universe.

    The result depends on nothing but the content of the file and the arguments, so that it can be
    kept for as long as the content is the same.

    Parameters
    ----------
    path
        The path of the file.
    loader
        The name of the loader that its entry of the load configuration has.
    options
        The options of this loader.

    Returns
    -------
    FileParameters
        The parameters, or the reason why there are none.
    """
    if reading_cost(loader) is None:
        return FileParameters(reason=f"the loader {loader!r} gives no parameters")
    try:
        if loader in _SYNTAXES:
            return _of_text(path, _SYNTAXES[loader])
        if loader == "pandas_csv" and options.keys() <= _SIMPLE_OPTIONS:
            delimiter = options.get("sep", options.get("delimiter", ","))
            is_plain = not path.endswith(_COMPRESSED) and isinstance(delimiter, str)
            if is_plain and len(delimiter) == 1:
                return _of_csv(path, delimiter)
        check_regular(path)
        return call_isolated(_read_slowly, path, loader, options)
    except LoadError as error:
        return FileParameters(reason=str(error).removeprefix(path).removeprefix(":").strip())
    except Exception as error:  # broken bytes may raise anything in a library
        reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        return FileParameters(reason=f"cannot be read: {reason or type(error).__name__}")


def _read_slowly(path: str, loader: str, options: Mapping[str, Any]) -> FileParameters:
    return _SLOW_READERS[loader](path, options)


def _of_text(path: str, syntax: str) -> FileParameters:
    from paraverse.load.formats.text import (
        parse_small_file,  # here, as few processes read parameters
    )

    data = parse_small_file(path, syntax)
    if not isinstance(data, Mapping):
        return FileParameters(reason="holds no mapping from names to values")
    return FileParameters(mappings=(data,))


def _of_csv(path: str, delimiter: str) -> FileParameters:
    with open_regular(path) as file:
        text = file.read(_MAX_ROW_BYTES).decode("utf-8-sig", "replace")
        is_whole = not file.read(1)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
        first = [row for row, _ in zip(filter(None, rows), range(3), strict=False)]
    except csv.Error as error:
        raise LoadError(f"not a valid table: {error}") from error
    if not is_whole or len(first) != 2 or len(first[0]) != len(first[1]):
        return FileParameters(reason=_NOT_ONE_ROW)
    return FileParameters(mappings=(dict(zip(*first, strict=True)),), kind="text")


def _read_hdf5(path: str, options: Mapping[str, Any]) -> FileParameters:
    from paraverse.load.hdf5.parameters import read_hdf5_parameters  # imports h5py, which is slow

    objects, datasets = read_hdf5_parameters(path)
    keys = {(*filter(None, group.split("/")), name) for group, name in datasets}
    return replace(_of_objects(objects), datasets=keys)


def _read_netcdf(path: str, options: Mapping[str, Any]) -> FileParameters:
    with open(path, "rb") as stream:
        is_classic = stream.read(3) == b"CDF"
    if not is_classic:
        return _read_hdf5(path, options)
    import netCDF4  # slow

    with netCDF4.Dataset(path) as file:
        scalars = {name: v for name, v in file.variables.items() if v.ndim == 0}
        values = {name: variable[...] for name, variable in scalars.items()}
        values |= {name: file.getncattr(name) for name in file.ncattrs()}
    return _of_objects({"": plain_values(values)})


def _read_with_pandas(loader: str) -> Callable[[str, Mapping[str, Any]], FileParameters]:
    def read(path: str, options: Mapping[str, Any]) -> FileParameters:
        if os.path.getsize(path) > _MAX_BYTES:
            return FileParameters(reason=_NOT_ONE_ROW)
        from paraverse.load.registry import find_loader

        table = find_loader(loader)(path, **options)
        if getattr(table, "ndim", None) != 2 or len(table) != 1:
            return FileParameters(reason=_NOT_ONE_ROW)
        values = {str(name): table[name].iloc[0] for name in table.columns}
        return FileParameters(mappings=(plain_values(values),), kind="binary")

    return read


def _of_objects(objects: Mapping[str, Mapping[str, Any]]) -> FileParameters:
    """Return the parameters in the groups and datasets of a file, given by path."""
    top: dict[str, Any] = {}
    for path, values in objects.items():
        if not values:
            continue
        group = top
        for name in filter(None, path.split("/")):
            inner = group.setdefault(name, {})
            group = inner if isinstance(inner, dict) else {}
        group.update({name: value for name, value in values.items() if name not in group})
    others = (values for path, values in objects.items() if path and values)
    return FileParameters(mappings=(top, *others), kind="binary")


_SYNTAXES = {
    **dict.fromkeys(("yaml", "yml", "yaml_to_object", "yml_to_object"), "yaml"),
    "json": "json",
    "toml": "toml",
}

_SLOW_READERS: dict[str, Callable[[str, Mapping[str, Any]], FileParameters]] = {
    **dict.fromkeys(("hdf5", "hdf5_as_dask", "hdf5_proxy"), _read_hdf5),
    **dict.fromkeys(("xr_dataarray", "xr_dataset"), _read_netcdf),
    "pandas_csv": _read_with_pandas("pandas_csv"),
    "pandas_generic": _read_with_pandas("pandas_generic"),
}
