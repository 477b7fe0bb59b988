"""Figures and axes with the configuration of helpers."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from paraverse.errors import PlotError
from paraverse.plot.helpers.helper_errors import HelperError
from paraverse.plot.helpers.plot_helper import PlotHelper
from support.plot_helpers import axes_grid, axes_titles


def test_setup_figure__takes_arguments_and_scales() -> None:
    hlpr = PlotHelper(helper_defaults={"setup_figure": {"ncols": 2, "figsize": [2, 3]}})
    hlpr.setup_figure(nrows=2, scale_figsize_with_subplots_shape=True)
    assert hlpr.axes.shape == (2, 2)
    assert hlpr.fig.get_size_inches().tolist() == [4, 6]
    assert len(plt.get_fignums()) == 1
    with pytest.raises(HelperError, match=r"setup_figure(.|\n)*ncol"):
        PlotHelper(helper_defaults={"setup_figure": {"ncol": 2}}).setup_figure()


def test_attach_figure_and_axes__replaces_the_figure() -> None:
    hlpr = axes_grid({"set_title": {"title": "T"}})
    hlpr.mark_disabled("set_title", axes="all")
    figure, axes = plt.subplots(2, 1)
    hlpr.attach_figure_and_axes(fig=figure, axes=axes.reshape(2, 1))
    assert plt.get_fignums() == [figure.number]
    assert hlpr.axes.shape == (1, 2)
    assert hlpr.enabled_helpers == ["set_title"]
    hlpr.mark_disabled("set_title")
    hlpr.attach_figure_and_axes(fig=figure, axes=axes.reshape(2, 1), skip_if_identical=True)
    assert hlpr.enabled_helpers == []
    with pytest.raises(PlotError, match=r"\(2,\)"):
        hlpr.attach_figure_and_axes(fig=figure, axes=axes)


def test_attach_figure_and_axes__takes_figures_without_pyplot() -> None:
    hlpr = PlotHelper(helper_defaults={"set_title": {"title": "T"}})
    figure = Figure()
    hlpr.attach_figure_and_axes(figure, figure.subplots())
    hlpr.ax.plot([0, 1])
    hlpr.invoke_enabled()
    assert hlpr.ax.get_title() == "T"


def test_provide_defaults__updates_and_enables() -> None:
    hlpr = axes_grid({"set_title": {"title": "a", "color": "red"}})
    hlpr.provide_defaults("set_title", axes=(0, None), title="b")
    hlpr.provide_defaults("set_labels", axes=(0, 0), mark_enabled=False, x="t", enabled=False)
    hlpr.provide_defaults("set_suptitle", title="All")
    assert hlpr.axis_cfg["set_title"] == {"title": "b", "color": "red", "enabled": True}
    hlpr.invoke_enabled(axes="all")
    assert axes_titles(hlpr) == ["baa", "ba-"]
    assert hlpr.ax.get_xlabel() == ""
    assert hlpr.fig.get_suptitle() == "All"


def test_mark_disabled__is_for_some_axes() -> None:
    hlpr = axes_grid({"set_title": {"title": "a"}, "set_suptitle": {"title": "All"}})
    hlpr.mark_disabled("set_title", "set_suptitle", axes=(None, 0))
    hlpr.mark_enabled("set_title", axes=(1, 0))
    hlpr.invoke_enabled(axes="all")
    assert axes_titles(hlpr) == ["-a-", "aa-"]
    assert hlpr.fig.get_suptitle() == ""
    assert hlpr.enabled_figure_helpers == []
