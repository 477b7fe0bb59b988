"""What helpers set on axes, and what they say of wrong arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from paraverse.errors import Location
from paraverse.plot import registry
from paraverse.plot.helpers.helper_errors import HelperError
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import SPECIAL_KEYS
from paraverse.yaml_io.configuration import read_yaml
from support.paths import ROOT


@pytest.fixture(autouse=True)
def _figures() -> Iterator[None]:
    with plt.rc_context():
        plt.rcdefaults()
        yield
        plt.close("all")


def helped(config: dict[str, Any], **subplots: Any) -> PlotHelper:
    """A figure with two lines on each axes, with helpers applied."""

    def where(*keys: str | int) -> Location:
        return Location("plots.yaml", 7, ("energy", *keys))

    setup = {"setup_figure": subplots} if subplots else {}
    hlpr = PlotHelper(helper_defaults=setup, update_helper_cfg=config, where=where)
    for coordinates in hlpr.coords_iter(match="all"):
        hlpr.select_axis(*coordinates)
        hlpr.ax.plot([0, 1, 2], [0, 1, 4], label="squares")
        hlpr.ax.plot([0, 1, 2], [0, 1, 2], label="numbers")
    hlpr.invoke_enabled(axes="all")
    return hlpr


def legend_labels(ax: Axes) -> list[str]:
    legend = ax.get_legend()
    return [] if legend is None else [text.get_text() for text in legend.get_texts()]


def tick_labels(ax: Axes) -> list[str]:
    ax.figure.canvas.draw()
    return [text.get_text() for text in ax.get_xticklabels()]


def third_line(ax: Axes) -> list[float]:
    return list(ax.lines[2].get_ydata())


def first_text(ax: Axes) -> str:
    return ax.texts[0].get_text()


SET: list[tuple[dict[str, Any], Callable[[Axes], Any], Any]] = [
    ({"set_title": {"title": "A"}}, Axes.get_title, "A"),
    ({"set_labels": {"x": "t"}}, Axes.get_xlabel, "t"),
    (
        {"set_labels": {"y": {"label": "v", "color": "red"}}},
        lambda ax: ax.yaxis.label.get_color(),
        "red",
    ),
    ({"set_limits": {"x": [0, None]}}, Axes.get_xlim, (0, 2.1)),
    ({"set_limits": {"y": ["min", "max"]}}, Axes.get_ylim, (0, 4)),
    ({"set_limits": {"z": [0, 1]}}, Axes.get_ylim, (-0.2, 4.2)),
    ({"set_margins": {"margins": 0}}, Axes.get_xlim, (0, 2)),
    ({"set_scales": {"x": "symlog"}}, Axes.get_xscale, "symlog"),
    ({"set_legend": {"custom_labels": ["one"]}}, legend_labels, ["one"]),
    ({"set_legend": {"hiding_threshold": 1}}, legend_labels, []),
    ({"set_texts": {"texts": [{"x": 1, "y": 2, "s": "here"}]}}, first_text, "here"),
    (
        {"annotate": {"annotations": [{"text": "top", "xy": [2, 4]}]}},
        lambda ax: list(ax.texts[0].xy),
        [2, 4],
    ),
    ({"set_hv_lines": {"hlines": [3]}}, third_line, [3, 3]),
    ({"set_hv_lines": {"vlines": [{"pos": 1, "limits": [0, 0.5]}]}}, third_line, [0, 0.5]),
    (
        {"set_ticks": {"x": {"major": {"locs": [0, 2], "labels": ["a", 2]}}}},
        tick_labels,
        ["a", "2"],
    ),
    (
        {"set_tick_locators": {"x": {"major": {"name": "FixedLocator", "args": [[0, 2]]}}}},
        lambda ax: list(ax.get_xticks()),
        [0, 2],
    ),
    (
        {
            "set_tick_formatters": {
                "x": {"major": {"name": "StrMethodFormatter", "args": ["{x:.1f} s"]}}
            },
            "set_ticks": {"x": [1]},
        },
        tick_labels,
        ["1.0 s"],
    ),
    ({"autofmt_xdate": {"rotation": 40}}, lambda ax: ax.get_xticklabels()[0].get_rotation(), 40),
    (
        {"call": {"functions": [{"function": "plt.plot", "args": [[1, 2]]}]}},
        lambda ax: len(ax.lines),
        3,
    ),
    (
        {"despine": {}},
        lambda ax: [side for side, spine in ax.spines.items() if spine.get_visible()],
        ["left", "bottom"],
    ),
]


@pytest.mark.parametrize(("config", "found", "expected"), SET)
def test_helper__sets(config: dict[str, Any], found: Callable[[Axes], Any], expected: Any) -> None:
    assert found(helped(config).ax) == expected


OF_THE_FIGURE: list[tuple[dict[str, Any], Callable[[PlotHelper], Any], Any]] = [
    ({"set_suptitle": {"title": "All"}}, lambda hlpr: hlpr.fig.get_suptitle(), "All"),
    ({"subplots_adjust": {"left": 0.25}}, lambda hlpr: hlpr.fig.subplotpars.left, 0.25),
    (
        {
            "figcall": {
                "functions": [{"function": ["matplotlib.pyplot", "suptitle"], "args": ["All"]}]
            }
        },
        lambda hlpr: hlpr.fig.get_suptitle(),
        "All",
    ),
    (
        {"set_figlegend": {"gather_from_fig": True}, "set_legend": {}},
        lambda hlpr: len(hlpr.fig.legends),
        0,
    ),
]


@pytest.mark.parametrize(("config", "found", "expected"), OF_THE_FIGURE)
def test_figure_helper__sets(
    config: dict[str, Any], found: Callable[[PlotHelper], Any], expected: Any
) -> None:
    assert found(helped(config)) == expected


def test_align_labels__puts_them_in_line() -> None:
    def places(config: dict[str, Any]) -> set[float]:
        wide = {"set_ticks": {"y": {"major": {"locs": [1], "labels": ["a long one"]}}}}
        ticks = {"axis_specific": {(0, 0): wide}, "set_labels": {"y": "v"}}
        hlpr = helped({**config, **ticks}, nrows=2)
        hlpr.fig.canvas.draw()
        return {round(ax.yaxis.label.get_window_extent().x0) for ax in hlpr.axes.flat}

    assert len(places({})) == 2
    assert len(places({"align_labels": {}})) == 1


def test_every_helper__is_tested_here() -> None:
    tested = {name for config, *_ in (*SET, *OF_THE_FIGURE) for name in config}
    assert {*registry.HELPERS} - tested == {"align_labels"}


def test_set_legend__keeps_the_title_of_the_one_there_is() -> None:
    hlpr = PlotHelper(helper_defaults={"set_legend": {"ncols": 2}})
    lines = hlpr.ax.plot([0, 1], np.eye(2))
    hlpr.ax.legend(lines, ["0.1", "0.3"], title="max_step_size")
    hlpr.invoke_enabled()
    legend = hlpr.ax.get_legend()
    assert legend is not None
    assert legend.get_title().get_text() == "max_step_size"
    assert legend_labels(hlpr.ax) == ["0.1", "0.3"]


def test_set_legend__has_entries_that_were_noted_and_each_label_once() -> None:
    hlpr = PlotHelper(helper_defaults={"set_legend": {}})
    (first,) = hlpr.ax.plot([0, 1], label="line")
    hlpr.track_handles_labels([first, first], ["line", "noted"])
    hlpr.invoke_enabled()
    assert legend_labels(hlpr.ax) == ["line", "noted"]


def test_set_figlegend__takes_the_place_of_the_one_there_is() -> None:
    hlpr = PlotHelper(helper_defaults={"set_figlegend": {"loc": "upper left"}})
    lines = hlpr.ax.plot([0, 1], np.eye(2))
    hlpr.fig.legend(lines, ["0.1", "0.3"], title="max_step_size")
    hlpr.invoke_enabled()
    (legend,) = hlpr.fig.legends
    assert [text.get_text() for text in legend.get_texts()] == ["0.1", "0.3"]
    assert legend.get_title().get_text() == "max_step_size"


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
    title = hlpr.fig._suptitle  # type: ignore[attr-defined]
    least = (margin or 0) * hlpr.fig.bbox.width
    assert legend.get_window_extent().x0 - axes.x1 >= least
    assert title.get_window_extent().y0 - axes.y1 >= (margin or 0) * hlpr.fig.bbox.height


WRONG: list[tuple[dict[str, Any], list[str]]] = [
    ({"set_limits": {"x": [0, 1, 2]}}, ["helpers.set_limits.x", "a pair", "found [0, 1, 2]"]),
    ({"set_limits": {"x": {"lowr": 1}}}, ["helpers.set_limits.x", "Did you mean 'lower'?"]),
    ({"set_limits": {"y": [0, "maximum"]}}, ["helpers.set_limits.y", "`max`, not 'maximum'"]),
    ({"set_limits": {"q": [0, 1]}}, ["set_limits.q", "takes no 'q'. Allowed: x, y, z."]),
    ({"set_margins": {"margins": 0.1, "x": 1}}, ["helpers.set_margins", "exclude each other"]),
    ({"set_scales": {"x": {"base": 2}}}, ["helpers.set_scales.x", "`scale` is missing"]),
    ({"set_scales": {"y": "logg"}}, ["helpers.set_scales.y", "'logg'"]),
    ({"set_ticks": {"x": {"major": {"labels": ["a"]}}}}, ["helpers.set_ticks.x.major", "`locs`"]),
    ({"set_ticks": {"x": {"mayor": [1]}}}, ["helpers.set_ticks.x", "`minor`, not 'mayor'"]),
    (
        {"set_tick_locators": {"x": {"major": {"name": "MaxNLocater"}}}},
        ["x.major", "Did you mean 'MaxNLocator'"],
    ),
    ({"set_tick_formatters": {"y": {"minor": {"args": [1]}}}}, ["y.minor", "`name` is missing"]),
    (
        {"set_texts": {"texts": [{"x": 0, "y": 0, "s": "a"}, {"x": 0}]}},
        ["set_texts.texts[1]", "TypeError"],
    ),
    ({"set_texts": {}}, ["helpers.set_texts", "needs 'texts'"]),
    ({"set_hv_lines": {"hlines": [1, "a"]}}, ["set_hv_lines.hlines[1]", "ValueError"]),
    ({"set_title": {"title": "a", "colour": "red"}}, ["helpers.set_title", "colour"]),
    ({"call": {"functions": [{"function": "plt.plto"}]}}, ["call.functions[0]", "'plt.plot'"]),
]


@pytest.mark.parametrize(("config", "parts"), WRONG)
def test_helper__says_which_argument_is_wrong(config: dict[str, Any], parts: list[str]) -> None:
    with pytest.raises(HelperError) as raised:
        helped(config)
    message = str(raised.value)
    (name,) = config
    for part in ["plots.yaml:7: energy.helpers", name, *parts]:
        assert part in message


def test_helpers__say_all_that_is_wrong_on_all_axes() -> None:
    config = {
        "set_title": {"colour": "red"},
        "set_suptitle": {"title": "A", "colour": "red"},
        "axis_specific": {(1, 0): {"set_limits": {"x": [0]}}},
    }
    with pytest.raises(HelperError) as raised:
        helped(config, ncols=2)
    messages = [str(problem) for problem in raised.value.problems]
    assert len(messages) == 3
    assert "set_title on the axes (0, 0) and 1 more of 2×1" in messages[1]
    assert "set_limits on the axes (1, 0) of 2×1" in messages[2]


def documented() -> list[tuple[str, str]]:
    """The helpers in the tables of docs/helpers.md, with their examples."""
    text = (ROOT / "docs" / "helpers.md").read_text()
    return re.findall(r"^\| `(\w+)` \| .* \| `(\1: .*)` \|$", text, re.MULTILINE)


@pytest.mark.parametrize(("name", "example"), documented())
def test_documented_example__works(name: str, example: str, tmp_path: Path) -> None:
    (tmp_path / "example.yaml").write_text(example)
    hlpr = helped(read_yaml(tmp_path / "example.yaml").data)
    assert name in (*hlpr.available_helpers, *SPECIAL_KEYS)


def test_documentation__has_every_helper() -> None:
    assert {name for name, _ in documented()} == {*registry.HELPERS, *SPECIAL_KEYS}


def test_helper__of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def set_background(hlpr: PlotHelper, *, color: str) -> None:
        hlpr.ax.set_facecolor(color)

    monkeypatch.setitem(registry.HELPERS, "set_background", set_background)  # is put back after
    registry.helper(set_background)
    hlpr = helped({"set_background": {"color": "red"}})
    assert hlpr.ax.get_facecolor()[:3] == to_rgb("red")
