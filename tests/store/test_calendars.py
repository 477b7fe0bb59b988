"""Dates of other calendars are stored exactly, and as CF describes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import cftime
import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from paraverse.results.file import read_results, write_results
from paraverse.store.arrays import decode, encode, find_encoding
from paraverse.store.calendars import (
    Calendar,
    dates_to_numbers,
    find_calendar,
    is_calendar,
    numbers_to_dates,
)
from paraverse.store.exact_json import from_json, to_json

DATES = st.tuples(
    st.sampled_from(get_args(Calendar)),
    st.integers(-5000, 9999).filter(bool),
    st.integers(1, 12),
    st.integers(1, 28),
    *map(st.integers, [0, 0, 0, 0], [23, 59, 59, 999_999]),
)


def date(calendar: str, *numbers: int) -> cftime.datetime:
    cls = type(cftime.num2date(0, "days since 2000-01-01", calendar=calendar,
                               only_use_cftime_datetimes=True))  # fmt: skip
    return cls(*numbers)


@given(DATES)
def test_numbers_to_dates__returns_exactly_what_was_converted(
    content: tuple[str, int, int, int, int, int, int, int],
) -> None:
    dates = np.array([date(*content), date(*content)], dtype=object)
    encoding = find_encoding([dates])
    assert encoding == find_calendar([dates]) == content[0]
    stored = encode(dates, encoding)
    assert stored.dtype == "i8"
    decoded = decode(stored, dates.dtype, encoding)
    assert decoded.tolist() == dates.tolist()
    assert list(map(type, decoded)) == list(map(type, dates))
    assert repr(from_json(json.loads(json.dumps(to_json(dates[0]))))) == repr(dates[0])


@pytest.mark.parametrize("shape", [(), (0,), (2, 3)])
def test_dates_to_numbers__have_the_shape_of_the_dates(shape: tuple[int, ...]) -> None:
    dates = np.full(shape, cftime.DatetimeNoLeap(1850, 2, 28), dtype=object)
    numbers = dates_to_numbers(dates, "noleap") if dates.size else np.zeros(shape, "i8")
    assert numbers.shape == shape
    restored = numbers_to_dates(numbers, "noleap")
    assert restored.shape == shape
    assert restored.tolist() == dates.tolist()


@pytest.mark.parametrize(
    "items",
    [
        [],
        [cftime.DatetimeNoLeap(1850, 1, 1), cftime.Datetime360Day(1850, 1, 1)],
        [cftime.DatetimeNoLeap(1850, 1, 1), None],
        [cftime.DatetimeNoLeap(400_000, 1, 1)],
        [cftime.DatetimeGregorian(1, 1, 1, has_year_zero=True)],
    ],
)
def test_find_calendar__other_dates_are_stored_as_json(items: list[cftime.datetime]) -> None:
    dates = np.array(items, dtype=object)
    assert find_calendar([dates]) is None
    encoding = find_encoding([dates])
    assert not is_calendar(encoding)
    assert list(map(repr, decode(encode(dates, encoding), dates.dtype, encoding))) == list(
        map(repr, items)
    )


def test_results__are_dates_for_other_programs_too(tmp_path: Path) -> None:
    time = xr.date_range("1850-02-27", periods=3, calendar="noleap", use_cftime=True)
    array = xr.DataArray([1.0, 2.0, 3.0], {"time": time}, ["time"], "tas")
    path = tmp_path / "tas.nc"
    write_results(path, {"tas": array})
    loaded = read_results(path)["tas"]
    xr.testing.assert_identical(loaded, array)
    assert loaded.sel(time="1850-03-01") == 3
    with xr.open_dataset(path, group="tas") as dataset:
        assert dataset.time.values.tolist() == array.time.values.tolist()
