"""Types of arrays that can be stored."""

from __future__ import annotations

import sys
from numbers import Number

import numpy as np

from paraverse.errors import LoadError


def to_common_dtype(values: np.ndarray) -> np.ndarray:
    """Convert an array of Python objects to their common type.

    Parameters
    ----------
    values
        An array of any shape and type.

    Returns
    -------
    numpy.ndarray
        Array of the same shape, with numbers, booleans, dates, records of these, fixed-length
        strings, `str` objects, or dates of other calendars (`cftime.datetime`). An array that
        already has such a type is returned unchanged.

    Raises
    ------
    LoadError
        If the objects have no such type in common.

    Examples
    --------
    >>> to_common_dtype(np.array([1, 2.5], dtype=object))
    array([1. , 2.5])
    """
    dtype = values.dtype
    if dtype.kind in "biufcmMSU":
        return values
    if dtype.names and not dtype.hasobject:
        return values
    items = values.ravel().tolist()
    if dtype.kind in "OT" and all(isinstance(item, str) for item in items):
        return values.astype(object)
    # Such values exist only if cftime has been imported
    cftime = sys.modules.get("cftime")
    if cftime and items and all(isinstance(item, cftime.datetime) for item in items):
        return values
    if all(isinstance(item, Number) for item in items):
        numbers = np.array(items)
        if numbers.dtype.kind in "biufc":
            return numbers.reshape(values.shape)
    types = sorted({type(item).__name__ for item in items})
    raise LoadError(f"values of type {' and '.join(types)} cannot be stored")
