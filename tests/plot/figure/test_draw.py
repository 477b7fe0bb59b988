"""Figures from the call of their plot function to their files: styles, skipping, errors."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
import xarray as xr
from PIL import Image

from paraverse import is_plot_func, plot_function
from paraverse.errors import PlotError, SkipPlot
from paraverse.jobs.plot import FigureSettings
from paraverse.plot import registry
from paraverse.plot.figure.draw import draw_figure
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.saving import save_figure
from paraverse.provenance.carried import carrying
from paraverse.provenance.document import SharedDocument
from paraverse.provenance.read import read_provenance
from paraverse.yaml_io.placeholders import Result
from support.carried_provenance import COMMON, make_figure
from support.figure_settings import figure_settings


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "PLOT_FUNCTIONS", dict(registry.PLOT_FUNCTIONS))


@pytest.fixture
def figure(tmp_path: Path) -> Path:
    return tmp_path / "figures" / "energy.png"


def drawing(function: str | Callable[..., Any], **keys: Any) -> FigureSettings:
    name = function if isinstance(function, str) else function.__name__
    return figure_settings(name, **keys)


def size(file: Path) -> tuple[int, int]:
    with Image.open(file) as image:
        return image.size


def test_draw_figure__calls_a_function_written_for_dantro(figure: Path) -> None:
    called: dict[str, Any] = {}

    @is_plot_func(
        use_dag=True,
        required_dag_tags=("energy",),
        helper_defaults={"set_title": {"title": "default"}, "set_labels": {"x": "t"}},
        add_attributes={"mine": 1},
    )
    def lines(*, data: dict[str, Any], hlpr: PlotHelper, scale: float = 1) -> None:
        hlpr.setup_figure(ncols=2)
        hlpr.select_axis(1, 0)
        hlpr.ax.plot(data["energy"] * scale)
        hlpr.provide_defaults("set_limits", x=[0, 3])
        plt.plot([0, 1])
        called.update(hlpr=hlpr, axes=hlpr.axes, out=hlpr.out_path)

    assert lines.mine == 1  # type: ignore[attr-defined]
    helpers = {"set_title": {"title": "changed"}, "save_figure": {"dpi": 50}}
    keys = {"arguments": {"scale": 2}, "helpers": helpers, "style": {"figure.figsize": [4, 3]}}
    draw_figure(drawing(lines, **keys), {"energy": np.arange(3)}, figure)
    ax = called["axes"][1, 0]
    assert [line.get_ydata().tolist() for line in ax.lines] == [[0, 2, 4], [0, 1]]
    assert (ax.get_title(), ax.get_xlabel(), ax.get_xlim()) == ("changed", "t", (0, 3))
    assert called["axes"][0, 0].get_title() == ""  # as it is empty
    assert called["out"] == str(figure)
    assert size(figure) == (200, 150)
    assert plt.get_fignums() == []


def test_draw_figure__unpacks_results_and_passes_the_graph(figure: Path) -> None:
    got: dict[str, Any] = {}

    @is_plot_func(use_dag=True, unpack_dag_results=True, pass_dag_object_along=True)
    def lines(*, hlpr: PlotHelper, dag: Any, **results: Any) -> None:
        hlpr.ax.plot([0, 1])
        got.update(results, tags=dag.tags, some=dag.compute(compute_only=["a"]))

    draw_figure(drawing(lines), {"a": 1, "b": 2}, figure)
    assert got == {"a": 1, "b": 2, "tags": ["a", "b"], "some": {"a": 1}}


@pytest.mark.parametrize("options", [{"use_helper": False, "use_dag": True}, {"creator": "base"}])
def test_draw_figure__lets_functions_write(options: dict[str, Any], figure: Path) -> None:
    @is_plot_func(**options)
    def written(*, data: dict[str, Any], out_path: str, text: str) -> None:
        Path(out_path).write_text(f"{text} {data['a']}")

    task = drawing(written, arguments={"text": "a is"})
    draw_figure(task, {"a": 1}, [figure, figure.with_suffix(".txt")])
    assert figure.read_text() == figure.with_suffix(".txt").read_text() == "a is 1"
    with pytest.raises(PlotError, match=r"plots.yaml:7: energy.helpers(.|\n)*takes no `helpers`"):
        draw_figure(dataclasses.replace(task, helpers={"set_title": {}}), {"a": 1}, figure)


def test_draw_figure__adds_provenance_to_what_functions_write(figure: Path) -> None:
    @is_plot_func(use_helper=False, use_dag=True)
    def written(*, data: Any, out_path: str) -> None:
        save_figure(make_figure(), out_path, "own")  # with its own provenance, which comes second

    with carrying(SharedDocument(COMMON), universe="u1"):
        draw_figure(drawing(written), {}, [figure, figure.with_suffix(".pdf")])
    for path in (figure, figure.with_suffix(".pdf")):
        assert read_provenance(path)["figure"] == {"title": "energy", "universe": "u1"}


def test_draw_figure__passes_the_universe_if_there_are_no_results(figure: Path) -> None:
    got = []

    @is_plot_func(creator="universe")
    def lines(dm: Any, *, uni: Any, hlpr: PlotHelper) -> None:
        hlpr.ax.plot([0, 1])
        got.append((dm, uni))

    draw_figure(drawing(lines), {}, figure, universe={"data": 1})
    assert got == [({"data": 1}, {"data": 1})]


def test_draw_figure__reads_defaults_of_helpers_from_a_file(tmp_path: Path, figure: Path) -> None:
    (tmp_path / "helpers.yml").write_text("set_title: {title: from a file}")
    axes = []

    @is_plot_func(use_dag=True, helper_defaults=str(tmp_path / "helpers.yml"))
    def lines(*, data: Any, hlpr: PlotHelper) -> None:
        hlpr.ax.plot([0, 1])
        axes.append(hlpr.ax)

    draw_figure(drawing(lines), {}, figure)
    assert axes[0].get_title() == "from a file"


@pytest.fixture
def line() -> Callable[..., Any]:
    """A plot function that says what it drew on."""
    axes: list[Any] = []

    @plot_function(supports_animation=False)
    def line(*, data: dict[str, Any], hlpr: PlotHelper, **arguments: Any) -> None:
        hlpr.ax.plot([0, 1], label="line", **arguments)
        axes.append(hlpr.ax)

    line.axes = axes  # type: ignore[attr-defined]
    return line


def test_draw_figure__inserts_results_everywhere(line: Callable[..., Any], figure: Path) -> None:
    task = drawing(
        line,
        arguments={"color": Result("colour")},
        helpers={"set_texts": {"texts": [{"x": 0, "y": 0, "s": Result("text")}]}},
        style={"lines.linewidth": Result("width")},
    )
    draw_figure(task, {"colour": "red", "text": "here", "width": 7}, figure)
    (ax,) = line.axes  # type: ignore[attr-defined]
    assert ax.lines[0].get_color() == "red"
    assert ax.lines[0].get_linewidth() == 7
    assert ax.texts[0].get_text() == "here"
    with pytest.raises(PlotError, match=r"energy.arguments: there is no result 'colour'"):
        draw_figure(task, {"text": "here", "width": 7}, figure)


def test_draw_figure__writes_several_formats_of_one_figure(
    line: Callable[..., Any], tmp_path: Path
) -> None:
    files = [tmp_path / f"energy.{kind}" for kind in ("pdf", "png", "svg")]
    draw_figure(drawing(line), {}, files)
    assert [file.read_bytes()[:4] for file in files] == [b"%PDF", b"\x89PNG", b"<?xm"]
    assert len(line.axes) == 1  # type: ignore[attr-defined]


def test_draw_figure__has_the_style_of_the_plot(line: Callable[..., Any], figure: Path) -> None:
    with matplotlib.rc_context({"lines.linewidth": 9, "axes.facecolor": "red"}):
        draw_figure(drawing(line, style={"lines.linewidth": 5}), {}, figure)
        assert matplotlib.rcParams["lines.linewidth"] == 9
    (ax,) = line.axes  # type: ignore[attr-defined]
    assert ax.lines[0].get_linewidth() == 5
    assert ax.get_facecolor() == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("helpers", "arguments", "message"),
    [
        ({"set_limits": {"x": [1]}}, {}, r"plots.yaml:7: energy.helpers.set_limits.x\n"),
        ({"set_titel": {}}, {}, "There is no helper 'set_titel'"),
        (
            {},
            {"colour": "red"},
            r"energy.colour: line failed: a line has no property 'colour'",
        ),
        ({"save_figure": {"dpi": "high"}}, {}, "energy.helpers.save_figure: "),
        ({"set_title": {"title": r"$\alph$"}}, {}, "alph"),
    ],
)
def test_draw_figure__reports_what_failed(
    line: Callable[..., Any],
    figure: Path,
    helpers: dict[str, Any],
    arguments: dict[str, Any],
    message: str,
) -> None:
    with pytest.raises(PlotError, match=message):
        draw_figure(drawing(line, helpers=helpers, arguments=arguments), {}, figure)
    assert not figure.exists()
    assert plt.get_fignums() == []


def test_draw_figure__logs_helpers_that_fail_without_raise_exc(
    line: Callable[..., Any], figure: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        draw_figure(drawing(line, helpers={"set_limits": {"x": [1]}}, raise_exc=False), {}, figure)
    assert figure.exists()
    assert "set_limits.x" in caplog.text


def test_draw_figure__reports_functions_that_draw_elsewhere(figure: Path) -> None:
    @plot_function
    def elsewhere(*, data: Any, hlpr: PlotHelper) -> None:
        plt.plot([0, 1])

    with pytest.raises(PlotError, match="elsewhere draws nothing on `hlpr`"):
        draw_figure(drawing(elsewhere), {}, figure)
    assert plt.get_fignums() == []


def test_draw_figure__saves_a_placeholder_for_a_skipped_figure(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    @plot_function
    def skipped(*, data: Any, hlpr: PlotHelper) -> None:
        raise SkipPlot("only one seed")

    file = tmp_path / "energy.svg"
    with caplog.at_level(logging.WARNING):
        reasons = draw_figure(drawing(skipped), {}, [file, tmp_path / "energy.pdf"])
    assert reasons == {"energy": "only one seed"}
    assert "skipped: only one seed" in caplog.text
    assert "<!-- skipped: only one seed -->" in file.read_text()
    assert (tmp_path / "energy.pdf").exists()


def test_draw_figure__limits_of_no_data_are_no_mistake(tmp_path: Path) -> None:
    @plot_function
    def lines(*, data: Any, hlpr: PlotHelper, y: list[float]) -> None:
        hlpr.ax.plot(y)

    limits = {"set_limits": {"y": ["min", "max"]}}
    task = drawing(lines, helpers=limits, arguments={"y": [np.nan, np.nan]})
    reasons = draw_figure(task, {}, [tmp_path / "energy.svg"])
    assert reasons == {"energy": "there is nothing to see: all values are missing (NaN)"}


def several(**more: Any) -> FigureSettings:
    """Lines over x, a file for each seed."""
    task = drawing("facet_grid", arguments={"kind": "line", "x": "x", "files": ["seed"]})
    return dataclasses.replace(task, **more)


def energies(seeds: int) -> dict[str, xr.DataArray]:
    values = np.random.default_rng(0).random((seeds, 9))
    coords = {"seed": range(seeds)}
    return {"data": xr.DataArray(values, dims=("seed", "x"), coords=coords, name="energy")}


def test_draw_figure__puts_several_figures_into_a_folder(tmp_path: Path) -> None:
    task = several(formats=("svg", "png"))
    for seeds in (3, 2):
        draw_figure(task, energies(seeds), tmp_path / "energy")
        contents = {path.name: path.read_bytes() for path in (tmp_path / "energy").iterdir()}
        kinds = ("svg", "png")
        assert set(contents) == {f"seed~{seed}.{kind}" for seed in range(seeds) for kind in kinds}
    assert len(set(contents.values())) == 4


def test_draw_figure__asks_for_the_dimensions_that_become_files(tmp_path: Path) -> None:
    with pytest.raises(PlotError, match=r"2 figures: .*`files: \[seed\]`"):
        draw_figure(several(), energies(2), tmp_path / "energy.svg")
    assert list(tmp_path.iterdir()) == []


def test_draw_figure__names_each_of_several_figures_that_fails_and_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_high(hlpr: PlotHelper) -> None:
        if hlpr.ax.get_ylim()[1] > 2:
            raise ValueError("too high")

    monkeypatch.setitem(registry.HELPERS, "check", too_high)
    data = energies(3)
    data["data"][1] += 5
    task = several(formats=("svg",), helpers={"check": {}})
    with pytest.raises(PlotError, match=r"^seed~1: (.|\n)*too high") as raised:
        draw_figure(task, data, tmp_path / "energy")
    assert "seed~0" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_draw_figure__of_a_plot_with_files_that_draws_one_figure(tmp_path: Path) -> None:
    task = several(formats=("svg",), arguments={"kind": "line", "x": "x", "hue": "seed"})
    draw_figure(task, energies(3), tmp_path / "energy")
    assert [path.name for path in (tmp_path / "energy").iterdir()] == ["energy.svg"]


def test_draw_figure__facets_have_room_for_titles_and_legends(
    figure: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = xr.DataArray(np.random.default_rng(0).random((2, 2, 3, 9)), dims=("r", "c", "h", "x"))
    figures: list[Any] = []
    monkeypatch.setitem(registry.HELPERS, "look", lambda hlpr: figures.append(hlpr.fig))
    arguments = {"kind": "line", "x": "x", "hue": "h", "col": "c", "row": "r"}
    helpers = {"set_suptitle": {"title": "A title"}, "look": {}}
    task = drawing("facet_grid", arguments=arguments, helpers=helpers, style={"savefig.dpi": 100})
    draw_figure(task, {"data": values}, figure)
    fig = figures[0]
    (legend,) = fig.legends
    assert all(ax.get_window_extent().x1 < legend.get_window_extent().x0 for ax in fig.axes)
    titles = [ax.title.get_window_extent().y1 for ax in fig.axes if ax.get_title()]
    assert len(titles) == 2
    assert max(titles) < fig._suptitle.get_window_extent().y0
