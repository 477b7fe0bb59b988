"""The decorators that register plot functions and helpers."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from paraverse import helper, is_plot_func, plot_function
from paraverse.errors import PlotError
from paraverse.plot import registry
from paraverse.plot.registry import find_plot_function, is_figure_helper


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "PLOT_FUNCTIONS", {})
    monkeypatch.setattr(registry, "HELPERS", {})
    monkeypatch.setattr(registry, "_FIGURE_HELPERS", set())


def test_plot_function__registers_with_and_without_arguments() -> None:
    @plot_function
    def lines() -> None:
        pass

    @plot_function(name="marks", required_tags=("energy",), dimension_arguments=["x"])
    def points() -> None:
        pass

    assert {"lines": lines, "marks": points} == registry.PLOT_FUNCTIONS
    attributes: Any = points
    assert attributes.required_dag_tags == ("energy",)
    assert attributes.dimension_arguments == ("x",)
    assert attributes.use_dag


def test_is_plot_func__has_the_attributes_of_dantros() -> None:
    @is_plot_func(creator="universe", use_helper=False, add_attributes={"mine": 1})
    def lines() -> None:
        pass

    attributes: Any = lines
    assert (attributes.creator, attributes.use_helper, attributes.mine) == ("universe", False, 1)
    assert find_plot_function("lines") is lines


def test_helper__is_for_axes_or_the_figure() -> None:
    @helper
    def set_background(hlpr: Any) -> None:
        pass

    @helper(of_figure=True)
    def set_frame(hlpr: Any) -> None:
        pass

    assert {"set_background": set_background, "set_frame": set_frame} == registry.HELPERS
    assert [is_figure_helper(name) for name in registry.HELPERS] == [False, True]


def test_find_plot_function__finds_functions_that_are_not_registered() -> None:
    module: Any = ModuleType("model_plots")
    module.lines = print
    module.number = 1
    assert find_plot_function("lines", [module]) is print

    @plot_function
    def lines() -> None:
        pass

    assert find_plot_function("lines", [module]) is lines
    with pytest.raises(PlotError, match=r"There is no plot function 'number'. Allowed: lines."):
        find_plot_function("number", [module])
