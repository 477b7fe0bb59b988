"""What tells other programs how values are to be read: fill values and attributes of CF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import netCDF4
import numpy as np

from paraverse.store.arrays import Encoding, is_clean
from paraverse.store.write.netcdf_writer import allowed_name

_NANOSECONDS = {
    "D": ("days", 86_400 * 10**9),
    "h": ("hours", 3_600 * 10**9),
    "m": ("minutes", 60 * 10**9),
    "s": ("seconds", 10**9),
    "ms": ("milliseconds", 10**6),
    "us": ("microseconds", 10**3),
    "ns": ("nanoseconds", 1),
}
"""Units of times by NumPy's names: CF's name, and how long each is."""

_NAT = np.iinfo("i8").min
_IN_STRINGS: dict[str, Any] = {"text": "", "json": "", "chars": b"", "bytes": 0}


def missing_value(values: np.ndarray, encoding: Encoding) -> Any:
    """Return the value that stands for a missing one among encoded values.

    Returns
    -------
    object
        NaN, NaT, an empty string, or an integer that is not among the values, if there is one.
    """
    if encoding in _IN_STRINGS:
        return _IN_STRINGS[encoding]
    if encoding == "time":
        return _NAT
    if encoding == "bool":
        return -1
    if values.dtype.kind == "f":
        return np.nan
    limits = np.iinfo(values.dtype)
    unused = (number for number in (limits.min, limits.max, 0) if number not in values)
    return next(unused, 0)


def fill_value(encoding: Encoding, missing: Any = None) -> Any:
    """Return what `_FillValue` is to be, by which others mask missing values.

    Parameters
    ----------
    encoding
        Of the values.
    missing
        What stands for missing values, if there are any.

    Returns
    -------
    object
        None for none: no number that is there may be taken for a missing one.
    """
    if encoding == "time":
        return _NAT
    is_number = encoding in ("bool", "number") and missing is not None
    return missing if is_number and not np.isnan(missing) else None


def attributes(
    values: np.ndarray, dtype: np.dtype[Any], encoding: Encoding, *, gaps: bool
) -> dict[str, Any]:
    """Return the attributes that tell others what encoded values mean.

    Parameters
    ----------
    values
        The encoded values.
    dtype
        What they are decoded to.
    encoding
        Their encoding.
    gaps
        Whether some are missing.
    """
    if encoding == "bool" and not gaps:
        return {"dtype": "bool"}  # as xarray writes it
    if encoding == "time":
        return _time_attributes(values, dtype)
    enum = dict(dtype.metadata or {}).get("enum")
    if encoding == "number" and enum:
        return {
            "flag_values": np.array(list(enum.values()), values.dtype),
            "flag_meanings": " ".join(name.replace(" ", "_") for name in enum),
        }
    return {}


def _time_attributes(values: np.ndarray, dtype: np.dtype[Any]) -> dict[str, Any]:
    unit, count = np.datetime_data(dtype)
    known = values[values != _NAT]
    if unit not in _NANOSECONDS or count != 1:
        return {}
    name, nanoseconds = _NANOSECONDS[unit]
    # Others count in nanoseconds, and would fail to open a file with times out of their reach
    reach = np.iinfo("i8").max // nanoseconds
    if known.size and not -reach < known.min() <= known.max() < reach:
        return {}
    if dtype.kind == "M":
        return {"units": f"{name} since 1970-01-01", "calendar": "proleptic_gregorian"}
    return {"units": name, "dtype": f"timedelta64[{unit if nanoseconds <= 10**9 else 's'}]"}


_READS_DIFFERENTLY = {
    "_fillvalue", "missing_value", "scale_factor", "add_offset", "valid_min", "valid_max",
    "valid_range", "calendar", "dtype", "coordinates", "least_significant_digit",
}  # fmt: skip
"""Attributes by which netCDF libraries change values or what they belong to."""

_RESERVED = {"CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST", "Conventions"}

_UNITS_OF_TIME = {
    "days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds",
}  # fmt: skip
"""Some versions of xarray make timedeltas of numbers with these units."""


def set_attributes(item: netCDF4.Variable[Any] | netCDF4.Dataset, attrs: Mapping[str, Any]) -> None:
    """Set those attributes that netCDF holds as they are, and by which no reader changes values.

    Parameters
    ----------
    item
        Where to.
    attrs
        Attributes; the others are passed over.
    """
    there = set(item.ncattrs())
    item.setncatts(
        {
            name: value if isinstance(value, str) else _native(np.asarray(value))
            for name, value in attrs.items()
            if name not in there and _is_harmless(name, value) and _is_simple(value)
        }
    )


def _is_harmless(name: str, value: Any) -> bool:
    if not isinstance(name, str) or name != allowed_name(name) or name.startswith("_"):
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
