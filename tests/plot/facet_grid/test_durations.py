from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from paraverse.plot.facet_grid.durations import durations_as_numbers
from paraverse.plot.functions.generic import facet_grid
from support.drawn import draw, entries, frames, own_style, visible


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def growth(freq: str, count: int = 4) -> xr.DataArray:
    times = pd.timedelta_range(0, periods=count, freq=freq)
    values = np.arange(2.0 * count).reshape(2, count)
    return xr.DataArray(values, {"seed": [0, 1], "age": times}, ("seed", "age"), name="size")


@pytest.mark.parametrize(
    ("freq", "units", "numbers"),
    [
        ("12h", "d", [0, 0.5, 1, 1.5]),
        ("90min", "h", [0, 1.5, 3, 4.5]),
        ("500ms", "s", [0, 0.5, 1, 1.5]),
        ("1us", "µs", [0, 1, 2, 3]),
    ],
)
def test_durations_as_numbers__of_coordinates(freq: str, units: str, numbers: list[float]) -> None:
    converted = durations_as_numbers(growth(freq))
    np.testing.assert_allclose(converted.age, numbers)
    assert converted.age.attrs["units"] == units


def test_durations_as_numbers__of_values_with_missing_ones() -> None:
    ages = growth("6h").age.where([True, True, False, True]).drop_vars("age").rename("lifetime")
    converted = durations_as_numbers(ages.to_dataset())["lifetime"]
    np.testing.assert_allclose(converted, [0, 6, np.nan, 18])
    assert converted.attrs["units"] == "h"
    xr.testing.assert_identical(durations_as_numbers(ages), converted)
    plain = xr.DataArray([1.0])
    assert durations_as_numbers(plain) is plain


def test_durations_as_numbers__wherever_a_figure_shows_them() -> None:
    data = growth("12h")
    along_x = draw(facet_grid, data, kind="line", x="age", hue="seed")
    assert along_x.ax.get_xlabel() == "age [d]"
    lines: Any = draw(facet_grid, data, kind="line", x="seed", hue="age").ax.get_legend()
    assert lines.get_title().get_text() == "age [d]"
    assert entries(lines) == ["0.0", "0.5", "1.0", "1.5"]
    columns = draw(facet_grid, data, kind="line", x="seed", col="age")
    assert visible(columns)[1].get_title() == "age = 0.5 [d]"
    first = next(frames(facet_grid, data, kind="line", x="seed", frames="age"))
    assert first.fig.get_suptitle() == "age = 0 [d]"
    selected = draw(facet_grid, data, kind="line", sel={"age": np.timedelta64(1, "D")}, x="seed")
    np.testing.assert_array_equal(selected.ax.lines[0].get_ydata(), [2, 6])
