"""Differences between universes are warnings, errors, or lines in the log."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
import xarray as xr

from paraverse.base.data_warnings import collect_data_warnings
from paraverse.errors import TransformError
from paraverse.store.common_attributes import CommonAttributes
from paraverse.transform.combine.conflicts import (
    check_parameter_names,
    report_attributes,
    report_conflict,
)
from support.combined_fields import build_field

FIELD = build_field({}, (2,))


def test_report_conflict__warns_or_raises() -> None:
    with collect_data_warnings() as warnings:
        report_conflict(FIELD, "units differ")
    assert warnings == ["x: units differ"]
    with pytest.raises(TransformError, match="x: units differ"):
        report_conflict(replace(FIELD, on_conflict="error"), "units differ")


@pytest.mark.parametrize("name", ["units", "unit", "Units"])
def test_report_attributes__units_are_conflicts_and_others_are_logged(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    array, coord = CommonAttributes(), CommonAttributes()
    for universe, value in (("a", "m"), ("b", "mm")):
        array.add({"seed": value}, universe)
        coord.add({name: value}, universe)
    with collect_data_warnings() as warnings, caplog.at_level(logging.INFO):
        report_attributes(FIELD, array, {"t": coord})
    (warning,) = warnings
    assert f"x: the attribute '{name}' of the coordinate 't' differs" in warning
    assert "('m' in a, 'mm' in b)" in warning
    assert "the attribute 'seed' is left out, as it differs between universes: 'm' in a" in (
        caplog.text
    )


@pytest.mark.parametrize("kind", ["dimension", "coordinate"])
def test_check_parameter_names__names_both(kind: str) -> None:
    array = xr.DataArray([0], dims=["p0" if kind == "dimension" else "t"])
    if kind == "coordinate":
        array = array.assign_coords(p0=3)
    message = f"x has a {kind} 'p0' in universe a, and 'p0' is also a swept parameter"
    with pytest.raises(TransformError, match=message):
        check_parameter_names(FIELD, "a", array)
    check_parameter_names(FIELD, "a", array.rename(p0="p"))
