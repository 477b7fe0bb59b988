"""Dates of other calendars than the one of Python and NumPy, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeGuard, get_args

import cftime
import numpy as np

Calendar = Literal[
    "standard", "proleptic_gregorian", "noleap", "all_leap", "360_day", "julian"
]  # fmt: skip
"""Names of calendars, as in the CF conventions."""

UNITS = "microseconds since 1970-01-01"
"""Units of the numbers."""

_MAX_YEAR = 290_000
"""Largest number of a year whose dates are 64-bit numbers in these units."""

_CLASSES = {
    "standard": cftime.DatetimeGregorian,
    "proleptic_gregorian": cftime.DatetimeProlepticGregorian,
    "noleap": cftime.DatetimeNoLeap,
    "all_leap": cftime.DatetimeAllLeap,
    "360_day": cftime.Datetime360Day,
    "julian": cftime.DatetimeJulian,
}


def is_calendar(name: str) -> TypeGuard[Calendar]:
    """Tell whether a string is the name of a calendar."""
    return name in get_args(Calendar)


def find_calendar(arrays: Sequence[np.ndarray]) -> Calendar | None:
    """Return the calendar of dates.

    Parameters
    ----------
    arrays
        Arrays of objects.

    Returns
    -------
    str or None
        The calendar, if all elements are `cftime.datetime` objects of one calendar that
        `numbers_to_dates` returns exactly; otherwise None.
    """
    items = [item for array in arrays for item in array.ravel().tolist()]
    kinds = {type(item) for item in items}
    for calendar, kind in _CLASSES.items():
        if kinds == {kind}:
            default = kind(1, 1, 1).has_year_zero
            is_exact = all(
                item.has_year_zero == default and abs(item.year) <= _MAX_YEAR for item in items
            )
            return calendar if is_exact and is_calendar(calendar) else None
    return None


def dates_to_numbers(dates: np.ndarray, calendar: Calendar) -> np.ndarray:
    """Convert dates to numbers.

    Parameters
    ----------
    dates
        An array of `cftime.datetime` objects.
    calendar
        Their calendar.

    Returns
    -------
    numpy.ndarray
        An array of int64 of the same shape, in `UNITS`.
    """
    return np.asarray(cftime.date2num(dates, UNITS, calendar=calendar), np.int64)


def numbers_to_dates(numbers: np.ndarray, calendar: Calendar) -> np.ndarray:
    """Convert numbers to dates.

    Parameters
    ----------
    numbers
        An array from `dates_to_numbers`.
    calendar
        The calendar.

    Returns
    -------
    numpy.ndarray
        An array of `cftime.datetime` objects of the same shape.
    """
    dates = np.empty(numbers.shape, dtype=object)
    if numbers.size:
        dates[...] = cftime.num2date(
            numbers, UNITS, calendar=calendar, only_use_cftime_datetimes=True
        )
    return dates


def date_from_json(content: Sequence[Any]) -> cftime.datetime:
    """Return the date that `paraverse.store.exact_json.to_json` has converted.

    Parameters
    ----------
    content
        The calendar, whether it has a year zero, and the numbers from the year to the microsecond.

    Returns
    -------
    cftime.datetime
        The date.
    """
    calendar, has_year_zero, *numbers = content
    return _CLASSES[calendar](*numbers, has_year_zero=has_year_zero)
