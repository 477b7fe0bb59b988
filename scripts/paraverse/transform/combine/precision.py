"""Types that hold the values of all universes, and values that they do not hold exactly."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

import numpy as np

from paraverse.store.dtypes import common_dtype


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
    if not may_change(values.dtype, dtype) or not values.size:
        return 0
    if values.min() >= -(2**53) and values.max() <= 2**53:
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


def exact_dtype(
    dtypes: Collection[np.dtype[Any]], read: Callable[[], Iterable[np.ndarray]]
) -> np.dtype[Any]:
    """Return a type for values of several types that holds all of them exactly, if there is one.

    Parameters
    ----------
    dtypes
        The types.
    read
        Returns all values. It is called only if the result depends on them: for integers with and
        without sign, and for dates or durations in different units.

    Returns
    -------
    numpy.dtype
        See `paraverse.store.dtypes.common_dtype`; ``int64`` or ``uint64`` for integers that fit.

    Raises
    ------
    TypeError
        If there is no type for all of them.
    """
    if _mixes_signs(dtypes):
        return _integer_dtype(read())
    kinds = {dtype.kind for dtype in dtypes}
    if kinds in ({"m"}, {"M"}) and len(dtypes) > 1:
        return _time_dtype(dtypes, read())
    return common_dtype(dtypes)


def _mixes_signs(dtypes: Collection[np.dtype[Any]]) -> bool:
    """Tell whether NumPy would use floating-point numbers for integers of these types."""
    return (
        all(dtype.kind in "iub" for dtype in dtypes)
        and any(dtype.kind == "i" for dtype in dtypes)
        and np.result_type(*dtypes).kind == "f"
    )


def _integer_dtype(arrays: Iterable[np.ndarray]) -> np.dtype[Any]:
    low, high = 0, 0
    for values in arrays:
        if values.size:
            low, high = min(low, int(values.min())), max(high, int(values.max()))
    if low >= np.iinfo(np.int64).min and high <= np.iinfo(np.int64).max:
        return np.dtype(np.int64)
    return np.dtype(np.uint64) if low >= 0 else np.dtype(np.float64)


def _time_dtype(dtypes: Collection[np.dtype[Any]], arrays: Iterable[np.ndarray]) -> np.dtype[Any]:
    """Return the unit in which no date overflows, which NumPy does not notice."""
    candidates = [np.result_type(*dtypes), *dtypes]
    for values in arrays:
        candidates = [dtype for dtype in candidates if _holds(dtype, values)]
    if not candidates:
        raise TypeError("dates in different units exceed the range of 64 bits")
    return candidates[0]


def _holds(dtype: np.dtype[Any], values: np.ndarray) -> bool:
    back = values.astype(dtype).astype(values.dtype)
    return bool(np.all((back == values) | (np.isnat(back) & np.isnat(values))))
