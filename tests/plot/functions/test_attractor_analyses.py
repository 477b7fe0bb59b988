"""Attractors of time series."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import PlotError
from paraverse.plot.functions.attractor_analyses import (
    find_endpoint,
    find_fixpoint,
    find_multistability,
    find_oscillation,
    find_scatter,
)

TIMES = np.arange(40)
DECAY = xr.Dataset({"x": ("time", 2 + np.exp(-TIMES))}, {"time": TIMES})
WAVE = xr.Dataset({"x": ("time", np.where(TIMES % 2, 3.0, 1.0))}, {"time": TIMES})
LEVELS = xr.Dataset({"x": (("seed", "time"), np.repeat([[1.0], [5.0], [1.0]], 40, axis=1))})
NOTHING = DECAY * np.nan


def test_find_endpoint__last_or_another_time() -> None:
    assert find_endpoint(DECAY)[1].x == pytest.approx(2)
    assert find_endpoint(DECAY, time=0)[1].x == 3
    assert not find_endpoint(NOTHING)[0]


@pytest.mark.parametrize(
    "analysis", [find_endpoint, find_fixpoint, find_multistability, find_oscillation, find_scatter]
)
def test_analyses__are_not_conclusive_without_any_time(analysis: Any) -> None:
    assert not analysis(DECAY.isel(time=slice(0)))[0]


def test_find_fixpoint__only_of_what_hardly_changes() -> None:
    is_conclusive, mean = find_fixpoint(DECAY, spin_up_time=20, abs_std=1e-3)
    assert is_conclusive
    assert mean.x == pytest.approx(2)
    assert not find_fixpoint(DECAY, abs_std=1e-3)[0]
    assert not find_fixpoint(WAVE, rel_std=0.1)[0]
    assert find_fixpoint(-DECAY, spin_up_time=20, rel_std=0.1)[0]
    assert not find_fixpoint(-WAVE, rel_std=0.1)[0]
    assert not find_fixpoint(NOTHING)[0]


def test_find_fixpoint__repeated_ones_count_once() -> None:
    is_conclusive, points = find_fixpoint(LEVELS)
    assert is_conclusive
    np.testing.assert_array_equal(points.x, [1, 5, np.nan])
    _, points = find_fixpoint(LEVELS, isclose_kwargs={"atol": 10})
    np.testing.assert_array_equal(points.x, [1, np.nan, np.nan])


def test_find_multistability__needs_several() -> None:
    assert find_multistability(LEVELS)[0]
    assert not find_multistability(LEVELS.isel(seed=[0, 2]))[0]


def test_find_oscillation__of_each_series() -> None:
    both = xr.concat([WAVE, DECAY, NOTHING], "seed")
    is_conclusive, extremes = find_oscillation(both, spin_up_time=20)
    assert is_conclusive
    expected = np.array([[1, 3], [2, 2], [np.nan, np.nan]])
    np.testing.assert_allclose(extremes.x.transpose("seed", "osc"), expected)
    assert not find_oscillation(DECAY)[0]
    assert not find_oscillation(WAVE, height=3.5)[0]


def test_find_oscillation__without_scipy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.signal", None)
    with pytest.raises(PlotError, match="This plot needs scipy: `pip install scipy`"):
        find_oscillation(WAVE)


def test_find_scatter__of_times_without_coordinates() -> None:
    _, states = find_scatter(LEVELS, spin_up_time=38)
    assert states.time.values.tolist() == [38, 39]


@pytest.mark.parametrize("analysis", [find_fixpoint, find_oscillation, find_scatter])
def test_analyses__say_when_the_data_end(analysis: Any) -> None:
    with pytest.raises(PlotError, match="spin_up_time is 40, but the last time is 39"):
        analysis(DECAY, spin_up_time=40)
