"""The size of axes in a grid, and undistorted maps of space."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
import xarray as xr

from paraverse.plot.functions.ca import caplot
from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.functions.multiplot import multiplot
from paraverse.plot.functions.snsplot import snsplot
from paraverse.plot.layout.arrange import arrange
from paraverse.plot.layout.proportions import configured_size
from support.drawn import draw, energies, own_style

pytestmark = pytest.mark.usefixtures("style")


@pytest.fixture
def style() -> Iterator[None]:
    with own_style():
        yield


def field(
    width: float = 6,
    height: float = 2,
    units: str | None = "m",
    names: tuple[str, str] = ("x", "y"),
) -> xr.DataArray:
    attrs = {} if units is None else {"units": units}
    coords = {
        names[0]: (names[0], np.linspace(0, width, 30), attrs),
        names[1]: (names[1], np.linspace(0, height, 20), attrs),
        "day": [0, 1, 2],
    }
    values = np.random.default_rng(0).random((30, 20, 3))
    return xr.DataArray(values, coords, (*names, "day"), name="heat")


def drawn_ratio(data: xr.DataArray, **arguments: Any) -> float:
    """Return the ratio of width and height of a unit of length on the screen."""
    hlpr = draw(facet_grid, data, **arguments)
    arrange(hlpr.fig)
    hlpr.fig.draw_without_rendering()
    ax = hlpr.axes[0, 0]
    (x0, y0), (x1, y1) = ax.transData.transform([(0, 0), (1, 1)])
    return float((x1 - x0) / (y1 - y0))


@pytest.mark.parametrize("kind", ["pcolormesh", "imshow", "contour", "contourf", None])
def test_maps_of_space__have_the_same_scale_in_both_directions(kind: str | None) -> None:
    data = field().isel(day=0)
    assert drawn_ratio(data, kind=kind, x="x", y="y") == pytest.approx(1, rel=1e-3)


def test_grids_of_maps_of_space__have_the_same_scale_too() -> None:
    ratio = drawn_ratio(field(), kind="pcolormesh", x="x", y="y", col="day")
    assert ratio == pytest.approx(1, rel=1e-3)


@pytest.mark.parametrize(
    ("data", "is_space"),
    [
        (field(units=None), True),
        (field(units=None, names=("rate", "seed")), False),
        (field(names=("width", "depth")), True),
        (field(height=0.1), False),  # nothing would be seen
        (field().assign_coords(y=("y", np.linspace(0, 2, 20), {"units": "s"})), False),
        (energies().isel(seed=0, model=0), False),
    ],
)
def test_maps__are_of_space_if_their_units_say_so(data: xr.DataArray, is_space: bool) -> None:
    x, y, *_ = data.dims
    section = data.isel({dim: 0 for dim in data.dims if dim not in (x, y)})
    ratio = drawn_ratio(section, kind="pcolormesh", x=x, y=y)
    assert np.isclose(ratio, 1, rtol=1e-3) == is_space


@pytest.mark.parametrize(("aspect", "is_equal"), [("equal", True), ("auto", False)])
def test_aspect__takes_precedence(aspect: str, is_equal: bool) -> None:
    data = field(units=None if aspect == "auto" else "s").isel(day=0)
    data = data.assign_coords(x=data.x.assign_attrs(units="m")) if aspect == "equal" else data
    ratio = drawn_ratio(data, kind="pcolormesh", x="x", y="y", aspect=aspect)
    assert np.isclose(ratio, 1, rtol=1e-3) == is_equal


def test_maps_of_space__leave_no_room_and_are_no_larger_than_the_style_says() -> None:
    hlpr = draw(facet_grid, field().isel(day=0), kind="pcolormesh", x="x", y="y")
    arrange(hlpr.fig)
    hlpr.fig.draw_without_rendering()
    assert np.all(hlpr.fig.get_size_inches() <= np.array(plt.rcParams["figure.figsize"]) + 1e-9)
    taken = hlpr.fig.get_tightbbox()
    np.testing.assert_allclose(taken.size, hlpr.fig.get_size_inches(), atol=0.4)
    map_, bar = hlpr.fig.axes
    assert bar.get_position().height == pytest.approx(map_.get_position().height, rel=0.02)


@pytest.mark.parametrize("kind", ["line", "hist"])
@pytest.mark.parametrize("columns", [2, 3, 4])
def test_grids__fit_a_page(kind: str, columns: int) -> None:
    data = energies().isel(model=0, seed=0).isel(step_size=slice(columns))
    hlpr = draw(facet_grid, data, kind=kind, col="step_size")
    width, _ = hlpr.fig.get_size_inches()
    assert 4 < width < 9


@pytest.mark.parametrize("size", [{"figsize": (9, 3)}, {"size": 3, "aspect": 3}])
def test_grids__have_the_configured_size(size: dict[str, Any]) -> None:
    data = energies().isel(model=0, seed=0, step_size=[0])
    hlpr = draw(facet_grid, data, kind="line", col="step_size", squeeze=False, **size)
    assert hlpr.fig.get_size_inches()[0] >= 9


ENERGY = energies()
LINES = {"x": "time", "y": "energy", "hue": "step_size", "col": "model"}


@pytest.mark.parametrize(
    ("function", "data", "arguments"),
    [
        (facet_grid, ENERGY.isel(seed=0), {**LINES, "kind": "line", "y": None}),
        (facet_grid, ENERGY, {"kind": "hist", "col": "model"}),
        (facet_grid, ENERGY, {**LINES, "kind": "errorbars", "band": "seed"}),
        (facet_grid, field(), {"kind": "pcolormesh", "col": "day", "x": "x", "y": "y"}),
        (facet_grid, field().isel(day=0), {"kind": "pcolormesh", "x": "x", "y": "y"}),
        (snsplot, ENERGY, {**LINES, "sns_kind": "relplot", "reset_index": True}),
        (caplot, {"a": field()[..., 0], "b": field()[..., 0]}, {"to_plot": {"a": {}, "b": {}}}),
        (multiplot, None, {"to_plot": {(0, 0): [], (1, 0): []}}),
    ],
)  # fmt: skip
def test_configured_size__is_that_of_the_figure_in_all_functions(
    function: Any, data: Any, arguments: dict[str, Any]
) -> None:
    with plt.rc_context({"figure.figsize": (6, 3)}):
        hlpr = draw(function, data, **arguments)
        arrange(hlpr.fig)
        assert tuple(hlpr.fig.get_size_inches()) == (6, 3)


def test_configured_size__default_sizes_are_not_configured() -> None:
    assert configured_size() is None
    with plt.rc_context({"figure.figsize": (6.4, 4.8)}):
        assert configured_size() is None
