"""A figure that is updated is saved as the same bytes as a new one, whatever was drawn before."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from paraverse.errors import PlotError
from paraverse.jobs.plot import FigureSettings
from paraverse.plot import registry
from paraverse.plot.facet_grid import kinds
from paraverse.plot.figure.call_plot_function import call_plot_function
from paraverse.plot.figure.draw import draw_figure
from paraverse.plot.figure.last_figure import LastFigure
from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.registry import plot_function
from paraverse.store.universe import Universe
from support.figure_settings import figure_settings

SMALL = {"figure.figsize": [3, 2], "savefig.dpi": 50}

ARGUMENTS: Sequence[Mapping[str, Any]] = [
    {},
    {"kind": "line", "color": "r", "linestyle": "--", "marker": "x", "alpha": 0.5, "linewidth": 2},
    {"kind": "step", "where": "mid"},
    {"y": "time"},
    {"x": "delay", "figsize": [2, 3]},
    {"yscale": "log"},
]
ARGUMENTS_2D: Sequence[Mapping[str, Any]] = [
    {"hue": "seed"},
    {"hue": "seed", "add_legend": False, "hue_colors": "viridis"},
    {"kind": "line", "x": "time"},
    {"kind": "line", "y": "time"},
    {"kind": "step", "hue": "seed"},
]
HELPERS: Sequence[Mapping[str, Any]] = [
    {
        "set_title": {"title": "left $a_1$", "loc": "left", "fontsize": 7},
        "set_limits": {"x": [1, 3.5]},
        "set_legend": {"loc": "upper left", "title": "lines"},
    },
    {
        "set_suptitle": {"title": "all of it", "margin": 0.05},
        "set_limits": {"y": (7, 0.1)},
        "despine": {"offset": 5},
    },
    {
        "set_labels": {"x": "t", "y": {"label": "of\ntwo lines", "fontsize": 14}},
        "set_limits": {"x": ["max", "min"], "y": [0, "max"]},
        "set_legend": {"use_legend": False},
    },
    {
        "set_limits": {"x": [None, 2], "y": {"upper": 5e7}},
        "save_figure": {"dpi": 40, "transparent": True, "bbox_inches": "tight"},
    },
    {
        "set_margins": {"margins": 0.3},
        "set_tick_formatters": {"y": {"major": {"name": "EngFormatter", "unit": "J"}}},
    },
    {"set_scales": {"y": "log"}},
]
STYLES: Sequence[Mapping[str, Any]] = [
    {},
    {"ignore_defaults": True},
    {"base_style": "classic"},
    {"base_style": ["dark_background", "ggplot"]},
    {"axes.formatter.use_mathtext": True, "axes.formatter.limits": [-1, 1]},
    {"axes.autolimit_mode": "round_numbers", "lines.marker": "o"},
    {"axes.grid": True, "xtick.minor.visible": True, "ytick.minor.visible": True},
    {"figure.constrained_layout.use": False},
    {"svg.fonttype": "none", "pdf.fonttype": 42},
]


def line_plot(
    arguments: Mapping[str, Any] | None = None,
    helpers: Mapping[str, Any] | None = None,
    style: Mapping[str, Any] | None = None,
    **keys: Any,
) -> FigureSettings:
    return figure_settings(
        "facet_grid",
        **{
            "arguments": arguments or {},
            "helpers": helpers or {},
            "style": {**SMALL, **(style or {})},
            **keys,
        },
    )


def labelled(values: Any, *, attrs: Mapping[str, Any] | None = None, **coords: Any) -> xr.DataArray:
    values = np.asarray(values)
    dims = ("time", "seed")[: values.ndim]
    sizes = dict(zip(dims, values.shape, strict=True))
    numbers: dict[str, Any] = {dim: np.arange(size) for dim, size in sizes.items()}
    numbers["delay"] = ("time", np.linspace(-1, 4, sizes["time"]))
    return xr.DataArray(
        values, coords={**numbers, **coords}, dims=dims, name="energy", attrs=dict(attrs or {})
    )


SERIES = [
    labelled([1.0, 2.0, 0.5, 4.0, 3.0]),
    labelled([1e7, 3e7, 1.5e7, 2e7, 1e7 + 1]),
    labelled([np.nan, 0.1, -1e-9, 0.7, np.inf]),
    labelled([5.0, 5.0, 5.0, 5.0, 5.0]),
]
GRIDS = [
    labelled(np.arange(15.0).reshape(5, 3)),
    labelled(-(np.arange(15.0).reshape(5, 3) ** 3)),
    labelled(np.where(np.arange(15).reshape(5, 3) < 6, 1e-5, np.nan)),
]


class Drawings:
    """Figures of a plot, drawn one after the other and each anew, in a folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.new_figures = 0

        def count(*args: Any, **kwargs: Any) -> None:
            self.new_figures += 1
            call_plot_function(*args, **kwargs)

        monkeypatch.setattr("paraverse.plot.figure.draw.call_plot_function", count)

    def draw(
        self, plot: FigureSettings, data: Any, last: LastFigure | None, formats: Sequence[str]
    ) -> list[bytes] | str:
        """Return the files of a figure, or the message of the error."""
        files = [self.folder / f"figure.{extension}" for extension in formats]
        try:
            draw_figure(plot, {"data": data}, files, title="T", last=last)
        except PlotError as error:
            return str(error)
        return [file.read_bytes() for file in files]

    def updates(
        self,
        plot: FigureSettings | Sequence[FigureSettings],
        series: Sequence[Any],
        formats: Sequence[str] = ("pdf",),
    ) -> int:
        """Return the number of updates, after comparing each of them with a new figure."""
        plots = [plot] * len(series) if isinstance(plot, FigureSettings) else plot
        last = LastFigure()
        updates = 0
        for single, data in zip(plots, series, strict=True):
            before = self.new_figures
            files = self.draw(single, data, last, formats)
            if self.new_figures == before and not isinstance(files, str):
                updates += 1
                assert files == self.draw(single, data, None, formats)
        return updates


@pytest.fixture
def drawings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drawings:
    monkeypatch.setattr(registry, "PLOT_FUNCTIONS", dict(registry.PLOT_FUNCTIONS))
    return Drawings(tmp_path, monkeypatch)


@pytest.mark.parametrize("arguments", ARGUMENTS, ids=str)
def test_last_figure__is_updated_for_all_arguments(
    drawings: Drawings, arguments: Mapping[str, Any]
) -> None:
    assert drawings.updates(line_plot(arguments), SERIES[:3]) == 2


@pytest.mark.parametrize("arguments", ARGUMENTS_2D, ids=str)
def test_last_figure__is_updated_for_several_lines(
    drawings: Drawings, arguments: Mapping[str, Any]
) -> None:
    assert drawings.updates(line_plot(arguments), GRIDS) == 2
    assert drawings.updates(line_plot(arguments), [grid.T for grid in GRIDS[:2]]) == 1


@pytest.mark.parametrize("helpers", HELPERS, ids=str)
def test_last_figure__is_updated_for_all_helpers(
    drawings: Drawings, helpers: Mapping[str, Any]
) -> None:
    assert drawings.updates(line_plot(helpers=helpers), SERIES[1:]) == 2


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_last_figure__is_updated_for_all_styles(
    drawings: Drawings, style: Mapping[str, Any]
) -> None:
    plot = line_plot(style=style)
    expected = 0 if style.get("base_style") == "classic" else 1  # its ticks are thinned out
    assert drawings.updates(plot, SERIES[1:3], ("pdf", "png", "svg")) == expected


NUMBERS = st.one_of(
    hnp.floating_dtypes(endianness="="), hnp.integer_dtypes(), hnp.unsigned_integer_dtypes()
)


@st.composite
def plots_with_data(draw_value: Any) -> tuple[FigureSettings, list[xr.DataArray], list[str]]:
    """Return a plot, the data of its figures, and the formats of the files."""
    dtype, ndim = draw_value(NUMBERS), draw_value(st.sampled_from([1, 1, 2]))
    lengths = draw_value(st.lists(st.sampled_from([0, 1, 2, 5, 1200]), min_size=1, max_size=2))
    helpers = draw_value(st.lists(st.sampled_from(HELPERS), max_size=2))
    plot = line_plot(
        draw_value(st.sampled_from(ARGUMENTS if ndim == 1 else ARGUMENTS_2D)),
        {name: value for single in helpers for name, value in single.items()},
        draw_value(st.sampled_from(STYLES)),
    )
    series = []
    for length in draw_value(st.lists(st.sampled_from(lengths), min_size=2, max_size=4)):
        # Few distinct elements, so that examples with thousands of points are small
        elements = draw_value(hnp.arrays(dtype, 12))
        values = np.resize(elements, (length, 3)[:ndim])
        series.append(labelled(values))
    formats = draw_value(st.sampled_from([["pdf"], ["png", "pdf"], ["svg"]]))
    return plot, series, formats


def test_last_figure__is_replaced_after_ticks_were_thinned_out(drawings: Drawings) -> None:
    flat = labelled([0.0, 0, 0, 0, 0])
    assert drawings.updates(line_plot(style={"base_style": "classic"}), [flat] * 2, ["svg"]) == 0


def test_last_figure__has_its_title_above_the_axes(drawings: Drawings) -> None:
    plot = line_plot(helpers={"set_suptitle": {"title": "all of it"}})
    wide = [labelled(np.linspace(0, top, 5)) for top in (1, 22725.5, 1e-9)]
    assert drawings.updates(plot, wide, ["svg"]) == 2


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(case=plots_with_data())
@pytest.mark.filterwarnings("ignore")
def test_last_figure__does_not_change_any_figure(drawings: Drawings, case: Any) -> None:
    drawings.updates(*case)


FIRST = SERIES[0]


@pytest.mark.parametrize(
    "data",
    [
        FIRST.assign_attrs(units="J"),
        FIRST.rename("mass"),
        FIRST.rename(time="step"),
        FIRST.astype("f4"),
        FIRST.astype(bool),
        FIRST.astype(object),
        FIRST[:3],
        FIRST[:1],
        FIRST[:0],
        FIRST * np.nan,
        FIRST.assign_coords(time=FIRST["time"] * 2),
        FIRST.assign_coords(time=FIRST["time"].astype("f8")),
        FIRST.assign_coords(time=list("abcde")),
        FIRST.assign_coords(time=np.arange("2020", "2025", dtype="M8[Y]").astype("M8[ns]")),
        FIRST.assign_coords(time=FIRST["time"].assign_attrs(units="s")),
        FIRST.assign_coords(seed=1),
        FIRST.expand_dims(seed=2, axis=1),
        FIRST.to_dataset(),
        FIRST.values,
    ],
    ids=lambda data: f"{type(data).__name__}-{getattr(data, 'dtype', '')}",
)
def test_last_figure__is_replaced_if_more_than_values_differ(drawings: Drawings, data: Any) -> None:
    assert drawings.updates(line_plot(), [FIRST, data, FIRST]) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FIRST.assign_coords(seed=1), FIRST.assign_coords(seed=1.0)),
        (FIRST.assign_coords(seed=1), FIRST.assign_coords(seed=True)),
        (FIRST.assign_coords(seed=0.0), FIRST.assign_coords(seed=-0.0)),
        (FIRST.assign_attrs(units=1), FIRST.assign_attrs(units=True)),
    ],
    ids=["float", "bool", "sign", "attribute"],
)
def test_last_figure__is_replaced_if_equal_values_look_different(
    drawings: Drawings, one: Any, other: Any
) -> None:
    assert drawings.updates(line_plot(), [one, other]) == 0


@pytest.mark.parametrize(
    "keys",
    [
        {"helpers": {"set_limits": {"y": [0, "max"]}, "set_margins": {"margins": 0}}},
        {"helpers": {"set_limits": {"y": [None, 3]}, "set_scales": {"y": "log"}}},
        {"helpers": {"set_limits": {"y": [0, 3], "enabled": False}}},
        {"helpers": {"set_limits": {"y": [-1, 1]}, "set_scales": {"y": "log"}}},
        {"helpers": {"set_limits": {"y": [-1, 1]}}, "arguments": {"yscale": "log"}},
        {"helpers": {"set_scales": {"x": "log"}}},
        {"helpers": {"set_ticks": {"y": [0, 10]}}},
        {"helpers": {"set_hv_lines": {"hlines": [1]}}},
        {"helpers": {"despine": {"trim": True}}},
        {"helpers": {"autofmt_xdate": {}}},
        {"helpers": {"subplots_adjust": {"left": 0.2}}},
        {"helpers": {"setup_figure": {"figsize": [2, 2]}}},
        {"helpers": {"axis_specific": {"first": {"axis": [0, 0], "set_title": {"title": "1"}}}}},
        {"helpers": {"call": {"functions": [{"function": "plt.axhline", "y": 1}]}}},
        {"helpers": {"save_figure": {"metadata": {"Author": "me"}}}},
        {"arguments": {"sel": {"time": [0, 2, 3]}}},
        {"arguments": {"xlim": [0, 3]}},
        {"arguments": {"show_data": True}},
        {"arguments": {"kind": "scatter"}},
        {"arguments": {"kind": "hist"}},
        {"style": {"figure.hooks": ["support.drawn:add_legend"]}},
        {"style": {"figure.autolayout": True, "figure.constrained_layout.use": False}},
        {"raise_exc": False},
        {"raise_exc": False, "helpers": {"set_title": {"size": "wrong"}}},
        {"animation": {"enabled": False, "writer": "frames"}},
        {"invocation": {"pass_dag_object_along": False}},
    ],
    ids=str,
)
def test_last_figure__is_replaced_if_values_may_have_other_effects(
    drawings: Drawings, keys: Mapping[str, Any]
) -> None:
    assert drawings.updates(line_plot(**keys), SERIES[:2]) == 0


def test_last_figure__is_replaced_if_settings_differ(drawings: Drawings) -> None:
    plots = [
        line_plot(),
        line_plot({"color": "r"}),
        line_plot({"color": "r"}, {"set_title": {"title": "1"}}),
        line_plot({"color": "r"}, {"set_title": {"title": "2"}}),
        line_plot({"color": "r"}, {"set_title": {"title": "2"}}, {"font.size": 5}),
    ]
    assert drawings.updates(plots, [FIRST] * len(plots)) == 0


def test_last_figure__is_replaced_if_a_legend_is_beside_it(drawings: Drawings) -> None:
    plot = line_plot({"hue": "seed"})
    everywhere = labelled(np.random.default_rng(0).random((200, 3)))
    assert drawings.updates(plot, [everywhere, everywhere * 2, everywhere * 3]) == 0
    rising = labelled(np.arange(600.0).reshape(200, 3))
    assert drawings.updates(plot, [rising, rising * 2, everywhere, rising]) == 2


def test_last_figure__is_replaced_if_the_project_draws_itself(
    drawings: Drawings, monkeypatch: pytest.MonkeyPatch
) -> None:
    @plot_function(required_tags=("data",))
    def with_mean(*, data: Any, hlpr: Any) -> None:
        facet_grid(data=data, hlpr=hlpr)
        hlpr.ax.axhline(float(data["data"].mean()))

    own = dataclasses.replace(line_plot(), function="with_mean")
    assert drawings.updates(own, SERIES[:2]) == 0

    def draw_line(data: Any, *, hlpr: Any) -> None:
        hlpr.ax.plot(data["time"], data)
        hlpr.ax.set_title(float(data.mean()))

    with monkeypatch.context() as context:
        context.setitem(kinds.DRAWERS, "line", draw_line)
        assert drawings.updates(line_plot({"kind": "line"}), SERIES[:2]) == 0

    def set_title(hlpr: Any, *, title: str) -> None:
        hlpr.ax.set_title(f"{title} {hlpr.ax.lines[0].get_ydata().mean()}")

    monkeypatch.setitem(registry.HELPERS, "set_title", set_title)
    assert drawings.updates(line_plot(helpers={"set_title": {"title": "mean"}}), SERIES[:2]) == 0


@pytest.mark.parametrize("helpers", [{"set_title": 3}, {"set_limits": 3}, {"set_titel": {}}])
def test_last_figure__leaves_errors_as_they_are(drawings: Drawings, helpers: Any) -> None:
    plot = line_plot(helpers=helpers)
    assert isinstance(drawings.draw(plot, FIRST, LastFigure(), ["pdf"]), str)
    assert drawings.updates(plot, SERIES[:2]) == 0


def test_last_figure__is_replaced_after_an_error(drawings: Drawings) -> None:
    last = LastFigure()
    for extension in ("pdf", "unknown", "pdf"):
        assert drawings.draw(line_plot(), FIRST, last, [extension]) == drawings.draw(
            line_plot(), FIRST, None, [extension]
        )
    assert drawings.new_figures == 6


def test_last_figure__may_get_a_footnote(drawings: Drawings, tmp_path: Path) -> None:
    last = LastFigure()
    files = [tmp_path / "updated.png", tmp_path / "new.png"]
    for warnings in (["units differ"], [], ["labels differ", "units differ"]):
        for file, given_last in zip(files, (last, None), strict=True):
            draw_figure(
                line_plot(), {"data": FIRST}, file, title="T", warnings=warnings, last=given_last
            )
        assert files[0].read_bytes() == files[1].read_bytes()
    assert drawings.new_figures == 4


def test_last_figure__gets_the_label_of_its_universe(drawings: Drawings, tmp_path: Path) -> None:
    last = LastFigure()
    files = [tmp_path / "updated.pdf", tmp_path / "new.pdf"]
    plot = line_plot(universe_label=True)
    for seed in (3, 44, "x" * 40):
        universe = Universe({}, f"sim_{seed}", {"seed": seed, "size": 1, "step": 1.25})
        for file, given_last in zip(files, (last, None), strict=True):
            draw_figure(plot, {"data": FIRST}, file, title="T", universe=universe, last=given_last)
        assert files[0].read_bytes() == files[1].read_bytes()
    assert drawings.new_figures == 4
