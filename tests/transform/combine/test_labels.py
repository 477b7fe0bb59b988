"""Labels of universes that cannot simply be joined are reported."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from paraverse.base.data_warnings import collect_data_warnings
from paraverse.errors import TransformError
from paraverse.jobs.transform import CombinedField
from paraverse.transform.combine.alignment import join_indexes
from paraverse.transform.combine.labels import check_labels
from support.combined_fields import build_field

FIELD = build_field({}, (2,))
NOLEAP = xr.date_range("1850-01-01", periods=2, calendar="noleap", use_cftime=True)
DAYS_360 = xr.date_range("1850-01-01", periods=2, calendar="360_day", use_cftime=True)


def check(*labels: Any, field: CombinedField = FIELD) -> list[str]:
    """Return the warnings about the labels of universes u0, u1, …; None is for no labels."""
    arrays = [xr.DataArray(np.zeros(2), {} if own is None else {"t": own}, ["t"]) for own in labels]
    universes = [f"u{number}" for number in range(len(arrays))]
    with collect_data_warnings() as warnings:
        check_labels(field, universes, arrays, join_indexes(field, universes, arrays))
    return warnings


def test_check_labels__of_a_universe_without_coordinates() -> None:
    (warning,) = check([0, 1], None)
    assert warning.startswith("x: universe u1 has no coordinates of 't', unlike universe u0.")
    assert check(None, None) == []


def test_check_labels__that_differ_by_rounding() -> None:
    (warning,) = check([0, 0.1], [0, 0.1 + 1e-14])
    assert "(1 of them, such as 0.1 and 0.10000000000001" in warning
    nearest = replace(FIELD, join="nearest", tolerance=1e-9)
    assert check([0, 0.1], [0, 0.1 + 1e-14], field=nearest) == []
    assert check([0, 0.1], [0, 0.2]) == []


def test_check_labels__that_differ_by_rounding_are_not_just_left_out() -> None:
    (warning,) = check([0, 0.1], [0, 0.1 + 1e-14], field=replace(FIELD, join="inner"))
    assert "differ by rounding" in warning


def test_check_labels__error_if_requested() -> None:
    strict = replace(FIELD, on_conflict="error")
    with pytest.raises(TransformError, match="u1 has no coordinates of 't'"):
        check([0, 1], None, field=strict)


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        (
            NOLEAP,
            pd.date_range("2000-01-01", periods=2),
            "dates of the calendar noleap in u0 and dates of the standard calendar in u1",
        ),
        (NOLEAP, [0, 1], "dates of the calendar noleap in u0 and numbers in u1"),
    ],
)
def test_check_labels__dates_of_different_calendars_are_an_error(
    one: Any, other: Any, message: str
) -> None:
    with pytest.raises(TransformError, match=message):
        check(one, other)


def test_check_labels__of_different_types() -> None:
    (warning,) = check(["a", "b"], [0, 1])
    assert "the coordinate 't' has text in u0 and numbers in u1" in warning
