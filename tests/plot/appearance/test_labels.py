from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from paraverse.plot.appearance.labels import axis_label, equation, value_labels, value_texts


@pytest.mark.parametrize(
    ("attrs", "label"),
    [
        ({}, "E"),
        ({"units": "J"}, "E [J]"),
        ({"long_name": "energy", "standard_name": "no", "units": "J"}, "energy [J]"),
        ({"standard_name": "energy"}, "energy"),
        ({"long_name": "a rather long name of a quantity"}, "a rather long name of a\nquantity"),
        ({"long_name": "$\\sum_i a_i b_i c_i d_i e_i$"}, "$\\sum_i a_i b_i c_i d_i e_i$"),
    ],
)
def test_axis_label__by_attributes(attrs: dict[str, str], label: str) -> None:
    assert axis_label(xr.DataArray(0, name="E", attrs=attrs)) == label


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([1, 2], ["1", "2"]),
        ([0.5, 1.0], ["0.5", "1.0"]),
        ([0.1 + 0.2, 0.25], ["0.3", "0.25"]),
        ([1 / 3, 0.3334], ["0.3333", "0.3334"]),
        (["a long name", "b"], ["a long name", "b"]),
        ([True, False], ["True", "False"]),
        (np.array(["2020-01-01", "2020-02-01"], dtype="M8[ns]"), ["2020-01-01", "2020-02-01"]),
        ([], []),
        ([1e-12, 2.5e-12, 0.1], ["10⁻¹²", "2.5×10⁻¹²", "0.1"]),
        ([-1e20], ["-10²⁰"]),
        (
            np.array(["2031-04-01", "2031-04-01T06:30", "NaT"], dtype="M8[ns]"),
            ["2031-04-01 00:00", "2031-04-01 06:30", "NaT"],
        ),
        (np.array(["3000-01-01"], dtype="M8[s]"), ["3000-01-01"]),
    ],
)
def test_value_labels__are_short(values: list[Any] | np.ndarray, labels: list[str]) -> None:
    assert value_labels(values) == labels


def test_value_texts__are_what_one_would_type() -> None:
    assert value_texts([1e-12, 0.1 + 0.2]) == ["1e-12", "0.3"]


def test_equation__has_the_units_of_the_quantity() -> None:
    day = xr.DataArray([1, 2], dims="day", attrs={"units": "d"})
    assert equation("day", "1", day) == "day = 1 [d]"
    assert equation("day", "1", day.drop_attrs()) == equation("day", "1") == "day = 1"


@given(st.lists(st.floats(allow_nan=False), unique_by=repr, max_size=8))
def test_value_labels__tell_values_apart(values: list[float]) -> None:
    assert len(set(value_labels(values))) == len(values)


def test_value_labels__of_objects_are_distinct() -> None:
    values = np.empty(3, dtype=object)
    values[:] = [1, "1", None]
    assert value_labels(values) == ["1", "'1'", "None"]
    assert value_labels(values[1:]) == ["1", "None"]
