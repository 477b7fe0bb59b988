"""The figure as plot functions see it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from paraverse.base.nested import merge_nested
from paraverse.errors import PlotError
from paraverse.plot.helpers.animation_mode import EnterAnimationMode, ExitAnimationMode
from paraverse.plot.helpers.helper_config import match_axes
from paraverse.plot.helpers.helper_errors import HelperError
from paraverse.plot.helpers.plot_helper import PlotHelper


@pytest.fixture(autouse=True)
def _figures() -> Iterator[None]:
    yield
    plt.close("all")


def grid(config: dict[str, Any] | None = None, **arguments: Any) -> PlotHelper:
    """Three columns and two rows of axes, with a line on each but the last."""
    setup = {"setup_figure": {"ncols": 3, "nrows": 2}}
    hlpr = PlotHelper(helper_defaults=setup, update_helper_cfg=config, **arguments)
    for ax in hlpr.axes.flat[:-1]:
        ax.plot([0, 1])
    return hlpr


def titles(hlpr: PlotHelper) -> list[str]:
    return ["".join(ax.get_title() or "-" for ax in row) for row in hlpr.axes.T]


def test_axes__are_addressed_by_column_and_row() -> None:
    hlpr = grid()
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


@pytest.mark.parametrize("given", [{"col": 3, "row": 0}, {"col": 1}, {"ax": None, "row": 1}])
def test_select_axis__says_what_there_is_not(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"col|columns"):
        grid().select_axis(**given)
    with pytest.raises(ValueError, match="not part of the figure"):
        grid().select_axis(ax=plt.figure().add_subplot())


def test_coords_iter__takes_wildcards() -> None:
    hlpr = grid()
    assert list(hlpr.coords_iter()) == [(0, 0)]
    assert list(hlpr.coords_iter(match=(1, None))) == [(1, 0), (1, 1)]
    assert list(hlpr.coords_iter(match=[..., -1])) == [(0, 1), (1, 1), (2, 1)]
    assert len(list(hlpr.coords_iter(match="all"))) == 6
    for wrong in ((3, 0), "some", (0,), (0.5, 0)):
        with pytest.raises(PlotError):
            list(hlpr.coords_iter(match=wrong))  # type: ignore[arg-type]


def test_setup_figure__takes_arguments_and_scales() -> None:
    hlpr = PlotHelper(helper_defaults={"setup_figure": {"ncols": 2, "figsize": [2, 3]}})
    hlpr.setup_figure(nrows=2, scale_figsize_with_subplots_shape=True)
    assert hlpr.axes.shape == (2, 2)
    assert hlpr.fig.get_size_inches().tolist() == [4, 6]
    assert len(plt.get_fignums()) == 1
    with pytest.raises(HelperError, match=r"setup_figure(.|\n)*ncol"):
        PlotHelper(helper_defaults={"setup_figure": {"ncol": 2}}).setup_figure()


def test_attach_figure_and_axes__replaces_the_figure() -> None:
    hlpr = grid({"set_title": {"title": "T"}})
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


def test_axis_specific__is_by_coordinates_or_names() -> None:
    specific = {
        (0, None): {"set_title": {"title": "b"}},
        (0, 0): {"set_title": {"title": "c"}},
        "lower right": {"axis": [-1, -1], "set_title": {"title": "d", "skip_empty_axes": False}},
        (1, 1): {"set_title": {"enabled": False}},
    }
    hlpr = grid({"set_title": {"title": "a"}, "axis_specific": specific})
    hlpr.invoke_enabled(axes="all")
    assert titles(hlpr) == ["caa", "b-d"]


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
def test_axis_specific__that_is_wrong_is_said(specific: dict[Any, Any], message: str) -> None:
    with pytest.raises(HelperError, match=message):
        grid({"axis_specific": specific})


def test_helpers__that_do_not_exist_are_said() -> None:
    with pytest.raises(PlotError, match=r"'set_titel'. Did you mean 'set_title'"):
        PlotHelper(helper_defaults={"set_titel": {}})
    with pytest.raises(PlotError, match="Did you mean 'set_title'"):
        grid().invoke_helper("set_titel")


def test_helpers__skip_empty_axes() -> None:
    hlpr = grid({"set_title": {"title": "a"}, "set_labels": {"x": "b", "skip_empty_axes": False}})
    hlpr.invoke_enabled(axes="all")
    assert titles(hlpr) == ["aaa", "aa-"]
    assert hlpr.axes[2, 1].get_xlabel() == "b"
    hlpr.select_axis(2, 1)
    assert hlpr.axis_is_empty


def test_provide_defaults__updates_and_enables() -> None:
    hlpr = grid({"set_title": {"title": "a", "color": "red"}})
    hlpr.provide_defaults("set_title", axes=(0, None), title="b")
    hlpr.provide_defaults("set_labels", axes=(0, 0), mark_enabled=False, x="t", enabled=False)
    hlpr.provide_defaults("set_suptitle", title="All")
    assert hlpr.axis_cfg["set_title"] == {"title": "b", "color": "red", "enabled": True}
    hlpr.invoke_enabled(axes="all")
    assert titles(hlpr) == ["baa", "ba-"]
    assert hlpr.ax.get_xlabel() == ""
    assert hlpr.fig.get_suptitle() == "All"


def test_mark_disabled__is_for_some_axes() -> None:
    hlpr = grid({"set_title": {"title": "a"}, "set_suptitle": {"title": "All"}})
    hlpr.mark_disabled("set_title", "set_suptitle", axes=(None, 0))
    hlpr.mark_enabled("set_title", axes=(1, 0))
    hlpr.invoke_enabled(axes="all")
    assert titles(hlpr) == ["-a-", "aa-"]
    assert hlpr.fig.get_suptitle() == ""
    assert hlpr.enabled_figure_helpers == []


def test_invoke_helper__is_called_once_unless_said_otherwise() -> None:
    texts = {"set_texts": {"texts": [{"x": 0, "y": 0, "s": "a"}]}}
    hlpr = grid(texts)
    hlpr.invoke_helper("set_texts")
    hlpr.invoke_helper("set_texts", axes=(1, 0), mark_disabled_after_use=False)
    hlpr.invoke_helpers("set_texts", axes=(2, 0), set_texts={"texts": []})
    hlpr.invoke_enabled(axes="all")
    assert [len(ax.texts) for ax in hlpr.axes[:, 0]] == [1, 2, 0]
    assert hlpr.ax_coords == (0, 0)


def test_errors__are_raised_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    config = {"set_limits": {"x": [0]}, "set_title": {"title": "a"}}
    hlpr = grid(config, raise_on_error=False)
    with caplog.at_level(logging.WARNING):
        hlpr.invoke_enabled(axes="all")
    assert "set_limits on the axes (0, 0) and 4 more of 3×2" in caplog.text
    assert titles(hlpr) == ["aaa", "aa-"]
    with pytest.raises(HelperError):
        grid(config, raise_on_error=False).invoke_helper("set_limits", raise_on_error=True)


def test_handles_and_labels__are_noted_for_each_axes() -> None:
    hlpr = grid()
    hlpr.track_handles_labels(hlpr.ax.lines, ["a"])
    hlpr.select_axis(1, 0)
    hlpr.track_handles_labels(hlpr.ax.lines, ["b"])
    assert hlpr.axis_handles_labels[1] == ["b"]
    assert hlpr.all_handles_labels[1] == ["a", "b"]
    with pytest.raises(ValueError, match="shorter"):
        hlpr.track_handles_labels(hlpr.ax.lines, [])


def test_animation__is_switched_by_messages() -> None:
    still, moving = PlotHelper(), PlotHelper(animation_enabled=True)
    still.disable_animation()
    moving.enable_animation()
    with pytest.raises(EnterAnimationMode):
        still.enable_animation()
    with pytest.raises(ExitAnimationMode):
        moving.disable_animation()
    with pytest.raises(PlotError, match="register_animation_update"):
        _ = moving.animation_update
    moving.register_animation_update(lambda: iter([1]), invoke_helpers_before_grab=True)
    assert moving.invoke_before_grab
    assert list(moving.animation_update()) == [1]


def test_configuration__is_not_changed() -> None:
    config = {"set_title": {"title": "a"}, "axis_specific": {"x": {"axis": "all"}}}
    before = merge_nested({}, config)
    hlpr = grid(config)
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
    assert set(match_axes(shape, "all")) == {
        (c, r) for c in range(shape[0]) for r in range(shape[1])
    }
