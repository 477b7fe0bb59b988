"""Decide which values can be written as results of a transformation."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from paraverse.load import members as tree
from paraverse.store.exact_json import to_json
from paraverse.store.write.uniform_columns import check_member


def check_serializable(value: Any) -> None:
    """Check that a value can be written, without reading data that are not in memory.

    Parameters
    ----------
    value
        Any value.

    Raises
    ------
    TypeError
        If it is not an array, a dataset, a table, a group of the data tree, a plain value, or a
        list, tuple or mapping of these; the message names what cannot be stored. Examples are
        functions and graphs.
    """
    match value:
        case xr.DataArray():
            in_memory = value.variable._in_memory
            values = value.values if in_memory else np.empty(0, value.dtype)
            check_member(to_array_member(value, values))
        case xr.Dataset():
            check_names(value.variables)
            to_json(value.attrs)
            for variable in value.variables:
                check_serializable(value[variable])
        case xr.DataTree():
            raise TypeError("values of type DataTree cannot be stored")
        case pd.DataFrame():
            check_table(value)
        case pd.Series():
            check_table(value.to_frame())
        case np.ndarray() | np.generic():
            check_member(tree.Array(np.asanyarray(value)))
        case dict():
            to_json(list(value))
            for item in value.values():
                check_serializable(item)
        case list() | tuple():
            for item in value:
                check_serializable(item)
        case Mapping():  # a group of the data tree, which reads its members on request
            pass
        case _:
            to_json(value)


def is_serializable(value: Any) -> bool:
    """Tell whether a value can be written.

    Parameters
    ----------
    value
        Any value.

    Returns
    -------
    bool
        Whether `check_serializable` accepts it.
    """
    try:
        check_serializable(value)
    except TypeError:
        return False
    return True


def to_array_member(array: xr.DataArray, values: Any) -> tree.Array:
    """Convert a labeled array to a member of a data tree, which has no indexes.

    Parameters
    ----------
    array
        The labeled array.
    values
        The values to use: those of `array`, or others in their place, such as a dask array.

    Returns
    -------
    Array
        The values with the dimensions, coordinates and attributes of `array`.

    Raises
    ------
    TypeError
        If it has a MultiIndex, or names that are not strings.
    """
    for name, index in array.indexes.items():
        if index.nlevels > 1:
            raise TypeError(f"{name!r} is a MultiIndex; reset it before (`.reset_index`)")
    check_names([*array.dims, *array.coords])
    coords = {
        str(name): (tuple(map(str, coord.dims)), coord.values, coord.attrs)
        for name, coord in array.coords.items()
    }
    return tree.Array(values, attrs=array.attrs, dims=tuple(map(str, array.dims)), coords=coords)


def check_table(table: pd.DataFrame) -> None:
    """Check that a table can be written.

    Parameters
    ----------
    table
        The table, with any index and columns.

    Raises
    ------
    TypeError
        If a column or a level of the index has a dtype that only exists in pandas, or if names or
        attributes cannot be stored.
    """
    to_json([list(table.columns), list(table.columns.names), list(table.index.names), table.attrs])
    levels = [table.index.get_level_values(n) for n in range(table.index.nlevels)]
    for values in (*levels, *(table.iloc[:, n] for n in range(table.shape[1]))):
        if not isinstance(values.dtype, np.dtype) and str(values.dtype) != "str":
            raise TypeError(f"values of the type {values.dtype} of pandas cannot be stored")
        check_member(tree.Array(values.to_numpy()))


def check_names(names: Iterable[Hashable]) -> None:
    """Check that names of dimensions or variables are strings.

    Parameters
    ----------
    names
        The names.

    Raises
    ------
    TypeError
        If one of them is not a string.
    """
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"the name {name!r} in it is not a string; rename it (`.rename`)")
