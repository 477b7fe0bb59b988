"""Durations as numbers with a unit, which matplotlib would draw in nanoseconds without one."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

_UNITS = {"D": "d", "h": "h", "m": "min", "s": "s", "ms": "ms", "us": "µs", "ns": "ns"}
"""The names of units, from the longest to the shortest, by their names in NumPy."""

_NOTHING = np.timedelta64(0, "ns")


def durations_as_numbers(data: Any) -> Any:
    """Replace durations by numbers.

    Parameters
    ----------
    data
        The labeled array or dataset.

    Returns
    -------
    xarray.DataArray or xarray.Dataset
        The data, where the values and coordinates that are durations are numbers, in the largest
        unit in which one of them is at least 1; the attribute `units` says which one.
    """
    coordinates = {
        name: _as_numbers(coord) for name, coord in data.coords.items() if coord.dtype.kind == "m"
    }
    data = data.assign_coords(coordinates) if coordinates else data
    if isinstance(data, xr.Dataset):
        variables = {n: _as_numbers(v) for n, v in data.data_vars.items() if v.dtype.kind == "m"}
        return data.assign(variables) if variables else data
    if data.dtype.kind != "m":
        return data
    _, numbers, attributes = _as_numbers(data)
    return data.copy(data=numbers).assign_attrs(attributes)


def _as_numbers(quantity: xr.DataArray) -> tuple[Any, np.ndarray, dict[str, Any]]:
    longest = np.abs(quantity.values).max(initial=_NOTHING, where=~np.isnat(quantity.values))
    unit = next((name for name in _UNITS if longest >= _one(name)), "s")
    numbers = quantity.values / _one(unit)
    return quantity.dims, numbers, {**quantity.attrs, "units": _UNITS[unit]}


def _one(unit: Any) -> np.timedelta64:
    return np.timedelta64(1, unit)
