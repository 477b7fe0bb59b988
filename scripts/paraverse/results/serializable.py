"""What can be stored as the result of a transformation."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from paraverse.load import members as tree
from paraverse.store.exact_json import to_json
from paraverse.store.write.uniform_columns import check


def check_storable(value: Any) -> None:
    """Check that a value can be written, without reading what is not in memory.

    Raises
    ------
    TypeError
        Saying what cannot: functions, graphs, and whatever else is neither an array, a dataset,
        a table, a group of the data tree, a plain value, nor a list or mapping of these.
    """
    match value:
        case xr.DataArray():
            in_memory = value.variable._in_memory
            check(without_indexes(value, value.values if in_memory else np.empty(0, value.dtype)))
        case xr.Dataset():
            check_names(value.variables)
            to_json(value.attrs)
            for variable in value.variables:
                check_storable(value[variable])
        case xr.DataTree():
            raise TypeError("values of type DataTree cannot be stored")
        case pd.DataFrame():
            check_table(value)
        case pd.Series():
            check_table(value.to_frame())
        case np.ndarray() | np.generic():
            check(tree.Array(np.asanyarray(value)))
        case dict():
            to_json(list(value))
            for item in value.values():
                check_storable(item)
        case list() | tuple():
            for item in value:
                check_storable(item)
        case Mapping():  # of the data tree, which reads its members when it is asked
            pass
        case _:
            to_json(value)


def is_storable(value: Any) -> bool:
    """Say whether `check_storable` accepts a value."""
    try:
        check_storable(value)
    except TypeError:
        return False
    return True


def without_indexes(array: xr.DataArray, values: Any) -> tree.Array:
    """An array with its labels, without its indexes.

    Raises
    ------
    TypeError
        If it has indexes of several levels, or names that are no texts.
    """
    for name, index in array.indexes.items():
        if index.nlevels > 1:
            raise TypeError(f"{name!r} is a MultiIndex; reset it before (`.reset_index`)")
    check_names([*array.dims, *array.coords])
    coords = {
        str(name): (tuple(map(str, coord.dims)), coord.values, coord.attrs)
        for name, coord in array.coords.items()
    }
    return tree.Array(values, array.attrs, tuple(map(str, array.dims)), coords)


def check_table(table: pd.DataFrame) -> None:
    """Check that a table can be written, see `check_storable`."""
    to_json([list(table.columns), list(table.columns.names), list(table.index.names), table.attrs])
    levels = [table.index.get_level_values(n) for n in range(table.index.nlevels)]
    for values in (*levels, *(table.iloc[:, n] for n in range(table.shape[1]))):
        if not isinstance(values.dtype, np.dtype) and str(values.dtype) != "str":
            raise TypeError(f"values of the type {values.dtype} of pandas cannot be stored")
        check(tree.Array(values.to_numpy()))


def check_names(names: Iterable[Hashable]) -> None:
    """Check that all names are texts, see `check_storable`."""
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"the name {name!r} in it is no text; rename it (`.rename`)")
