from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.errors import PlotError
from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.helpers.plot_helper import PlotHelper
from support.drawn import own_style, visible

BETA = (0.05, 0.1, 0.5, 1.0, 5.0)
GAMMA = (0.001, 0.01, 0.1)


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def scores(beta: Any = BETA, gamma: Any = GAMMA) -> xr.DataArray:
    values = np.arange(len(beta) * len(gamma), dtype=float).reshape(len(beta), len(gamma))
    return xr.DataArray(
        values, {"beta": list(beta), "gamma": list(gamma)}, ("beta", "gamma"), name="score"
    )


def draw_map(data: Any, *, helpers: Any = None, **arguments: Any) -> Any:
    hlpr = PlotHelper(parameters={"beta": BETA, "gamma": GAMMA}, update_helper_cfg=helpers)
    defaults = {"kind": "pcolormesh", "x": "beta", "y": "gamma"}
    facet_grid(data={"data": data}, hlpr=hlpr, **{**defaults, **arguments})
    hlpr.fig.draw_without_rendering()
    return hlpr


def ticks(ax: Any, letter: str = "x") -> list[str]:
    axis = getattr(ax, f"{letter}axis")
    low, high = axis.get_view_interval()
    return [
        tick.label1.get_text() for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high
    ]


@pytest.mark.parametrize("kind", ["pcolormesh", "imshow", None])
@pytest.mark.parametrize("named", [True, False])
def test_categories__parameters_have_cells_of_equal_size_with_a_tick_each(
    kind: str | None, named: bool
) -> None:
    axes = {} if named else {"x": None, "y": None}
    ax = draw_map(scores(), kind=kind, **axes).ax
    beta, gamma = ("x", "y") if named else ("y", "x")
    assert ticks(ax, beta) == ["0.05", "0.1", "0.5", "1.0", "5.0"]
    assert ticks(ax, gamma) == ["0.001", "0.01", "0.1"]
    assert getattr(ax, f"get_{beta}lim")() == (-0.5, 4.5)
    assert getattr(ax, f"get_{beta}label")() == "beta"


def test_categories__other_dimensions_are_positions() -> None:
    ax = draw_map(scores().rename(beta="time"), x="time").ax
    assert ax.get_xlim()[1] > 5
    assert ticks(ax, "y") == ["0.001", "0.01", "0.1"]


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        (["a", "b", "c"], ["a", "b", "c"]),
        ([True, False], ["True", "False"]),
    ],
)
def test_categories__text_and_booleans_without_a_sweep(
    values: list[Any], labels: list[str]
) -> None:
    assert ticks(draw_map(scores(gamma=values).rename(gamma="g"), y="g").ax, "y") == labels


def test_categories__lists() -> None:
    lists = np.empty(2, dtype=object)
    lists[:] = [[1, 2], [3, 4]]
    data = scores(gamma=(0, 1)).assign_coords(gamma=lists)
    assert ticks(draw_map(data).ax, "y") == ["[1, 2]", "[3, 4]"]


def test_categories__one_value_is_a_cell_and_in_the_title() -> None:
    for kind in ("pcolormesh", "imshow"):
        ax = draw_map(scores(beta=(0.5,)), kind=kind).ax
        assert ax.get_xlim() == (-0.5, 0.5) or kind == "imshow"
        assert ax.get_title() == "beta = 0.5"


def test_categories__many_values_have_as_many_ticks_as_there_is_room_for() -> None:
    many = [round(0.025 * number, 3) for number in range(60)]
    hlpr = draw_map(scores(beta=many), categorical="x")
    labels = ticks(hlpr.ax)
    assert 3 < len(labels) < 30
    assert {float(label) for label in labels} <= set(many)
    boxes = [label.get_window_extent() for label in hlpr.ax.get_xticklabels()]
    assert not any(one.overlaps(two) for one, two in itertools.pairwise(boxes))


def test_categories__in_each_axes_of_a_grid() -> None:
    grid = xr.concat([scores()] * 2, "model").assign_coords(model=["a", "b"])
    hlpr = draw_map(grid, col="model")
    assert [ticks(ax)[0] for ax in visible(hlpr)] == ["0.05", "0.05"]


@pytest.mark.parametrize(
    "options",
    [
        {"categorical": False},
        {"categorical": "y"},
        {"xscale": "log"},
        {"helpers": {"set_limits": {"x": [0, 2]}}},
        {"helpers": {"set_hv_lines": {"vlines": [0.3]}}},
    ],
)
def test_categories__not_where_the_plot_refers_to_positions(options: dict[str, Any]) -> None:
    hlpr = draw_map(scores(), **options)
    assert hlpr.ax.get_xlim()[1] > 5


def test_categories__of_lines_if_asked_for() -> None:
    lines = {"kind": "line", "x": "beta", "y": None, "hue": "gamma"}
    assert draw_map(scores(), **lines).ax.get_xlim()[1] > 5
    ax = draw_map(scores(), **lines, categorical="x").ax
    assert ticks(ax) == ["0.05", "0.1", "0.5", "1.0", "5.0"]
    np.testing.assert_array_equal(ax.lines[0].get_xdata(), range(5))


def test_categories__impossible_axes() -> None:
    with pytest.raises(PlotError, match="categorical: takes x, y, a list"):
        draw_map(scores(), categorical="beta")
    with pytest.raises(PlotError, match="categorical: x of the kind scatter shows 'score'"):
        draw_map(scores().to_dataset(), kind="scatter", x="score", y="beta", categorical="x")
