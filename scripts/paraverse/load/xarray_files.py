"""The loaders of what xarray reads, and xarray's objects as members of a data tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraverse.base.field_filter import FieldFilter
from paraverse.errors import LoadError
from paraverse.load.members import Array, Group, Tree
from paraverse.load.registry import Report
from paraverse.load.to_members import storable

if TYPE_CHECKING:
    import xarray as xr


def load_dataarray(
    path: str, *, engine: str | None = None, load_completely: Any = None, **options: Any
) -> xr.DataArray:
    """Read a file that xarray can open and that has one variable.

    Parameters
    ----------
    path
        The netCDF file, or whatever the engine opens.
    engine
        One of xarray's engines; by default the one that fits.
    load_completely
        Without effect.
    **options
        As in `xarray.open_dataarray`.
    """
    import xarray as xr

    with xr.open_dataarray(path, engine=engine, **options) as array:
        return array.load()


def load_dataset(
    path: str,
    wanted: FieldFilter | None = None,
    *,
    engine: str | None = None,
    load_completely: Any = None,
    **options: Any,
) -> xr.Dataset:
    """Read a file, or a Zarr store, that xarray can open.

    Parameters
    ----------
    path
        The netCDF file, the folder with the Zarr store, or whatever the engine opens.
    wanted
        Which variables to read.
    engine
        One of xarray's engines; by default the one that fits.
    load_completely
        Without effect.
    **options
        As in `xarray.open_dataset`.
    """
    import xarray as xr

    with xr.open_dataset(path, engine=engine, **options) as dataset:
        if wanted is not None:
            dataset = dataset[[name for name in dataset.variables if str(name) in wanted]]
        return dataset.load()


def members_of_xarray(
    value: xr.DataArray | xr.Dataset | xr.DataTree, report: Report
) -> Array | Tree:
    """Turn an object of xarray into members.

    Parameters
    ----------
    value
        The object.
    report
        Is called with a sentence for each variable or coordinate that cannot be stored.

    Returns
    -------
    Array or dict of str to Member
        Of a dataset, a group of kind "Dataset" with all variables in it; those that are
        coordinates have themselves among their `coords`.

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
    tree: Tree = {"": Group("Dataset", dict(dataset.attrs))}
    for name in dataset.variables:
        try:
            tree[name_in_path(name)] = _array(dataset[name], report)
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
            coords[name_in_path(name)] = (dims, storable(coordinate.values), *attrs)
        except LoadError as error:
            report(f"coordinate {name}: {error}")
    return Array(storable(array.values), dict(array.attrs), tuple(map(str, array.dims)), coords)


def _without_multiindexes(value: Any) -> Any:
    """Levels of a MultiIndex stay as coordinates: netCDF cannot hold it."""
    names = [name for name, index in value.indexes.items() if index.nlevels > 1]
    names = [name for name in names if name in value.dims]
    return value.reset_index(names) if names else value


def name_in_path(name: Any) -> str:
    """Return the name of a variable or column as part of a path."""
    return str(name).replace("/", "_").strip() or "_"
