"""Helpers for the whole figure."""

from __future__ import annotations

from typing import Any

import pytest

from paraverse.plot.helpers.plot_helper import PlotHelper
from support.plot_helpers import apply_helpers


def test_set_suptitle__sets_and_removes() -> None:
    hlpr = apply_helpers({"set_suptitle": {"title": "All"}})
    assert hlpr.fig.get_suptitle() == "All"
    hlpr.invoke_helper("set_suptitle", title=None)
    assert hlpr.fig.get_suptitle() == ""


def test_subplots_adjust__sets_margins() -> None:
    hlpr = apply_helpers({"subplots_adjust": {"left": 0.25}}, layout="constrained")
    assert hlpr.fig.subplotpars.left == 0.25
    assert hlpr.fig.get_layout_engine() is None


def test_align_labels__aligns_labels_of_a_column() -> None:
    def label_positions(config: dict[str, Any]) -> set[float]:
        wide = {"set_ticks": {"y": {"major": {"locs": [1], "labels": ["a long one"]}}}}
        ticks = {"axis_specific": {(0, 0): wide}, "set_labels": {"y": "v"}}
        hlpr = apply_helpers({**config, **ticks}, nrows=2)
        hlpr.fig.canvas.draw()
        return {round(ax.yaxis.label.get_window_extent().x0) for ax in hlpr.axes.flat}

    assert len(label_positions({})) == 2
    assert len(label_positions({"align_labels": {}})) == 1


@pytest.mark.parametrize("engine", ["constrained", None])
@pytest.mark.parametrize("margin", [None, 0.2])
def test_set_suptitle_and_set_figlegend__make_room(
    engine: str | None, margin: float | None
) -> None:
    options = {} if margin is None else {"margin": margin}
    config = {
        "set_suptitle": {"title": "A", "fontsize": 30, **options},
        "set_figlegend": {**options},
        "setup_figure": {"layout": engine},
    }
    hlpr = PlotHelper(helper_defaults=config)
    hlpr.track_handles_labels(hlpr.ax.plot([0, 1]), ["a long label for a line"])
    hlpr.invoke_enabled()
    hlpr.fig.canvas.draw()
    axes = hlpr.ax.get_window_extent()
    (legend,) = hlpr.fig.legends
    (title,) = (text for text in hlpr.fig.texts if text.get_text() == "A")
    least = (margin or 0) * hlpr.fig.bbox.width
    assert legend.get_window_extent().x0 - axes.x1 >= least
    assert title.get_window_extent().y0 - axes.y1 >= (margin or 0) * hlpr.fig.bbox.height
