from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from paraverse.errors import PlotError
from paraverse.plot.facet_grid.encodings import KINDS
from paraverse.plot.facet_grid.kinds import DRAWERS
from paraverse.plot.functions.generic import facet_grid
from support.drawn import draw, energies, own_style, visible


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


LINES = energies().isel(model=0, step_size=0)
MAPS = energies().isel(model=0)


@pytest.mark.parametrize(("wrap", "shape"), [("auto", (2, 2)), ("square", (2, 2)), (3, (3, 2))])
def test_facet_grid__wrapped_columns(wrap: int | str, shape: tuple[int, int]) -> None:
    hlpr = draw(facet_grid, MAPS, kind="pcolormesh", x="time", col="step_size", col_wrap=wrap)
    assert hlpr.axes.shape == shape
    assert len(visible(hlpr)) == 4


def test_facet_grid__few_columns_are_not_wrapped() -> None:
    hlpr = draw(
        facet_grid, MAPS, kind="line", x="time", col="seed", hue="step_size", col_wrap="auto"
    )
    assert hlpr.axes.shape == (3, 1)


def test_facet_grid__a_column_of_size_one_stays() -> None:
    hlpr = draw(
        facet_grid, MAPS.isel(step_size=[0]), kind="line", x="time", hue="seed", col="step_size"
    )
    assert visible(hlpr)[0].get_title() == "step_size = 0.1 [m]"


def test_facet_grid__selects_and_squeezes() -> None:
    drawn = draw(facet_grid, energies().isel(model=[1]), sel={"step_size": 0.4}, hue="seed")
    np.testing.assert_array_equal(
        drawn.ax.lines[2].get_ydata(), energies().isel(seed=2, model=1, step_size=3)
    )


def test_facet_grid__show_data_goes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    draw(facet_grid, LINES, hue="seed", show_data=True)
    assert "step_size" in caplog.text


def test_facet_grid__plain_arrays() -> None:
    hlpr = draw(facet_grid, np.arange(5.0))
    np.testing.assert_array_equal(hlpr.ax.lines[0].get_ydata(), np.arange(5))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"kind": "lime"}, "no kind 'lime' for arrays. Did you mean 'line'"),
        ({"hue": "sed"}, "hue: there is no 'sed' .* time .8., seed .3.*Did you mean 'seed'"),
        ({"col": "x"}, "col: there is no 'x' in the data; there are the dimensions time"),
        ({"frames": "x"}, "frames: there is no 'x'"),
        ({"sel": {"x": 1}}, "sel: there is no 'x'"),
        ({"sel": {"seed": 7}}, "sel: seed has no value 7; it has 0, 1, 2"),
        ({"kind": "line", "x": "time", "col_wrap": "no"}, "col_wrap: takes a number, 'auto'"),
        (
            {"kind": "line", "x": "time", "hue": "seed", "colour": "red"},
            "kind line: a line has no property 'colour'. Did you mean 'color'",
        ),
        ({"kind": "imshow", "interpolatio": "none"}, "Did you mean 'interpolation'"),
        ({"kind": "line", "x": "time", "add_legned": True}, "Did you mean 'add_legend'"),
        ({"kind": "line", "cmap": "viridi", "hue": "seed"}, "no color map 'viridi'"),
        ({"kind": "line", "hue": "seed", "hue_colors": {0: "red"}}, "no color for 1, 2"),
        ({"kind": "nope", "auto_encoding": True}, "encodings of kind 'nope' are not known"),
    ],
)
def test_facet_grid__wrong_arguments(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(PlotError, match=message):
        draw(facet_grid, LINES, **arguments)


def test_facet_grid__too_many_dimensions() -> None:
    with pytest.raises(
        PlotError, match=r"left are time \(8\), seed \(3\), model \(2\)\. Assign some"
    ):
        draw(facet_grid, energies(), kind="line", x="time", col="step_size")


def test_facet_grid__data_that_are_not_an_array() -> None:
    with pytest.raises(PlotError, match="the tag `data` is a Figure"):
        draw(facet_grid, Figure())


def test_facet_grid__all_kinds_have_encodings() -> None:
    assert {"errorbars", "scatter3d"} <= set(DRAWERS) <= set(KINDS)


@pytest.mark.parametrize("kind", ["line", "step", "scatter", "pcolormesh", "contourf", "errorbars"])
@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (["north", "east", "south"], ["north", "east", "south"]),
        ([(1, 2), None, "1"], ["(1, 2)", "None", "1"]),
    ],
)
def test_facet_grid__objects_are_categories(kind: str, labels: list[Any], names: list[str]) -> None:
    x = np.empty(3, dtype=object)
    for index, label in enumerate(labels):
        x[index] = label
    data: Any = xr.DataArray(np.eye(3)[:2], {"x": x, "z": [1, 2]}, ["z", "x"], "y")
    arguments = {"x": "x"}
    if kind == "errorbars":
        data = data.rename(None).drop_vars("z").to_dataset("z").rename({0: "m", 1: "s"})
        arguments = {"x": "x", "y": "m", "yerr": "s"}
    hlpr = draw(facet_grid, data, kind=kind, **arguments)
    hlpr.fig.draw_without_rendering()
    assert [text.get_text() for text in hlpr.ax.get_xticklabels()] == names


@pytest.mark.parametrize("kind", ["line", "step", "scatter", "pcolormesh", "contourf"])
def test_facet_grid__dates_of_other_calendars(kind: str) -> None:
    time = xr.date_range("1850-01-01", periods=3, freq="YS", calendar="noleap", use_cftime=True)
    data = xr.DataArray(np.eye(3)[:2], {"x": time, "z": [1, 2]}, ["z", "x"], "y")
    hlpr = draw(facet_grid, data, kind=kind, x="x")
    hlpr.fig.draw_without_rendering()
    assert any("185" in text.get_text() for text in hlpr.ax.get_xticklabels())
