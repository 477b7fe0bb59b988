"""The loaders for files that xarray reads; conversion of xarray objects to members."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.formats.dtypes import to_common_dtype
from paraverse.load.members import Array, Deflate, GroupMember, Tree, member_name
from paraverse.load.report import Report

if TYPE_CHECKING:
    import xarray as xr

_OTHER_COMPRESSIONS = ("szip", "zstd", "bzip2", "blosc", "compression", "compressor", "compressors")
"""Keys of the encoding by which xarray's engines describe any compression but that by zlib."""


def load_dataarray(
    path: str,
    *,
    base: str | None = None,
    engine: str | None = None,
    load_completely: Any = None,
    **options: Any,
) -> xr.DataArray:
    """Read a file that xarray can open and that has one variable.

    Parameters
    ----------
    path
        The netCDF file, or another file that the engine opens.
    base
        The folder that links in the file may not lead out of; by default the file's own.
    engine
        One of xarray's engines; by default the first one that can open the file.
    load_completely
        Ignored: files are always loaded completely.
    **options
        As in `xarray.open_dataarray`.

    Returns
    -------
    xarray.DataArray
        The variable with its coordinates, in memory.

    Raises
    ------
    LoadError
        If the file refers to files outside the folder, or claims more values than it stores.
    """
    import xarray as xr

    _check(path, FieldFilter(), base, engine)
    with xr.open_dataarray(path, engine=engine, **options) as array:
        return array.load()


def load_dataset(
    path: str,
    field_filter: FieldFilter | None = None,
    *,
    base: str | None = None,
    engine: str | None = None,
    load_completely: Any = None,
    **options: Any,
) -> xr.Dataset:
    """Read a file, or a Zarr store, that xarray can open.

    Parameters
    ----------
    path
        The netCDF file, the folder of the Zarr store, or another file that the engine opens.
    field_filter
        Selects the variables to read; by default all.
    base
        The folder that links in the file may not lead out of; by default the file's own.
    engine
        One of xarray's engines; by default the first one that can open the file.
    load_completely
        Ignored: files are always loaded completely.
    **options
        As in `xarray.open_dataset`.

    Returns
    -------
    xarray.Dataset
        The selected variables with their coordinates, in memory.

    Raises
    ------
    LoadError
        If the file refers to files outside the folder, or claims more values than it stores.
    """
    import xarray as xr

    _check(path, field_filter or FieldFilter(), base, engine)
    with xr.open_dataset(path, engine=engine, **options) as dataset:
        if field_filter is not None:
            dataset = dataset[[name for name in dataset.variables if str(name) in field_filter]]
        return dataset.load()


def _check(path: str, field_filter: FieldFilter, base: str | None, engine: str | None) -> None:
    if os.path.isdir(path) or zipfile.is_zipfile(path):
        _forbid_pickles()
        return
    from paraverse.load.hdf5.filters import add_filters
    from paraverse.load.hdf5.whole_file import check_file

    check_file(path, field_filter, base)
    if engine == "h5netcdf":  # reads with h5py
        add_filters()


def _forbid_pickles() -> None:
    """Remove the codec of Zarr that runs code from the data."""
    try:
        from numcodecs import registry  # type: ignore[import-not-found, unused-ignore]
    except ImportError:  # xarray explains what is missing
        return
    for codecs in (registry.codec_registry, registry.entries):
        codecs.pop("pickle", None)


def xarray_to_members(
    value: xr.DataArray | xr.Dataset | xr.DataTree, report: Report
) -> Array | Tree:
    """Convert an xarray object to members.

    Parameters
    ----------
    value
        The object.
    report
        Called with a message for each variable or coordinate that cannot be stored.

    Returns
    -------
    Array or dict of str to Member
        An array for a `DataArray`. For a `Dataset`, a group of kind "Dataset" with all variables
        in it; those that are coordinates are among their own `coords`. For a `DataTree`,
        a group of kind "Dataset" for each node.

    Raises
    ------
    LoadError
        If an array cannot be stored.
    """
    import xarray as xr

    if isinstance(value, xr.DataArray):
        return _array(value, report)
    if isinstance(value, xr.Dataset):
        return _dataset(value, report)
    if isinstance(value, xr.DataTree):
        tree: Tree = {}
        for node in value.subtree:
            path = node.path.strip("/")
            for name, member in _dataset(node.to_dataset(), report).items():
                tree[f"{path}/{name}".strip("/")] = member
        return tree
    raise LoadError(f"a {type(value).__name__} cannot be stored")


def _dataset(dataset: xr.Dataset, report: Report) -> Tree:
    dataset = _without_multiindexes(dataset)
    tree: Tree = {"": GroupMember("Dataset", dict(dataset.attrs))}
    for name in dataset.variables:
        try:
            tree[member_name(name)] = _array(dataset[name], report)
        except LoadError as error:
            report(f"{name}: {error}")
    return tree


def _array(array: xr.DataArray, report: Report) -> Array:
    array = _without_multiindexes(array)
    coords: dict[str, Any] = {}
    for name, coordinate in array.coords.items():
        try:
            dims = tuple(map(str, coordinate.dims))
            attrs = [dict(coordinate.attrs)] if coordinate.attrs else []
            coords[member_name(name)] = (dims, to_common_dtype(coordinate.values), *attrs)
        except LoadError as error:
            report(f"coordinate {name}: {error}")
    return Array(
        to_common_dtype(array.values),
        attrs=dict(array.attrs),
        dims=tuple(map(str, array.dims)),
        coords=coords,
        compression=_find_compression(array.encoding),
    )


def _find_compression(encoding: Mapping[str, Any]) -> Deflate | None:
    """Return how a variable is compressed in its file, as `load_hdf5` does for a dataset."""
    if encoding.get("zlib"):
        return Deflate(int(encoding.get("complevel") or 1), bool(encoding.get("shuffle")))
    is_compressed = any(encoding.get(name) for name in _OTHER_COMPRESSIONS)
    return Deflate() if is_compressed else None


def _without_multiindexes(value: Any) -> Any:
    """Replace MultiIndexes, which netCDF cannot store, with coordinates for their levels."""
    names = [name for name, index in value.indexes.items() if index.nlevels > 1]
    names = [name for name in names if name in value.dims]
    return value.reset_index(names) if names else value
