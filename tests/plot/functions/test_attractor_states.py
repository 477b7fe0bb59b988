"""States of attractors as points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.plot.functions.attractor_states import draw_states
from paraverse.plot.functions.attractor_steps import Attractor
from paraverse.plot.helpers.plot_helper import PlotHelper
from support.drawn import colorbars, own_style

TIMES = [190, 195, 199]
STATES = [
    Attractor(key="fixpoint", data=xr.Dataset({"x": 0.5}), position=(0,)),
    Attractor(
        key="scatter",
        data=xr.Dataset({"x": ("time", [1, np.nan, 3])}, {"time": TIMES}),
        position=(2,),
    ),
]


@pytest.fixture
def hlpr() -> Iterator[Any]:
    with own_style():
        yield PlotHelper()


def test_draw_states__of_all_attractors(hlpr: Any) -> None:
    draw_states(hlpr, STATES, np.array([10.0, 20, 30]), {"x": {"label": "state"}})
    (markers,) = hlpr.ax.collections
    assert markers.get_offsets().tolist() == [[10, 0.5], [30, 1], [30, 3]]
    assert markers.get_label() == "state"


def test_draw_states__colors_are_times(hlpr: Any) -> None:
    variables = {"x": {"plot_kwargs": {"cmap": "magma", "s": 3}}}
    draw_states(hlpr, STATES, np.array([10.0, 20, 30]), variables)
    without_time, with_time = hlpr.ax.collections
    assert without_time.get_offsets().tolist() == [[10, 0.5]]
    assert with_time.get_array().tolist() == [190, 199]
    (bar,) = colorbars(hlpr)
    assert bar.get_ylabel() == "time"


def test_draw_states__other_variables_are_left_out(hlpr: Any) -> None:
    draw_states(hlpr, STATES, np.zeros(3), {"y": {}})
    (markers,) = hlpr.ax.collections
    assert not len(markers.get_offsets())
