"""The library of plots to base others on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr

from paraverse.config.base_plots import read_library
from paraverse.config.plots import PlotConfig
from paraverse.config.read_plots import read_plots
from paraverse.errors import Location
from paraverse.plot.animation.settings import select_writer
from paraverse.transform import evaluate
from support.projects import MakeFiles

NAMES = sorted(read_library().data)


def resolved(files: MakeFiles, plots: str, base_plots: str | None = None) -> list[PlotConfig]:
    files({"plots.yaml": plots, "base.yaml": base_plots or ""})
    found, problems = read_plots(
        "plots.yaml", ["base.yaml"], lambda *keys: Location("c", None, keys)
    )
    assert problems == []
    return found


def test_read_library__is_there_for_every_project(files: MakeFiles) -> None:
    plots = "a: {based_on: [.creator.universe, .plot.facet_grid.line, .style.large_font], x: t}\n"
    (plot,) = resolved(files, plots)
    values = plot.values
    assert (values["creator"], values["universes"]) == ("universe", "all")
    assert (values["plot_func"], values["kind"], values["x"]) == ("facet_grid", "line", "t")
    assert values["style"]["font.size"] > 9


def test_read_library__is_updated_by_entries_of_the_same_name(files: MakeFiles) -> None:
    base = ".plot.facet_grid.line: {based_on: .plot.facet_grid.line, hue: seed}\n"
    (plot,) = resolved(files, "a: {based_on: .plot.facet_grid.line}\n", base)
    assert plot.values["kind"] == "line"
    assert plot.values["hue"] == "seed"


def test_read_library__unknown_name_is_a_problem_with_names_like_it(files: MakeFiles) -> None:
    files({"plots.yaml": "a: {based_on: .plot.facet_grid.lines}\n"})
    _, (problem,) = read_plots("plots.yaml", [], lambda *keys: Location("c", None, keys))
    assert "Did you mean '.plot.facet_grid.line'" in str(problem)


@pytest.mark.parametrize("name", NAMES)
def test_read_library__every_entry_can_be_read(files: MakeFiles, name: str) -> None:
    (plot,) = resolved(files, f"a: {{based_on: {name}}}\n")
    assert plot.values.keys() <= {
        "creator", "universes", "module", "plot_func", "style", "helpers", "animation", "file_ext",
        "dag_options", "kind", "auto_encoding", "auto_encoding_options", "col_wrap", "use_bands",
        "subplot_kws", "frames_isel", "cbar_kwargs", "select_and_combine", "x", "y", "sns_kind",
        "free_indices", "optional_free_indices",
    }  # fmt: skip


ARRAY = xr.DataArray(np.arange(12.0).reshape(3, 4), dims=("a", "time"))
DATES = xr.DataArray([1, 2], {"day": np.array(["1970-01-02", "1970-01-03"], "M8[D]")}, ["day"])


@pytest.mark.parametrize(
    ("base", "call", "expected"),
    [
        (
            "compute_mean_and_stddev",
            {"compute_mean_and_stddev": ["data", "a"]},
            xr.Dataset({"mean": ARRAY.mean("a"), "stddev": ARRAY.std("a")}),
        ),
        ("rolling", {"rolling": ["data", "sum", {"time": 2}]}, ARRAY.rolling(time=2).sum()),
        ("rolling", {"rolling.mean": ["data", {"time": 3}]}, ARRAY.rolling(time=3).mean()),
        ("select_all", {"select_all": "data"}, ARRAY),
        ("as_dataset", {"as_dataset": ["data", ["x"]]}, xr.Dataset({"x": ARRAY})),
        (
            "transform.coords.date2num",
            {".transform.coords.date2num": ["data", ["day"]]},
            DATES.assign_coords(day=[1.0, 2.0]),
        ),
    ],
)
def test_meta_operations(files: MakeFiles, base: str, call: dict[str, Any], expected: Any) -> None:
    data = {"as_dataset": {"x": ARRAY, "y": ARRAY}, "transform.coords.date2num": DATES}
    plots = f"a: {{based_on: .dag.meta_ops.{base}}}\n"
    (plot,) = resolved(files, plots)
    from paraverse.yaml_io.placeholders import Tag

    ((operation, arguments),) = call.items()
    listed = arguments if isinstance(arguments, list) else [arguments]
    arguments = [Tag("data") if item == "data" else item for item in listed]
    result = evaluate(
        {"data": data.get(base, ARRAY)},
        select={"data": "data"},
        transform=[{operation: arguments, "tag": "result"}],
        compute_only=["result"],
        **plot.values["dag_options"],
    )["result"]
    xr.testing.assert_equal(result, expected)


@pytest.mark.parametrize(
    ("name", "function"),
    [
        (".plot.abm", "abmplot"),
        (".plot.abm.snapshot", None),
        (".plot.benchmark.cumulative", "facet_grid"),
        (".plot.benchmark.cumulative_diff", "facet_grid"),
        (".plot.benchmark.total", "snsplot"),
        (".plot.bifurcation_diagram", "bifurcation_diagram"),
        (".plot.ca", "caplot"),
        (".plot.ca.snapshot", None),
        (".plot.facet_grid.imshow_hexagonal", "facet_grid"),
        (".plot.graph", "draw_graph"),
        (".plot.histogram", "histogram"),
        (".plot.time_series", "time_series"),
        (".style.no_spines", None),
        (".dag.define.mpl.Path.codes", None),
        (".animation.ffmpeg", None),
    ],
)
def test_base_plots__those_of_utopya(files: MakeFiles, name: str, function: str | None) -> None:
    (plot,) = resolved(files, f"a: {{based_on: {name}}}\n")
    assert plot.values.get("plot_func") == function


@pytest.mark.parametrize(
    ("extension", "writer"), [("gif", "pillow"), ("mp4", "ffmpeg"), ("pdf", "frames")]
)
def test_animation_enabled__by_the_writer_of_the_format(
    files: MakeFiles, extension: str, writer: str
) -> None:
    (plot,) = resolved(files, f"a: {{based_on: .animation.enabled, file_ext: {extension}}}\n")
    assert select_writer(plot.values["animation"], extension) == writer
    (plot,) = resolved(files, "a: {based_on: .animation.frames, file_ext: gif}\n")
    assert select_writer(plot.values["animation"], "gif") == "frames"
