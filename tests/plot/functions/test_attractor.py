"""Bifurcation diagrams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import PlotError
from paraverse.plot.functions.attractor import bifurcation_diagram
from paraverse.plot.helpers.plot_helper import PlotHelper
from support.drawn import entries, own_style


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def _logistic(rates: np.ndarray, times: int = 200) -> xr.Dataset:
    values = np.full((len(rates), times), 0.3)
    for time in range(times - 1):
        values[:, time + 1] = rates * values[:, time] * (1 - values[:, time])
    return xr.Dataset({"x": (("r", "time"), values)}, {"r": rates, "time": np.arange(times)})


RATES = np.array([0.5, 2.0, 2.5, 3.2])
MAP = _logistic(RATES)
STEPS: dict[str, Any] = {
    "analysis_steps": ["fixpoint", "oscillation"],
    "analysis_kwargs": {"fixpoint": {"spin_up_time": 150, "abs_std": 1e-3}},
}
PLANE = xr.Dataset(
    {"x": (("a", "b", "time"), np.stack([MAP.x.values[:2], MAP.x.values[2:]]))},
    {"a": [1, 10], "b": ["no", "yes"], "time": MAP.time},
)


def diagram(data: xr.Dataset = MAP, **arguments: Any) -> Any:
    hlpr: Any = PlotHelper()
    bifurcation_diagram(mv_data=data, hlpr=hlpr, **arguments)
    hlpr.invoke_enabled(axes="all")
    return hlpr


def points(hlpr: Any) -> np.ndarray:
    drawn = [c for c in hlpr.ax.collections if len(c.get_offsets())]
    return np.concatenate([np.asarray(markers.get_offsets()) for markers in drawn])


def test_bifurcation_diagram__of_the_logistic_map() -> None:
    hlpr = diagram(dim="r", **STEPS)
    rate = 3.2
    root = np.sqrt((rate - 3) * (rate + 1))
    extremes = [(rate + 1 + sign * root) / 2 / rate for sign in (-1, 1)]
    expected = [(0.5, 0), (2, 0.5), (2.5, 0.6), (rate, extremes[0]), (rate, extremes[1])]
    np.testing.assert_allclose(points(hlpr), expected, atol=1e-6)
    assert (hlpr.ax.get_xlabel(), hlpr.ax.get_ylabel()) == ("r", "x")
    assert hlpr.ax.get_legend() is None


def test_bifurcation_diagram__shades_where_an_attractor_was_found() -> None:
    regions = {"oscillation": {"color": "red", "label": "swings"}}
    hlpr = diagram(dim="r", **STEPS, visualization_kwargs=regions)
    (region,) = hlpr.ax.patches
    assert region.get_extents().extents[[0, 2]] == pytest.approx(
        hlpr.ax.transData.transform([[2.85, 0], [3.55, 0]])[:, 0]
    )
    assert entries(hlpr.ax.get_legend()) == ["swings", "x"]
    assert hlpr.ax.get_xlim() == pytest.approx((-0.25, 3.55))


def test_bifurcation_diagram__over_two_parameters() -> None:
    hlpr = diagram(
        PLANE, dims=["a", "b"], **STEPS, rectangle_map_kwargs={"x_scale": "log"},
        plot_coords_kwargs={"s": 1},
    )  # fmt: skip
    assert len(hlpr.ax.patches) == len(points(hlpr)) == 4
    assert len({patch.get_facecolor() for patch in hlpr.ax.patches}) == 2
    assert entries(hlpr.ax.get_legend()) == ["fixpoint", "oscillation"]
    assert hlpr.ax.get_xscale() == "log"
    assert hlpr.ax.get_xlim() == pytest.approx((10**-0.5, 10**1.5))
    assert hlpr.ax.get_ylim() == (-0.5, 1.5)


def test_bifurcation_diagram__regions_of_the_largest_variable() -> None:
    both = PLANE.assign(y=PLANE.x.isel(a=0, b=1, drop=True) + 0 * PLANE.x)
    own = {"x": {"facecolor": "red"}, "y": {"facecolor": "blue"}}
    hlpr = diagram(
        both, dims=["a", "b"], analysis_steps=["endpoint"],
        visualization_kwargs={"endpoint": {"to_plot": own}},
    )  # fmt: skip
    assert {patch.get_label() for patch in hlpr.ax.patches} >= {"x", "y"}


def test_bifurcation_diagram__missing_universes_are_left_out() -> None:
    hlpr = diagram(MAP.where(MAP.r != 2), dim="r", analysis_steps=["endpoint"])
    assert set(points(hlpr)[:, 0]) == {0.5, 2.5, 3.2}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"dim": "R"}, r"there is no 'R' in the data, which have the dimensions r \(4\)"),
        ({"dim": "r", "to_plot": {"X": {}}}, "to_plot: found 'X'"),
        ({"dim": "r", "visualization_kwargs": {"fixpoints": {}}}, "visualization_kwargs: found"),
        ({"dim": "r", "rectangle_map_kwargs": {"xscale": 1}}, "Did you mean 'x_scale'"),
    ],
)
def test_bifurcation_diagram__wrong_arguments(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(PlotError, match=message):
        diagram(**(STEPS | arguments))


def test_bifurcation_diagram__without_fields() -> None:
    with pytest.raises(PlotError, match="select fields with `select_and_combine`"):
        diagram(xr.Dataset(), dim="r", **STEPS)
