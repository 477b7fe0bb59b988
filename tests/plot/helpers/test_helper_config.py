"""The configuration of helpers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraverse.base.nested import merge_nested
from paraverse.errors import PlotError
from paraverse.plot.helpers.helper_config import HelperConfig, match_axes
from paraverse.plot.helpers.helper_errors import HelperError
from paraverse.plot.helpers.plot_helper import PlotHelper
from support.plot_helpers import axes_grid, axes_titles


def test_axis_specific__is_by_coordinates_or_names() -> None:
    specific = {
        (0, None): {"set_title": {"title": "b"}},
        (0, 0): {"set_title": {"title": "c"}},
        "lower right": {"axis": [-1, -1], "set_title": {"title": "d", "skip_empty_axes": False}},
        (1, 1): {"set_title": {"enabled": False}},
    }
    hlpr = axes_grid({"set_title": {"title": "a"}, "axis_specific": specific})
    hlpr.invoke_enabled(axes="all")
    assert axes_titles(hlpr) == ["caa", "b-d"]


@pytest.mark.parametrize(
    ("specific", "message"),
    [
        ({(7, 0): {"set_title": {}}}, "no column 7"),
        ({"left": {"set_title": {}}}, "add the key `axis`"),
        ({(0, 0): {"set_suptitle": {}}}, "set_suptitle is about the whole figure"),
        ({(0, 0): {"set_titel": {}}}, "Did you mean 'set_title'"),
        ({(0, 0): {"set_title": "T"}}, "takes a mapping"),
    ],
)
def test_axis_specific__that_is_wrong_is_reported(specific: dict[Any, Any], message: str) -> None:
    with pytest.raises(HelperError, match=message):
        axes_grid({"axis_specific": specific})


def test_helper_config__reports_unknown_helpers() -> None:
    with pytest.raises(PlotError, match=r"'set_titel'. Did you mean 'set_title'"):
        PlotHelper(helper_defaults={"set_titel": {}})
    with pytest.raises(PlotError, match="Did you mean 'set_title'"):
        axes_grid().invoke_helper("set_titel")


def test_helper_config__merges_the_plot_into_the_defaults() -> None:
    defaults = {"set_title": {"title": "a", "color": "red"}, "set_suptitle": {"title": "A"}}
    config = HelperConfig(defaults, {"set_title": {"title": "b"}, "despine": None})
    config.spread((2, 1))
    assert config.arguments("set_title", (1, 0)) == {"title": "b", "color": "red"}
    assert config.enabled((0, 0)) == ["set_title", "despine"]
    assert config.enabled() == ["set_suptitle"]
    config.update("set_title", [(1, 0)], {"enabled": False})
    assert config.enabled((0, 0)) == ["set_title", "despine"]
    assert config.enabled((1, 0)) == ["despine"]


def test_helper_config__is_not_changed_by_the_plot_helper() -> None:
    config = {"set_title": {"title": "a"}, "axis_specific": {"x": {"axis": "all"}}}
    before = merge_nested({}, config)
    hlpr = axes_grid(config)
    hlpr.provide_defaults("set_title", title="b")
    hlpr.base_cfg["set_title"]["title"] = "c"
    hlpr.invoke_enabled(axes="all")
    assert config == before
    assert hlpr.base_cfg["set_title"]["title"] == "a"


SHAPES = st.tuples(st.integers(1, 4), st.integers(1, 4))


@given(shape=SHAPES, data=st.data())
def test_match_axes__counts_from_both_ends(shape: tuple[int, int], data: st.DataObject) -> None:
    column = data.draw(st.integers(0, shape[0] - 1))
    row = data.draw(st.integers(0, shape[1] - 1))
    assert list(match_axes(shape, (column, row))) == [(column, row)]
    assert list(match_axes(shape, (column - shape[0], row - shape[1]))) == [(column, row)]
    assert list(match_axes(shape, (None, row))) == [(c, row) for c in range(shape[0])]
    columns, rows = map(range, shape)
    assert set(match_axes(shape, "all")) == {(c, r) for c in columns for r in rows}
