"""Figures and axes by column and row."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import pytest

from paraverse.errors import PlotError
from paraverse.plot.helpers.figure_axes import FigureAxes
from support.plot_helpers import axes_grid


def test_axes__are_addressed_by_column_and_row() -> None:
    hlpr = axes_grid()
    assert hlpr.axes.shape == (3, 2)
    assert [ax.get_subplotspec().num1 for ax in hlpr.axes[:, 0]] == [0, 1, 2]
    hlpr.select_axis(-1, 1)
    assert hlpr.ax is hlpr.axes[2, 1] is plt.gca()
    assert hlpr.ax_coords == (2, 1)
    hlpr.select_axis(ax=hlpr.axes[1, 0])
    assert hlpr.ax_coords == (1, 0)
    plt.sca(hlpr.axes[0, 1])
    hlpr.select_axis()
    assert hlpr.ax_coords == (0, 1)


@pytest.mark.parametrize("selection", [{"col": 3, "row": 0}, {"col": 1}, {"ax": None, "row": 1}])
def test_select_axis__reports_axes_that_do_not_exist(selection: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"col|columns"):
        axes_grid().select_axis(**selection)
    with pytest.raises(ValueError, match="not part of the figure"):
        axes_grid().select_axis(ax=plt.figure().add_subplot())


def test_coords_iter__takes_wildcards() -> None:
    hlpr = axes_grid()
    assert list(hlpr.coords_iter()) == [(0, 0)]
    assert list(hlpr.coords_iter(match=(1, None))) == [(1, 0), (1, 1)]
    assert list(hlpr.coords_iter(match=[..., -1])) == [(0, 1), (1, 1), (2, 1)]
    assert len(list(hlpr.coords_iter(match="all"))) == 6
    wrong: Any
    for wrong in ((3, 0), "some", (0,), (0.5, 0)):
        with pytest.raises(PlotError):
            list(hlpr.coords_iter(match=wrong))


def test_figure__is_created_at_first_use_and_closed() -> None:
    axes = FigureAxes()
    assert not axes.has_figure
    assert plt.get_fignums() == []
    assert axes.fig is axes.ax.figure
    assert axes.axis_is_empty
    axes.close_figure()
    assert not axes.has_figure
    assert plt.get_fignums() == []


def test_handles_and_labels__are_registered_for_each_axes() -> None:
    hlpr = axes_grid()
    hlpr.track_handles_labels(hlpr.ax.lines, ["a"])
    hlpr.select_axis(1, 0)
    hlpr.track_handles_labels(hlpr.ax.lines, ["b"])
    assert hlpr.axis_handles_labels[1] == ["b"]
    assert hlpr.all_handles_labels[1] == ["a", "b"]
    with pytest.raises(ValueError, match="shorter"):
        hlpr.track_handles_labels(hlpr.ax.lines, [])
