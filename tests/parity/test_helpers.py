"""The same configuration of helpers gives the same axes as dantro's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from paraverse.plot import registry
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.yaml_io.configuration import read_yaml

dantro_helper = pytest.importorskip("dantro.plot.plot_helper")

CONFIGURATIONS = """
title: {set_title: {title: A title}}
title_properties: {set_title: {title: A title, loc: left, fontsize: 8, color: red}}
title_removed: {set_title: {title: ~}}
labels: {set_labels: {x: time, y: value}}
label_properties: {set_labels: {x: {label: time, fontsize: 7}, y: {label: value, labelpad: 12}}}
labels_of_the_outer: {set_labels: {x: time, y: value, only_label_outer: true}}
label_of_no_z: {set_labels: {z: depth, rotate_z_label: true}}
limits: {set_limits: {x: [0, 5], y: [-1, 3.5]}}
limits_one: {set_limits: {x: [~, 5], y: [-1, ~]}}
limits_mapping: {set_limits: {x: {lower: 1}, y: {upper: 2}}}
limits_reversed: {set_limits: {x: [5, 0]}}
limits_of_data: {set_limits: {x: [min, max], y: [min, max]}}
limits_of_data_and_number: {set_limits: {x: [-3, max], y: {lower: min, upper: 10}}}
margins: {set_margins: {margins: 0.2}}
margins_pair: {set_margins: {margins: [0, 0.3]}}
margins_one: {set_margins: {y: 0.5}}
margins_loose: {set_margins: {x: 0.1, tight: false}}
legend: {set_legend: {}}
legend_place: {set_legend: {loc: lower left, title: lines, ncols: 2}}
legend_none: {set_legend: {use_legend: false}}
legend_labels: {set_legend: {custom_labels: [one, two]}}
legend_hidden: {set_legend: {hiding_threshold: 1}}
legend_not_hidden: {set_legend: {hiding_threshold: 5}}
legend_from_figure: {set_legend: {gather_from_fig: true}}
texts: {set_texts: {texts: [{x: 1, y: 0.5, s: here}, {x: 0.1, y: 0.9, s: there, color: blue}]}}
annotations:
  annotate:
    annotations:
      - {xy: [1, 0.5], text: here, xycoords: data}
      - {xy: [2, 0.1], text: there, xytext: [3, 0.5], arrowprops: {facecolor: black, shrink: 0.05}}
hv_lines: {set_hv_lines: {hlines: [0, 0.5], vlines: [1]}}
hv_lines_properties:
  set_hv_lines:
    hlines: [{pos: 0.2, limits: [0.1, 0.5], color: red, linestyle: dashed}]
    vlines: [{pos: 3, linewidth: 3}, 4]
scales: {set_scales: {x: log, y: symlog}}
scales_properties: {set_scales: {y: {scale: symlog, linthresh: 0.1}, x: {scale: log, base: 2}}}
ticks: {set_ticks: {x: [0, 2, 4], y: [0, 1]}}
ticks_labels: {set_ticks: {x: {major: {locs: [0, 2, 4], labels: [none, 2, some]}}}}
ticks_minor: {set_ticks: {y: {major: [0, 1], minor: {locs: [0.25, 0.5], labels: [a, b]}}}}
ticks_properties: {set_ticks: {x: {major: {locs: [1, 2], labels: [A, B], rotation: 45, size: 7}}}}
locators:
  set_tick_locators:
    x: {major: {name: MaxNLocator, nbins: 4, integer: true, min_n_ticks: 3}}
    y: {major: {name: MultipleLocator, args: [0.3]}, minor: {name: AutoMinorLocator, args: [3]}}
formatters:
  set_tick_formatters:
    x: {major: {name: StrMethodFormatter, args: ['{x:.3g}!']}}
    y: {major: {name: PercentFormatter, xmax: 1, decimals: 1}}
formatters_minor:
  set_tick_locators: {x: {minor: {name: FixedLocator, args: [[0.5, 1.5]]}}}
  set_tick_formatters: {x: {minor: {name: FormatStrFormatter, args: ['%.2f']}}}
dates:
  set_tick_locators: {x: {major: {name: DayLocator, interval: 2}}}
  set_tick_formatters: {x: {major: {name: DateFormatter, args: ['%Y-%m-%d']}}}
slanted: {autofmt_xdate: {rotation: 50, ha: left}}
call: {call: {functions: [{function: plt.plot, args: [[0, 1], [1, 0]], color: red}]}}
call_shared:
  call:
    color: green
    functions: [{function: [matplotlib.pyplot, axhline], y: 0.3}, {function: plt.plot, args: [[1]]}]
despine: {despine: {}}
despine_offset: {despine: {left: true, right: false, offset: 5}}
despine_offsets: {despine: {offset: {left: 7}}}
despine_trimmed: {despine: {trim: true}}
aligned: {align_labels: {y: false}, set_labels: {x: time, y: value}}
adjusted: {subplots_adjust: {left: 0.3, hspace: 0.7}}
figcall: {figcall: {functions: [{function: [matplotlib.pyplot, suptitle], args: [All]}]}}
suptitle_at: {set_suptitle: {title: All, y: 0.9, fontsize: 20}}
figlegend_left: {set_figlegend: {loc: center left, gather_from_fig: true, title: lines}}
figlegend_labels: {set_figlegend: {loc: lower center, gather_from_fig: true, custom_labels: [one]}}
figlegend_hidden: {set_figlegend: {gather_from_fig: true, hiding_threshold: 1}}
figlegend_of_nothing: {set_figlegend: {loc: lower center}}
disabled: {set_title: {title: A title, enabled: false}, set_labels: {x: time, enabled: true}}
on_empty_axes: {set_title: {title: A title, skip_empty_axes: false}}
of_one_axes: {axis_specific: {[0, 1]: {set_title: {title: below}}}, set_title: {title: others}}
of_a_column: {axis_specific: {[1, ~]: {set_labels: {y: right}}}, set_labels: {x: time, y: left}}
of_a_row: {axis_specific: {last: {axis: [~, -1], set_limits: {x: [0, 1]}}}}
of_all: {axis_specific: {everywhere: {axis: all, set_title: {title: A title}}}}
disabled_for_one: {set_title: {title: T}, axis_specific: {[0, 0]: {set_title: {enabled: false}}}}
later_updates_win:
  axis_specific: {[0, ~]: {set_title: {title: A, color: red}}, [0, 0]: {set_title: {title: B}}}
"""


@pytest.fixture(autouse=True)
def _figures() -> Iterator[None]:
    with plt.rc_context():
        plt.rcdefaults()
        yield
        plt.close("all")


def drawn(kind: str) -> tuple[Figure, Any]:
    """Draw on one or four axes, the last of which stay empty, or on axes with three dimensions."""
    x = np.linspace(0.1, 6, 30)
    if kind == "3d":
        figure, ax = plt.subplots(subplot_kw={"projection": "3d"})
        ax.plot(x, np.sin(x), np.cos(x), label="spiral")
        return figure, ax
    figure, axes = plt.subplots(*((1, 1) if kind == "one" else (2, 2)), squeeze=False)
    for number, ax in enumerate(axes.flat[:3]):
        ax.plot(x, np.sin(x + number), label="sine")
        ax.plot(x, np.cos(x + number), label=f"cosine {number}")
        ax.legend()
    return figure, axes


def described(figure: Figure) -> dict[str, Any]:
    """Return everything that helpers can set, as it is after drawing."""
    figure.draw_without_rendering()
    sides = figure.subplotpars
    return {
        "suptitle": figure.get_suptitle(),
        "legends": [entries(legend) for legend in figure.legends],
        "axes": [described_axes(ax) for ax in figure.axes],
        "edges": [getattr(sides, name) for name in ("left", "bottom", "hspace")],
    }


def described_axes(ax: Axes) -> dict[str, Any]:
    legend = ax.get_legend()
    return {
        "title": [ax.get_title(loc) for loc in ("left", "center", "right")],
        "title color": ax.title.get_color(),
        "axis": {name: described_axis(axis) for name, axis in axes_of(ax).items()},
        "margins": ax.margins(),
        "legend": entries(legend) if legend is not None and legend.get_visible() else None,
        "texts": [(t.get_text(), t.get_position(), t.get_color()) for t in ax.texts],
        "lines": [
            (np.asarray(line.get_xydata()).tolist(), line.get_color(), line.get_linestyle())
            for line in ax.lines
        ],
        "spines": {
            side: (spine.get_visible(), spine.get_position(), spine.get_bounds())
            for side, spine in ax.spines.items()
        },
    }


def axes_of(ax: Axes) -> dict[str, Any]:
    return {name: getattr(ax, f"{name}axis") for name in "xyz" if hasattr(ax, f"{name}axis")}


def described_axis(axis: Any) -> dict[str, Any]:
    label = axis.get_label()
    ticks = {
        which: [
            (text.get_text(), text.get_position(), text.get_rotation(), text.get_color())
            for text in axis.get_ticklabels(minor=which == "minor")
        ]
        for which in ("major", "minor")
    }
    return {
        "label": (label.get_text(), label.get_fontsize(), label.get_visible(), axis.labelpad),
        "limits": tuple(axis.get_view_interval()),
        "scale": axis.get_scale(),
        "ticks": ticks,
        "position": axis.get_ticks_position() if hasattr(axis, "get_ticks_position") else None,
    }


def entries(legend: Any) -> dict[str, Any]:
    return {
        "labels": [text.get_text() for text in legend.get_texts()],
        "place": legend._get_loc(),
        "columns": legend._ncols,
    }


def configurations(folder: Path) -> dict[str, Any]:
    file = folder / "helpers.yaml"
    file.write_text(CONFIGURATIONS)
    configs: dict[str, Any] = read_yaml(file).data
    return configs


OF_A_GRID = ("labels_of", "legend_from", "figlegend", "aligned", "adjusted", "on_empty", "call")
NAMES = [line.split(":")[0] for line in CONFIGURATIONS.splitlines() if line[:1].isalpha()]


@pytest.mark.filterwarnings("ignore:Mismatched number of handles and labels")
@pytest.mark.parametrize("name", NAMES)
def test_helpers__set_the_same_as_dantros(name: str, tmp_path: Path) -> None:
    config = configurations(tmp_path)[name]
    kind = "four" if "axis_specific" in config or name.startswith(OF_A_GRID) else "one"
    results = []
    for helper in (dantro_helper.PlotHelper, PlotHelper):
        figure, axes = drawn(kind)
        hlpr = helper(out_path="figure.png", helper_defaults=config)
        hlpr.attach_figure_and_axes(fig=figure, axes=axes)
        hlpr.invoke_enabled(axes="all")
        results.append(described(figure))
    assert results[1] == results[0]


@pytest.mark.parametrize(
    "config",
    [
        {"set_labels": {"x": "a", "y": "b", "z": {"label": "c"}, "rotate_z_label": False}},
        {"set_limits": {"z": [0, "max"]}},
        {"set_ticks": {"z": [-1, 0, 1], "x": {"major": {"locs": [1, 2], "labels": ["a", "b"]}}}},
        {"set_tick_formatters": {"z": {"major": {"name": "FormatStrFormatter", "args": ["%.2f"]}}}},
        {"set_tick_locators": {"z": {"major": {"name": "MaxNLocator", "nbins": 3}}}},
        {"set_scales": {"z": "symlog"}},
    ],
    ids=lambda config: next(iter(config)),
)
def test_helpers__set_the_same_on_three_dimensions(config: dict[str, Any]) -> None:
    results = []
    for helper in (dantro_helper.PlotHelper, PlotHelper):
        figure, ax = drawn("3d")
        hlpr = helper(out_path="figure.png", helper_defaults=config)
        hlpr.attach_figure_and_axes(fig=figure, axes=ax)
        hlpr.invoke_enabled(axes="all")
        results.append(described(figure))
    assert results[1] == results[0]


FUNCTION = """
from PACKAGE import is_plot_func


@is_plot_func(
    use_dag=True,
    required_dag_tags=("energy",),
    helper_defaults={
        "setup_figure": {"ncols": 2, "nrows": 2, "scale_figsize_with_subplots_shape": True},
        "set_title": {"title": "default"},
        "set_hv_lines": {"hlines": [0.5]},
        "axis_specific": {"last": {"axis": [-1, -1], "set_labels": {"x": "t"}}},
    },
)
def lines(*, data, hlpr, **style):
    hlpr.provide_defaults("set_labels", axes="all", x="time")
    for col, row in hlpr.coords_iter(match="all"):
        hlpr.select_axis(col, row)
        if (col, row) == (1, 0):
            continue
        (line,) = hlpr.ax.plot(data["energy"] + col, label=f"{col} {row}", **style)
        hlpr.track_handles_labels([line], [f"noted {col} {row}"])
        if hlpr.ax_coords == (0, 1):
            hlpr.provide_defaults("set_limits", x=[0, 1])
            hlpr.mark_disabled("set_title")
    hlpr.select_axis(-1, -1)
    hlpr.invoke_helper("set_title", title="early", axes=(0, None))
    hlpr.invoke_helpers("set_hv_lines", set_hv_lines={"vlines": [0.1]})
    hlpr.ax.text(0, 0, f"{hlpr.ax_coords} {hlpr.axes.shape} {sorted(hlpr.enabled_helpers)}")
    hlpr.mark_enabled("set_legend", axes=(None, 0))
"""


def test_plot_function__draws_the_same_with_another_import(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registry, "PLOT_FUNCTIONS", {})
    results = []
    for package, helper in (("dantro.plot", dantro_helper.PlotHelper), ("paraverse", PlotHelper)):
        names: dict[str, Any] = {}
        exec(FUNCTION.replace("PACKAGE", package), names)
        lines = names["lines"]
        config = {"set_title": {"loc": "left"}, "set_figlegend": {"loc": "lower center"}}
        hlpr = helper(
            out_path="figure.png", helper_defaults=lines.helper_defaults, update_helper_cfg=config
        )
        hlpr.setup_figure()
        lines(data={"energy": np.arange(4)}, hlpr=hlpr, color="red")
        hlpr.invoke_enabled(axes="all")
        results.append((described(hlpr.fig), hlpr.fig.get_size_inches().tolist()))
    assert results[1] == results[0]
