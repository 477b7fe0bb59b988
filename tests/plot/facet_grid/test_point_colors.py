from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr
from matplotlib.colors import to_hex

from paraverse.plot.facet_grid.point_colors import (
    has_discrete_hue,
    legend_of_points,
    scale_of_points,
)


def hue(values: list[Any]) -> xr.DataArray:
    return xr.DataArray(values, dims="rate", coords={"rate": values}, name="rate")["rate"]


@pytest.mark.parametrize("parameters", [{}, {"rate": [1, 2, 3, 4]}])
def test_scale_of_points__is_what_the_legend_says(parameters: dict[str, list[int]]) -> None:
    values = hue([4, 2])
    handles, labels, title = legend_of_points(values, None, parameters)
    scale = scale_of_points(values, None, parameters)
    colors = scale["cmap"](scale["norm"](values.values))
    assert [to_hex(color) for color in colors] == [to_hex(dot.get_color()) for dot in handles]
    assert (labels, title) == (["4", "2"], "rate")


def test_scale_of_points__text_in_the_order_of_xarray() -> None:
    scale = scale_of_points(hue(["b", "a"]), {"a": "red", "b": "blue"}, {})
    assert [to_hex(color) for color in scale["cmap"].colors] == [to_hex("red"), to_hex("blue")]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"hue": "rate"}, True),
        ({"hue": "other"}, False),
        ({"hue": "many"}, False),
        ({"hue": "rate", "norm": "LogNorm"}, False),
        ({}, False),
    ],
)
def test_has_discrete_hue(arguments: dict[str, Any], expected: bool) -> None:
    coords = {"rate": [1, 2], "many": np.arange(30)}
    data = xr.DataArray(np.zeros((2, 30)), coords=coords, dims=("rate", "many"))
    assert has_discrete_hue(data, arguments) is expected
