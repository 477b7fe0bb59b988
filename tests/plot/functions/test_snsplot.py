from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import xarray as xr
from matplotlib.colors import to_rgb

from paraverse.errors import PlotError, SkipPlot
from paraverse.plot.facet_grid.separate_files import SeparateFiles
from paraverse.plot.functions.snsplot import snsplot
from paraverse.plot.layout.arrange import arrange
from support.drawn import draw, energies, entries, own_style, points, visible

LINES = energies().isel(model=0, step_size=0, drop=True)


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def test_snsplot__lines_in_columns() -> None:
    data = energies().isel(model=0, drop=True)
    lines = {"kind": "line", "x": "time", "y": "energy", "hue": "step_size", "col": "seed"}
    hlpr = draw(snsplot, data, sns_kind="relplot", reset_index=True, **lines)
    assert [ax.get_title() for ax in visible(hlpr)] == [f"seed = {n}" for n in range(3)]
    drawn = hlpr.axes[1, 0].lines[2].get_ydata()
    np.testing.assert_allclose(drawn, data.isel(seed=1, step_size=2))
    lightest = max(np.mean(to_rgb(line.get_color())) for line in hlpr.ax.lines)
    assert lightest < 0.8  # seaborn's own are hard to see


def test_snsplot__titles_and_legends_have_units() -> None:
    data = energies().isel(model=0, seed=0, drop=True).to_dataset()
    data["mass"] = data.energy.drop_attrs(deep=False).assign_attrs(units="kg")
    lines = {"x": "time", "y": "energy", "hue": "step_size", "size": "mass", "col": "step_size"}
    hlpr = draw(snsplot, data, sns_kind="relplot", reset_index=True, **lines)
    assert visible(hlpr)[1].get_title() == "step_size = 0.2 [m]"
    (legend,) = hlpr.fig.legends
    assert {"step_size [m]", "mass [kg]"} <= set(entries(legend))
    arrange(hlpr.fig)
    hlpr.fig.draw_without_rendering()
    box = legend.get_window_extent()
    assert not any(ax.get_window_extent().overlaps(box) for ax in visible(hlpr))
    points_only = {"x": "time", "y": "mass", "hue": "step_size"}
    joint = draw(snsplot, data, sns_kind="jointplot", reset_index=True, **points_only)
    assert joint.ax.get_legend().get_title().get_text() == "step_size [m]"


def test_snsplot__numbers_beside_a_clustered_map_are_upright() -> None:
    powers = enumerate("abc", start=1)
    rows = xr.Dataset({name: ("fish", np.arange(6.0) ** n, {"units": "m"}) for n, name in powers})
    hlpr = draw(snsplot, rows.assign_coords(fish=range(6)), sns_kind="clustermap")
    assert {tick.get_rotation() for tick in hlpr.ax.get_yticklabels()} == {0}
    assert {tick.get_text() for tick in hlpr.ax.get_xticklabels()} == {"a [m]", "b [m]", "c [m]"}


@pytest.mark.parametrize(
    ("sns_kind", "data", "arguments"),
    [
        ("displot", LINES, {"x": "energy"}),
        ("catplot", LINES, {"x": "seed", "y": "energy", "reset_index": True}),
        ("lmplot", points(), {"x": "a", "y": "b"}),
        ("pairplot", points()[["a", "b"]], {}),
        ("jointplot", points(), {"x": "a", "y": "b"}),
        ("clustermap", points().isel(group=0, drop=True), {}),
    ],
)
def test_snsplot__every_kind(sns_kind: str, data: Any, arguments: dict[str, Any]) -> None:
    before = plt.get_fignums()
    hlpr = draw(snsplot, data, sns_kind=sns_kind, **arguments)
    assert any(ax.has_data() for ax in hlpr.fig.axes)
    assert plt.get_fignums() == [*before, hlpr.fig.number]


def test_snsplot__wrapped_columns() -> None:
    hlpr = draw(snsplot, energies(), sns_kind="catplot", y="energy", x="model", col="step_size",
                col_wrap=3, kind="box", reset_index=True)  # fmt: skip
    assert hlpr.axes.shape == (3, 2)
    assert len(visible(hlpr)) == 4


def test_snsplot__auto_encoding_leaves_free_indices() -> None:
    free = {"free_indices": ["time", "model"], "optional_free_indices": ["step_size", "nope"]}
    box = {"kind": "box", "x": "model", "y": "energy"}
    hlpr = draw(snsplot, energies(), sns_kind="catplot", auto_encoding=True, **box, **free)
    assert hlpr.axes.shape == (1, 1)
    (legend,) = hlpr.fig.legends
    assert (legend.get_title().get_text(), entries(legend)) == ("seed", ["0", "1", "2"])


def test_snsplot__samples_are_the_same_every_time() -> None:
    drawn = [
        draw(snsplot, points(), sns_kind="relplot", x="a", y="b", sample=n).ax.collections[0]
        for n in (7, 7, 0.5, 100)
    ]
    assert [len(dots.get_offsets()) for dots in drawn] == [7, 7, 15, 30]
    np.testing.assert_array_equal(drawn[0].get_offsets(), drawn[1].get_offsets())
    also = draw(
        snsplot, points(), sns_kind="relplot", x="a", y="b", sample=True, sample_kwargs={"n": 3}
    )
    assert len(also.ax.collections[0].get_offsets()) == 3


@pytest.mark.parametrize(
    ("values", "reason"), [([np.nan] * 3, "all values of 'v' are missing"), ([], "have no rows")]
)
def test_snsplot__nothing_to_see(values: list[float], reason: str) -> None:
    data = pd.DataFrame({"t": range(len(values)), "v": np.array(values, float)})
    with pytest.raises(SkipPlot, match=reason):
        draw(snsplot, data, sns_kind="relplot", kind="line", x="t", y="v")


def test_snsplot__missing_values_and_names() -> None:
    frame = pd.DataFrame([[1, 2], [3, np.nan], [4, 5]], columns=["a", None])
    hlpr = draw(
        snsplot, frame, sns_kind="relplot", x="a", y="col_1", normalize_names=True, dropna=True
    )
    assert hlpr.ax.collections[0].get_offsets().tolist() == [[1, 2], [4, 5]]
    assert list(frame.columns.isna()) == [False, True]


def test_snsplot__selects_columns_and_levels() -> None:
    arguments = {"sns_kind": "relplot", "x": "a", "y": "b"}
    for reset in (True, False):
        hlpr = draw(snsplot, points(), sel={"group": "l"}, reset_index=reset, **arguments)
        offsets = hlpr.ax.collections[0].get_offsets()
        np.testing.assert_array_equal(offsets[:, 0], points().a.sel(group="l"))


@pytest.mark.parametrize("sns_kind", ["relplot", "lmplot", "pairplot"])
def test_snsplot__titles_and_labels_are_in_the_figure(sns_kind: str) -> None:
    data = {"data": points()[["a", "b"]], "hue": "group", "reset_index": True}
    axes = {} if sns_kind == "pairplot" else {"x": "a", "y": "b"}
    hlpr = draw(snsplot, **data, sns_kind=sns_kind, **axes)
    hlpr.invoke_helper("set_title", title="two\nlines")
    hlpr.invoke_helper("set_labels", x="two\nlines", y="two\nlines")
    hlpr.invoke_helper("set_suptitle", title="above")
    arrange(hlpr.fig)
    hlpr.fig.draw_without_rendering()
    first, last = hlpr.axes[0, 0], hlpr.axes[0, -1]
    texts = [first.title, last.title, first.yaxis.label, last.xaxis.label]
    above, *boxes = [text.get_window_extent() for text in (hlpr.fig._suptitle, *texts)]
    for box in (above, *boxes):
        assert hlpr.fig.bbox.containsx(box.x0)
        assert hlpr.fig.bbox.containsx(box.x1)
        assert hlpr.fig.bbox.containsy(box.y0)
        assert hlpr.fig.bbox.containsy(box.y1)
    assert all(box.y1 < above.y0 for box in boxes)


def test_snsplot__files() -> None:
    with pytest.raises(SeparateFiles) as files:
        draw(snsplot, points(), sns_kind="relplot", x="a", y="b", files="group", sel={"point": 3})
    figures = files.value.figures
    assert [figure["sel"] for figure in figures.values()] == [
        {"point": 3, "group": g} for g in "klm"
    ]
    hlpr = draw(snsplot, points(), sns_kind="relplot", **figures["group~l"])
    expected = points().sel(group="l", point=3)
    assert hlpr.ax.collections[0].get_offsets().tolist() == [[expected.a.item(), expected.b.item()]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"sns_kind": "replot"}, "sns_kind: there is no 'replot'. Did you mean 'relplot'"),
        ({"sns_kind": "relplot", "sel": {"nope": 1}}, "sel: there is no column or level 'nope'"),
        ({"sns_kind": "relplot", "files": "nope"}, "files: there is no column or level 'nope'"),
        ({"sns_kind": "relplot", "x": "nope"}, "sns.relplot: ValueError.*\n.*columns a, b, c"),
    ],
)
def test_snsplot__wrong_arguments(arguments: dict[str, Any], message: str) -> None:
    before = plt.get_fignums()
    with pytest.raises(PlotError, match=message):
        draw(snsplot, points(), **arguments)
    assert plt.get_fignums() == before


def test_snsplot__what_is_no_table() -> None:
    with pytest.raises(PlotError, match="the tag `data` is a list"):
        draw(snsplot, [1, 2], sns_kind="relplot")


def test_snsplot__without_seaborn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "seaborn", None)
    with pytest.raises(PlotError, match="pip install seaborn"):
        draw(snsplot, xr.DataArray([1, 2], dims="x"), sns_kind="relplot", x="x", y="value")
