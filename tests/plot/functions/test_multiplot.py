from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from paraverse.errors import PlotError
from paraverse.plot.functions.multiplot import multiplot
from paraverse.plot.helpers.function_calls import call_function
from paraverse.plot.helpers.plot_helper import PlotHelper
from support.drawn import draw, energies, entries, own_style


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def test_multiplot__calls_in_order_with_shared_arguments() -> None:
    calls = [
        {"function": "plt.plot", "args": [[1, 2], [3, 4]], "color": "blue"},
        {"function": "plt.axhline", "y": 3.5},
    ]
    hlpr = draw(multiplot, {}, to_plot=calls, color="red")
    assert [line.get_color() for line in hlpr.ax.lines] == ["blue", "red"]


def test_multiplot__axes_by_column_and_row() -> None:
    to_plot = {
        (1, 0): [{"function": "plt.plot", "args": [[1, 2]]}],
        (0, 1): [{"function": "plt.hist", "x": [1, 1, 2]}],
    }
    hlpr = draw(multiplot, {}, to_plot=to_plot)
    assert hlpr.axes.shape == (2, 2)
    assert len(hlpr.axes[1, 0].lines) == 1
    assert len(hlpr.axes[0, 1].patches) == 10


def test_multiplot__setup_figure_says_how_many_axes() -> None:
    hlpr = PlotHelper(update_helper_cfg={"setup_figure": {"ncols": 3}})
    multiplot(data={}, hlpr=hlpr, to_plot={(-1, 0): [{"function": "plt.plot", "args": [[1, 2]]}]})
    assert hlpr.axes.shape == (3, 1)
    assert hlpr.axes[2, 0].lines


def test_multiplot__semilogx_is_logarithmic() -> None:
    hlpr = draw(multiplot, {}, to_plot=[{"function": "plt.semilogx", "args": [[1, 10], [1, 2]]}])
    assert hlpr.ax.get_xscale() == "log"
    assert len(hlpr.ax.lines) == 1


def test_multiplot__labelled_arrays_for_seaborn() -> None:
    lines = energies().isel(model=0, step_size=0)
    call = {"function": "sns.lineplot", "data": lines, "x": "time", "y": "energy", "hue": "seed"}
    hlpr = draw(multiplot, {}, to_plot=[call])
    np.testing.assert_allclose(hlpr.ax.lines[1].get_ydata(), lines.sel(seed=1))
    assert entries(hlpr.ax.get_legend()) == ["0", "1", "2"]


def test_multiplot__the_same_random_numbers_every_time() -> None:
    data = energies().isel(time=slice(2))
    call = {"function": "sns.lineplot", "data": data, "x": "time", "y": "energy"}
    dots = {"function": "sns.stripplot", "data": data, "x": "time", "y": "energy"}
    bands, offsets = zip(*(
        (hlpr.ax.collections[0].get_paths()[0].vertices, hlpr.ax.collections[1].get_offsets())
        for hlpr in (draw(multiplot, {}, to_plot=[call, dots]) for _ in range(2))
    ), strict=True)  # fmt: skip
    np.testing.assert_array_equal(*bands)
    np.testing.assert_array_equal(*offsets)


def test_multiplot__colors_by_configuration() -> None:
    call = {
        "function": "plt.scatter",
        "args": [[0, 1], [0, 1]],
        "c": [0, 2],
        "cmap": ["red", "lime", "blue"],
    }
    (dots,) = draw(multiplot, {}, to_plot=[call]).ax.collections
    np.testing.assert_allclose(dots.to_rgba([0, 2]), [(1, 0, 0, 1), (0, 0, 1, 1)])


def test_multiplot__own_functions() -> None:
    def mark(*, ax: Any, hlpr: Any, size: int, unknown: Any) -> None:
        ax.set_title(f"{size} {hlpr.ax is ax} {unknown}")

    hlpr = PlotHelper()
    hlpr.attrs["size"] = 3
    call = {
        "pass_axis_object_as": "ax",
        "pass_helper": True,
        "pass_helper_attrs": ["size", "unknown"],
    }
    multiplot(data={}, hlpr=hlpr, to_plot=[{"function": "mark", **call}], funcs={"mark": mark})
    assert hlpr.ax.get_title() == "3 True None"
    call_function(hlpr, {"function": mark, **call, "size": 4})
    call_function(hlpr, {"function": ["matplotlib.pyplot", "title"], "args": ["imported"]})
    assert hlpr.ax.get_title() == "imported"


def test_multiplot__hints(caplog: pytest.LogCaptureFixture) -> None:
    draw(multiplot, {}, to_plot=[{"function": "sns.despine"}, {"function": "plt.plot"}])
    assert caplog.messages == ["plt.plot is called without arguments; it may need `data`, `x`, …"]
    draw(multiplot, {}, to_plot=[{"function": "plt.plot"}], show_hints=False)
    assert len(caplog.messages) == 1


@pytest.mark.parametrize(
    ("to_plot", "message"),
    [
        ("plt.plot", "to_plot: takes a list of calls"),
        ([{"args": [1]}], r"to_plot\[0\]: The key `function` is missing; found args"),
        ([{"function": "plt.plt"}], r"to_plot\[0\]: There is no function 'plt.plt'"),
        ([{"function": "sns.linplot"}], "Did you mean 'sns.lineplot'"),
        ([{"function": "plot"}], "There is no function 'plot'"),
        ([{"function": ["os", "nope"]}], "no function 'nope' in os"),
        ([{"function": ["no_such_module", "nope"]}], "no function 'nope' in no_such_module"),
        ({(0, 0): [], (1, 0): [{"function": "plt.plot", "args": [[1], [1, 2]]}]},
         r"to_plot\[1, 0\]\[0\]: plt.plot: ValueError"),
        ([{"function": "sns.relplot", "data": {"a": [1]}, "x": "a"}], "for `snsplot`"),
    ],
)  # fmt: skip
def test_multiplot__wrong_calls(to_plot: Any, message: str) -> None:
    with pytest.raises(PlotError, match=message):
        draw(multiplot, {}, to_plot=to_plot)


def test_multiplot__failures_are_logged_if_they_are_no_errors(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hlpr = PlotHelper(raise_on_error=False)
    calls: list[dict[str, Any]] = [
        {"function": "plt.nope"},
        {"function": "plt.plot", "args": [[1, 2]]},
    ]
    multiplot(data={}, hlpr=hlpr, to_plot=calls)
    assert "plt.nope" in caplog.text
    assert len(hlpr.ax.lines) == 1


def test_multiplot__without_seaborn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "seaborn", None)
    with pytest.raises(PlotError, match="pip install seaborn"):
        draw(multiplot, {}, to_plot=[{"function": "sns.lineplot", "x": [1]}])
    lenient = PlotHelper(raise_on_error=False)
    with pytest.raises(PlotError, match="pip install seaborn"):
        multiplot(data={}, hlpr=lenient, to_plot=[{"function": "sns.lineplot", "x": [1]}])
    draw(multiplot, {}, to_plot=[{"function": "plt.plot", "args": [[1, 2]]}])


def test_multiplot__datasets_for_seaborn_stay_what_they_are() -> None:
    lines = energies().isel(model=0, step_size=0, seed=0)
    data = lines.to_dataset(name="energy")
    call = {"function": "sns.lineplot", "data": data, "x": "time", "y": "energy"}
    hlpr = draw(multiplot, {}, to_plot=[call])
    np.testing.assert_allclose(hlpr.ax.lines[0].get_ydata(), lines.values)


def test_multiplot__labels_of_seaborn_have_long_names_and_units() -> None:
    lines = energies().isel(model=0, step_size=0)
    call = {"function": "sns.lineplot", "data": lines, "x": "time", "y": "energy"}
    hlpr = draw(multiplot, {}, to_plot=[call])
    assert (hlpr.ax.get_xlabel(), hlpr.ax.get_ylabel()) == ("Time [s]", "Mean energy [J]")
