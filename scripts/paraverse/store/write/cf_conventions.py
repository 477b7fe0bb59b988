"""Fill values and attributes that other programs use to interpret values, following CF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import netCDF4
import numpy as np

from paraverse.store.arrays import Encoding, is_clean
from paraverse.store.calendars import UNITS, is_calendar
from paraverse.store.write.netcdf_writer import to_netcdf_name

_NANOSECONDS = {
    "D": ("days", 86_400 * 10**9),
    "h": ("hours", 3_600 * 10**9),
    "m": ("minutes", 60 * 10**9),
    "s": ("seconds", 10**9),
    "ms": ("milliseconds", 10**6),
    "us": ("microseconds", 10**3),
    "ns": ("nanoseconds", 1),
}
"""Units of time by their names in NumPy: the name in CF, and the length."""

_NAT = np.iinfo("i8").min
_MISSING: dict[str, Any] = {"text": "", "json": "", "chars": b"", "bytes": 0}
"""Missing values of the encodings for which they do not depend on the values."""


def missing_value(values: np.ndarray, encoding: Encoding) -> Any:
    """Return the value to write where a universe lacks a field.

    Parameters
    ----------
    values
        The encoded values that exist.
    encoding
        Their encoding.

    Returns
    -------
    object
        NaN, the integer of NaT, an empty string, or an integer that is not among the values (0
        if there is no such integer).
    """
    if encoding in _MISSING:
        return _MISSING[encoding]
    if encoding == "time" or is_calendar(encoding):
        return _NAT
    if encoding == "bool":
        return -1
    if values.dtype.kind == "f":
        return np.nan
    limits = np.iinfo(values.dtype)
    unused = (number for number in (limits.min, limits.max, 0) if number not in values)
    return next(unused, 0)


def fill_value(encoding: Encoding, missing: Any = None) -> Any:
    """Return the attribute ``_FillValue``, which other programs use to mask missing values.

    Parameters
    ----------
    encoding
        Encoding of the values.
    missing
        The value that stands for missing ones; None if no value is missing.

    Returns
    -------
    object
        The attribute; None for no ``_FillValue``, because without missing values no number may be
        mistaken for one.
    """
    if encoding == "time" or (is_calendar(encoding) and missing is not None):
        return _NAT
    is_number = encoding in ("bool", "number") and missing is not None
    return missing if is_number and not np.isnan(missing) else None


def cf_attributes(
    values: np.ndarray, dtype: np.dtype[Any], encoding: Encoding, *, gaps: bool
) -> dict[str, Any]:
    """Return the attributes that tell other programs what encoded values mean.

    Parameters
    ----------
    values
        The encoded values.
    dtype
        The dtype before encoding.
    encoding
        Their encoding.
    gaps
        Whether some universes have no value.

    Returns
    -------
    dict
        Units and calendar of times, flags of enumerations, ``dtype`` of booleans; empty for all
        other values.
    """
    if encoding == "bool" and not gaps:
        return {"dtype": "bool"}  # as xarray writes it
    if encoding == "time":
        return _time_attributes(values, dtype)
    if is_calendar(encoding):
        return {"units": UNITS, "calendar": encoding}
    enum = dict(dtype.metadata or {}).get("enum")
    if encoding == "number" and enum:
        return {
            "flag_values": np.array(list(enum.values()), values.dtype),
            "flag_meanings": " ".join(name.replace(" ", "_") for name in enum),
        }
    return {}


def _time_attributes(values: np.ndarray, dtype: np.dtype[Any]) -> dict[str, Any]:
    unit, count = np.datetime_data(dtype)
    times = values[values != _NAT]
    if unit not in _NANOSECONDS or count != 1:
        return {}
    name, nanoseconds = _NANOSECONDS[unit]
    # Other programs count in nanoseconds, and fail to open a file with times outside that range
    limit = np.iinfo("i8").max // nanoseconds
    if times.size and not -limit < times.min() <= times.max() < limit:
        return {}
    if dtype.kind == "M":
        return {"units": f"{name} since 1970-01-01", "calendar": "proleptic_gregorian"}
    return {"units": name, "dtype": f"timedelta64[{unit if nanoseconds <= 10**9 else 's'}]"}


_READS_DIFFERENTLY = {
    "_fillvalue", "missing_value", "scale_factor", "add_offset", "valid_min", "valid_max",
    "valid_range", "calendar", "dtype", "coordinates", "least_significant_digit",
}  # fmt: skip
"""Attributes that make netCDF libraries change values or assign them to something else."""

_RESERVED = {"CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST", "Conventions"}

_UNITS_OF_TIME = {
    "days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds",
}  # fmt: skip
"""Units that make some versions of xarray convert numbers to timedeltas."""


def set_attributes(item: netCDF4.Variable[Any] | netCDF4.Dataset, attrs: Mapping[str, Any]) -> None:
    """Set the attributes that netCDF can hold and that do not make readers change the values.

    Parameters
    ----------
    item
        Variable or group to set the attributes of. Its existing attributes stay unchanged.
    attrs
        The attributes; those that do not meet these conditions are ignored.
    """
    present = set(item.ncattrs())
    item.setncatts(
        {
            name: value if isinstance(value, str) else _native(np.asarray(value))
            for name, value in attrs.items()
            if name not in present and _is_harmless(name, value) and _is_simple(value)
        }
    )


def _is_harmless(name: str, value: Any) -> bool:
    if not isinstance(name, str) or name != to_netcdf_name(name) or name.startswith("_"):
        return False
    if name == "units" and isinstance(value, str):
        return value not in _UNITS_OF_TIME and " since " not in value
    return name not in _RESERVED and name.lower() not in _READS_DIFFERENTLY


def _is_simple(value: Any) -> bool:
    if isinstance(value, str):
        return is_clean(value)
    if not isinstance(value, int | float | np.ndarray | np.number):
        return False
    array = np.asarray(value)
    return array.dtype.char in "bBhHiIlLqQfd" and array.ndim <= 1 and array.size > 0


def _native(array: np.ndarray) -> np.ndarray:
    return array.astype(array.dtype.newbyteorder("="))
