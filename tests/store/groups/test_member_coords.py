"""Coordinates of members from their names and attributes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from paraverse.store.groups.member_coords import (
    coords_from_attrs,
    coords_from_name,
    parse_coordinate,
)

PREFIXES = {"coords_prefix": "at__", "mode_prefix": "mode__", "default_mode": "scalar"}


@given(st.one_of(st.booleans(), st.integers(), st.floats(allow_nan=False)))
def test_parse_coordinate__inverse_of_str(value: float) -> None:
    result = parse_coordinate(str(value))
    assert type(result) is type(value)
    assert result == value


@pytest.mark.parametrize(
    ("string", "value"), [("1+2j", 1 + 2j), ("False", False), ("north", "north"), ("0x1", "0x1")]
)
def test_parse_coordinate__other_types(string: str, value: Any) -> None:
    assert parse_coordinate(string) == value


@pytest.mark.parametrize("name", ["3", "3;", "3;4;5"])
def test_coords_from_name__not_one_for_each_dimension(name: str) -> None:
    with pytest.raises(ValueError, match=rf"the name '{name}' .* \(x, y\), separated by ';'"):
        coords_from_name(name, ("x", "y"), ";")


def test_coords_from_attrs__modes_and_dimensions_without_attributes() -> None:
    attrs = {"at__x": [10, 5], "mode__x": np.array([b"start_and_step"]), "at__run": 2}
    member = xr.DataArray(np.zeros((3, 2)), dims=("x", "y"), attrs=attrs)
    dims = ("x", "y", "run")
    coords = coords_from_attrs("a", member, dims, **PREFIXES, read=lambda path: np.empty(0))
    assert {dim: values.tolist() for dim, values in coords.items()} == {
        "x": [10, 15, 20],
        "run": [2],
    }


def test_coords_from_attrs__coordinates_in_another_array() -> None:
    attrs = {"at__x": "times", "mode__x": "linked"}
    member = xr.DataArray(np.zeros(2), dims="x", attrs=attrs)
    paths = {"times": np.array([1.5, 2.5])}
    coords = coords_from_attrs("a", member, ("x",), **PREFIXES, read=paths.__getitem__)
    assert coords["x"].tolist() == [1.5, 2.5]


def test_coords_from_attrs__unknown_mode() -> None:
    member = xr.DataArray(np.zeros(2), dims="x", attrs={"at__x": 1, "mode__x": "scalr"})
    with pytest.raises(ValueError, match="'x' of 'a': "):
        coords_from_attrs("a", member, ("x",), **PREFIXES, read=lambda path: np.empty(0))
