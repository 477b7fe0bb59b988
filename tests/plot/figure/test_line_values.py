"""The values of line plots, with a row for each line."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.plot.figure.line_values import read_line_values
from paraverse.plot.functions.basic import lineplot
from paraverse.plot.functions.generic import facet_grid
from support.figure_settings import figure_settings

SERIES = xr.DataArray([3.0, 1.0, np.nan], dims="time")
GRID = xr.DataArray(np.arange(6).reshape(3, 2), {"delay": ("time", [0, 1, 5])}, ("time", "seed"))


def read(data: Any, function: Any = facet_grid, **arguments: Any) -> Any:
    settings = figure_settings("facet_grid", arguments=arguments)
    return read_line_values(function, settings, {"data": data})


@pytest.mark.parametrize(
    ("data", "arguments", "axis", "expected"),
    [
        (SERIES, {}, "y", [[3, 1, np.nan]]),
        (SERIES, {"y": "time"}, "x", [[3, 1, np.nan]]),
        (GRID, {"hue": "seed"}, "y", [[0, 2, 4], [1, 3, 5]]),
        (GRID, {"hue": "time"}, "y", [[0, 1], [2, 3], [4, 5]]),
        (GRID, {"kind": "line", "x": "time"}, "y", [[0, 2, 4], [1, 3, 5]]),
        (GRID, {"kind": "line", "y": "seed"}, "x", [[0, 1], [2, 3], [4, 5]]),
        (GRID.T, {"x": "delay", "hue": "seed"}, "y", [[0, 2, 4], [1, 3, 5]]),
    ],
)
def test_read_line_values__has_a_row_for_each_line(
    data: Any, arguments: Any, axis: str, expected: Any
) -> None:
    lines = read(data, **arguments)
    assert lines.axis == axis
    np.testing.assert_array_equal(lines.values, expected)


def test_read_line_values__compares_everything_but_the_values() -> None:
    first, rest = read(SERIES).rest, [
        read(SERIES.assign_attrs(units="m")).rest,
        read(SERIES.rename("energy")).rest,
        read(SERIES[:2]).rest,
        read(SERIES.astype("f4")).rest,
        read(SERIES, color="r").rest,
    ]  # fmt: skip
    assert read(SERIES * 2).rest == first
    assert len({first, *rest}) == 6


@pytest.mark.parametrize(
    ("data", "arguments"),
    [
        (SERIES.values, {}),
        (SERIES.to_dataset(name="energy"), {}),
        (SERIES > 1, {}),
        (SERIES.astype(complex), {}),
        (SERIES[:1], {}),
        (SERIES * np.nan, {}),
        (SERIES[0], {}),
        (GRID, {}),
        (GRID, {"x": "delay"}),
        (GRID.expand_dims(size=2), {"hue": "seed"}),
        (SERIES.assign_attrs(source=lambda: None), {}),
    ],
)
def test_read_line_values__returns_none_for_other_data(data: Any, arguments: Any) -> None:
    assert read(data, **arguments) is None


def test_read_line_values__returns_none_for_other_functions() -> None:
    assert read(SERIES, lineplot) is None
