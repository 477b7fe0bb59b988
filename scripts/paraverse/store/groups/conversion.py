"""Convert members of a data tree to xarray and pandas objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from paraverse.errors import LoadError
from paraverse.load import members as tree

# xarray and pandas are imported inside the functions, for start-up time
if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def to_variable(
    dims: Sequence[str], values: Any, attrs: Mapping[str, Any] | None = None
) -> xr.Variable:
    """Convert values to a variable without changing objects among them.

    Parameters
    ----------
    dims
        Names of the dimensions.
    values
        A NumPy or dask array.
    attrs
        Attributes; None if there are none.

    Returns
    -------
    xarray.Variable
        The variable; the values are not copied.
    """
    import xarray as xr

    # Otherwise xarray lets pandas infer a type, which turns None among strings into NaN
    is_final = values.dtype == object
    return xr.Variable(dims, values, dict(attrs or {}), fastpath=is_final)


def to_data_array(path: str, array: tree.Array) -> xr.DataArray:
    """Convert an array of the data tree to a labeled array.

    Parameters
    ----------
    path
        Path of the array in the universe; its last component becomes the name.
    array
        The array. Without dimension names, its dimensions become ``dim_0``, ``dim_1``, ….

    Returns
    -------
    xarray.DataArray
        The array with its coordinates and attributes; the values are not copied.

    Raises
    ------
    LoadError
        If xarray cannot hold values of this type, or if dimensions and coordinates do not match.
    """
    import xarray as xr

    dims = array.dims or [f"dim_{axis}" for axis in range(array.values.ndim)]
    name = path.rpartition("/")[2]
    try:
        coords = {name: to_variable(*coord) for name, coord in array.coords.items()}
        return xr.DataArray(
            to_variable(dims, array.values), coords, dims, name=name, attrs=dict(array.attrs)
        )
    except (AssertionError, TypeError, ValueError) as error:
        # An assertion of pandas < 3.1, which is about units such as 25 s, says nothing
        reason = str(error) or "pandas does not support the type of its values or coordinates"
        raise LoadError(f"{path} cannot be a labeled array: {reason}") from error


def to_dataset(group: Mapping[str, Any], attrs: Mapping[str, Any]) -> xr.Dataset | None:
    """Convert a group of type ``Dataset`` to a dataset.

    Parameters
    ----------
    group
        Labeled arrays by name. Those that are their own coordinate become coordinates of the
        dataset, the others data variables.
    attrs
        Attributes of the dataset.

    Returns
    -------
    xarray.Dataset or None
        The dataset; None if the group contains anything other than arrays, which is possible for
        a group from a DataTree.
    """
    import xarray as xr

    variables = dict(group)
    if not all(isinstance(variable, xr.DataArray) for variable in variables.values()):
        return None
    coords = [name for name, variable in variables.items() if name in variable.coords]
    return xr.Dataset(variables, attrs=attrs).set_coords(coords)


def to_table(group: Mapping[str, Any], attrs: Mapping[str, Any]) -> pd.DataFrame:
    """Convert a group of type ``Table`` to a data frame.

    Parameters
    ----------
    group
        One-dimensional labeled arrays of equal length by name. Those that are their own
        coordinate become levels of the index, the others columns.
    attrs
        Attributes of the data frame.

    Returns
    -------
    pandas.DataFrame
        The table. Index levels that were named ``index`` or ``level_<number>`` by the loader have
        no name, as in the original.
    """
    import pandas as pd

    levels = {name: array.values for name, array in group.items() if name in array.coords}
    columns = [array for name, array in group.items() if name not in levels]
    names = [
        None if name in ("index", f"level_{level}") else name for level, name in enumerate(levels)
    ]
    table = pd.DataFrame(dict(enumerate(array.values for array in columns)))
    if len(levels) == 1:
        table.index = pd.Index(*levels.values(), name=names[0])
    elif levels:
        table.index = pd.MultiIndex.from_arrays(list(levels.values()), names=names)
    # A column name that is not allowed in a path was moved to an attribute by the loader
    table.columns = pd.Index([array.attrs.get("long_name", array.name) for array in columns])
    table.attrs = dict(attrs)
    return table
