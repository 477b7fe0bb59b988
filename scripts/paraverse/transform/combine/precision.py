"""Types that hold the values of all universes, and values that they do not hold exactly."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np


def count_changed(values: np.ndarray, dtype: np.dtype[Any]) -> int:
    """Count the integers that become different numbers in a type of floating-point numbers.

    Parameters
    ----------
    values
        Any array.
    dtype
        The type that the values are converted to.

    Returns
    -------
    int
        The number of values that lose digits; 0 unless these are integers of 64 bits.
    """
    if not may_change(values.dtype, dtype):
        return 0
    magnitudes = np.abs(values).astype(np.uint64, copy=False)
    large = magnitudes[magnitudes > 2**53]
    converted = large.astype(np.float64)
    fits = converted < 2.0**64
    back = np.where(fits, converted, 0).astype(np.uint64)
    return int(np.count_nonzero(~fits | (back != large)))


def may_change(one: np.dtype[Any], other: np.dtype[Any]) -> bool:
    """Tell whether some values of a type lose digits in another type.

    Parameters
    ----------
    one
        The type of the values.
    other
        The type that they are converted to.

    Returns
    -------
    bool
        True for integers of 64 bits that become floating-point numbers.
    """
    return one.kind in "iu" and one.itemsize == 8 and other.kind in "fc" and other.char not in "gG"


def mixes_signs(dtypes: Collection[np.dtype[Any]]) -> bool:
    """Tell whether NumPy would use floating-point numbers for integers of these types.

    Parameters
    ----------
    dtypes
        The types.

    Returns
    -------
    bool
        True if all are integers or booleans, some have a sign, and some are ``uint64``.
    """
    return (
        all(dtype.kind in "iub" for dtype in dtypes)
        and any(dtype.kind == "i" for dtype in dtypes)
        and np.result_type(*dtypes).kind == "f"
    )


def integer_dtype(low: int, high: int) -> np.dtype[Any]:
    """Return a type for a range of integers.

    Parameters
    ----------
    low, high
        The smallest and the largest integer.

    Returns
    -------
    numpy.dtype
        ``int64`` or ``uint64`` if one of them holds both; otherwise ``float64``.
    """
    if low >= np.iinfo(np.int64).min and high <= np.iinfo(np.int64).max:
        return np.dtype(np.int64)
    return np.dtype(np.uint64) if low >= 0 else np.dtype(np.float64)
