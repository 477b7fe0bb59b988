from __future__ import annotations

import warnings

import numpy as np
import pytest
import xarray as xr
from matplotlib.figure import Figure

from paraverse.errors import PlotError
from paraverse.plot.facet_grid.kinds import DRAWERS
from paraverse.plot.facet_grid.separate_files import SeparateFiles
from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.helpers.animation_mode import EnterAnimationMode, ExitAnimationMode
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.layout.arrange import arrange
from support.drawn import colorbars, draw, energies, entries, frames, own_style, points, visible


@pytest.fixture(autouse=True)
def _style():
    with own_style():
        yield


LINES = energies().isel(model=0, step_size=0)
MAPS = energies().isel(model=0)
BANDS = xr.Dataset({"mean": energies().mean("seed"), "std": energies().std("seed")})


def test_facet_grid__lines_of_a_hue():
    hlpr = draw(facet_grid, LINES, kind="line", x="time", hue="seed")
    for seed, line in zip(LINES.seed.values, hlpr.ax.lines, strict=True):
        np.testing.assert_array_equal(line.get_ydata(), LINES.sel(seed=seed))
    assert entries(hlpr.ax.get_legend()) == ["0", "1", "2"]
    assert (hlpr.ax.get_xlabel(), hlpr.ax.get_ylabel()) == ("Time [s]", "Mean energy [J]")


def test_facet_grid__columns_and_rows():
    hlpr = draw(
        facet_grid, energies(), kind="line", x="time", hue="seed", col="step_size", row="model"
    )
    assert hlpr.axes.shape == (4, 2)
    hlpr.select_axis(3, 1)
    shown = energies().isel(step_size=3, model=1)
    np.testing.assert_array_equal([line.get_ydata() for line in hlpr.ax.lines], shown.T)
    assert visible(hlpr)[0].get_title() == "step_size = 0.1"
    (legend,) = hlpr.fig.legends
    assert entries(legend) == ["0", "1", "2"]


@pytest.mark.parametrize(
    "arguments",
    [
        {"kind": "line", "x": "time", "hue": "seed"},
        {"kind": "step", "x": "time", "hue": "seed"},
        {"kind": "pcolormesh", "x": "time", "y": "seed"},
        {"kind": "imshow", "x": "time", "y": "seed"},
        {"kind": "hist"},
        {"kind": "scatter", "x": "time", "hue": "seed"},
    ],
    ids=lambda arguments: arguments["kind"],
)
def test_facet_grid__legends_and_colour_bars_cover_no_axes(arguments):
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # of matplotlib, about layouts
        hlpr = draw(facet_grid, MAPS, col="step_size", col_wrap=2, **arguments)
        arrange(hlpr.fig)
        hlpr.fig.draw_without_rendering()
    for beside in (*hlpr.fig.legends, *colorbars(hlpr)):
        box = beside.get_window_extent()
        assert not any(ax.get_window_extent().overlaps(box) for ax in visible(hlpr))
        assert hlpr.fig.bbox.fully_containsx(box.x1)


def test_facet_grid__many_lines_of_numbers_have_a_colour_bar():
    many = LINES.isel(seed=0).expand_dims(seed=range(30))
    hlpr = draw(facet_grid, many, kind="line", x="time", hue="seed")
    assert hlpr.ax.get_legend() is None
    (bar,) = colorbars(hlpr)
    assert bar.get_ylabel() == "seed"
    colors = [line.get_color() for line in hlpr.ax.lines]
    assert len({tuple(color) for color in colors}) == 30
    np.testing.assert_allclose(bar._colorbar.mappable.to_rgba(17.0), colors[17])


def test_facet_grid__many_lines_of_names_have_a_legend():
    many = LINES.isel(seed=0, drop=True).expand_dims(name=[f"n{i}" for i in range(30)])
    hlpr = draw(facet_grid, many, kind="line", x="time", hue="name")
    assert len(entries(hlpr.ax.get_legend())) == 30


def test_facet_grid__hue_colors_are_those_of_the_values():
    by_value = {"cmap": "viridis", "vmin": 0, "vmax": 10}
    few = draw(facet_grid, LINES.isel(seed=[1, 2]), kind="line", hue="seed", hue_colors=by_value)
    all_ = draw(facet_grid, LINES, kind="line", hue="seed", hue_colors=by_value)
    same = [(few.ax.lines[0], all_.ax.lines[1]), (few.ax.lines[1], all_.ax.lines[2])]
    assert all(np.array_equal(one.get_color(), other.get_color()) for one, other in same)


def test_facet_grid__histograms_in_a_grid_have_the_same_bins():
    hlpr = draw(facet_grid, MAPS, kind="hist", col="seed", bins=5)
    left = [[patch.get_x() for patch in ax.patches] for ax in visible(hlpr)]
    assert left[0] == left[1] == left[2]
    counts = [[patch.get_height() for patch in ax.patches] for ax in visible(hlpr)]
    assert np.sum(counts, axis=1).tolist() == [32, 32, 32]
    assert [ax.get_title() for ax in visible(hlpr)] == ["seed = 0", "seed = 1", "seed = 2"]


@pytest.mark.parametrize(("wrap", "shape"), [("auto", (2, 2)), ("square", (2, 2)), (3, (3, 2))])
def test_facet_grid__wrapped_columns(wrap, shape):
    hlpr = draw(facet_grid, MAPS, kind="pcolormesh", x="time", col="step_size", col_wrap=wrap)
    assert hlpr.axes.shape == shape
    assert len(visible(hlpr)) == 4


def test_facet_grid__few_columns_are_not_wrapped():
    hlpr = draw(
        facet_grid, MAPS, kind="line", x="time", col="seed", hue="step_size", col_wrap="auto"
    )
    assert hlpr.axes.shape == (3, 1)


def test_facet_grid__a_column_of_size_one_stays():
    hlpr = draw(
        facet_grid, MAPS.isel(step_size=[0]), kind="line", x="time", hue="seed", col="step_size"
    )
    assert visible(hlpr)[0].get_title() == "step_size = 0.1"


def test_facet_grid__selects_and_squeezes():
    shown = draw(facet_grid, energies().isel(model=[1]), sel={"step_size": 0.4}, hue="seed")
    np.testing.assert_array_equal(
        shown.ax.lines[2].get_ydata(), energies().isel(seed=2, model=1, step_size=3)
    )


def test_facet_grid__show_data_goes_to_the_log(caplog):
    caplog.set_level("INFO")
    draw(facet_grid, LINES, hue="seed", show_data=True)
    assert "step_size" in caplog.text


def test_facet_grid__title_template():
    hlpr = draw(facet_grid, MAPS, kind="hist", col="seed", title_kwargs={"template": "no. {value}"})
    assert visible(hlpr)[1].get_title() == "no. 1"


def test_facet_grid__plain_arrays():
    hlpr = draw(facet_grid, np.arange(5.0))
    np.testing.assert_array_equal(hlpr.ax.lines[0].get_ydata(), np.arange(5))


def test_facet_grid__states_with_names_and_colours():
    states = xr.DataArray([[0, 1], [1, 0]], dims=("x", "y"))
    cmap = {"empty": "white", "tree": "green", "burning": "red"}
    hlpr = draw(facet_grid, states, kind="imshow", cmap=cmap)
    (image,) = hlpr.ax.images
    np.testing.assert_allclose(image.to_rgba([2])[0], (1, 0, 0, 1))
    (bar,) = colorbars(hlpr)
    names = [text.get_text() for text in bar.get_yticklabels()]
    labels = dict(zip(bar.get_yticks(), names, strict=True))
    assert labels == {0: "empty", 1: "tree", 2: "burning"}


def test_facet_grid__colour_bar_labels():
    hlpr = draw(
        facet_grid, LINES, kind="pcolormesh", vmin=0, vmax=1, cbar_kwargs={"labels": {0.5: "half"}}
    )
    (bar,) = colorbars(hlpr)
    assert [text.get_text() for text in bar.get_yticklabels()] == ["half"]


def test_facet_grid__points_and_lines_near_zero_are_not_white():
    hlpr = draw(facet_grid, points() - 0.5, kind="scatter", x="a", y="b", hue="c")
    assert hlpr.ax.collections[0].get_cmap().name == "viridis"
    (lines,) = draw(facet_grid, LINES - 0.5, kind="contour").ax.collections
    assert np.ptp(lines.get_edgecolor()[:, :3], axis=1).min() > 0.1


def test_facet_grid__contour_lines_have_a_colour_bar_or_one_colour():
    assert len(colorbars(draw(facet_grid, LINES, kind="contour"))) == 1
    (lines,) = draw(facet_grid, LINES, kind="contour", colors="red").ax.collections
    np.testing.assert_allclose(lines.get_edgecolor()[:, :3], [(1, 0, 0)] * len(lines.levels))


# Animations


def test_facet_grid__frames_of_each_value():
    shown = [
        (hlpr.ax.lines[1].get_ydata(), hlpr.fig.get_suptitle())
        for hlpr in frames(facet_grid, MAPS, kind="line", x="time", hue="seed", frames="step_size")
    ]
    assert [title for _, title in shown] == [
        f"step_size = {v}" for v in ("0.1", "0.2", "0.3", "0.4")
    ]
    np.testing.assert_array_equal([y for y, _ in shown], MAPS.isel(seed=1).T)


@pytest.mark.parametrize(
    ("data", "arguments"),
    [
        (MAPS, {"kind": "line", "x": "time", "hue": "step_size"}),
        (MAPS, {"kind": "line", "y": "time", "hue": "step_size"}),
        (
            BANDS.isel(model=0).rename(step_size="seed"),
            {"kind": "errorbars", "y": "mean", "yerr": "std"},
        ),
        (MAPS, {"kind": "pcolormesh"}),
        (MAPS - 0.5, {"kind": "imshow", "x": "time", "col": None}),
        (MAPS, {"kind": "contourf"}),
        (MAPS, {"kind": "hist"}),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_facet_grid__frames_have_the_same_scales(data, arguments):
    scales = [
        (hlpr.ax.get_xlim(), hlpr.ax.get_ylim() if arguments["kind"] != "hist" else None,
         [c.get_clim() for c in (*hlpr.ax.images, *hlpr.ax.collections)][:1])
        for hlpr in frames(facet_grid, data, frames="seed", **arguments)
    ]  # fmt: skip
    assert all(scale == scales[0] for scale in scales[1:])
    if arguments["kind"] == "line":
        low, high = sorted(scales[0]["y" not in arguments])
        assert low < MAPS.min() < MAPS.max() < high


def test_facet_grid__frame_titles():
    template = {"title": "{dim} is {value:.1f}"}
    titles = [
        hlpr.fig.get_suptitle()
        for hlpr in frames(facet_grid, LINES.astype(float), frames="time", suptitle_kwargs=template)
    ]
    assert titles[:2] == ["time is 0.0", "time is 10.0"]
    names = frames(
        facet_grid, energies().isel(seed=0, step_size=0), frames="model", suptitle_kwargs=template
    )
    assert [hlpr.fig.get_suptitle() for hlpr in names] == ["model = linear", "model = cubic"]


def test_facet_grid__animation_mode_is_that_of_the_data():
    with pytest.raises(EnterAnimationMode):
        facet_grid(data={"data": MAPS}, hlpr=PlotHelper(), kind="pcolormesh", frames="seed")
    with pytest.raises(ExitAnimationMode):
        facet_grid(data={"data": LINES}, hlpr=PlotHelper(animation_enabled=True), hue="seed")


# Files


def test_facet_grid__files():
    with pytest.raises(SeparateFiles) as files:
        draw(facet_grid, energies(), kind="auto", auto_encoding=True, files=["model", "seed"],
             sel={"time": [0, 10]})  # fmt: skip
    figures = files.value.figures
    assert list(figures)[:2] == ["seed~0_model~linear", "seed~1_model~linear"]
    arguments = figures["seed~1_model~linear"]
    assert arguments["sel"] == {"time": [0, 10], "model": "linear", "seed": 1}
    hlpr = draw(facet_grid, energies(), **arguments)
    assert hlpr.ax.get_title() == "seed = 1, model = linear"


# Mistakes


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"kind": "lime"}, "no kind 'lime' for arrays. Did you mean 'line'"),
        ({"hue": "sed"}, "hue: there is no 'sed' .* time .8., seed .3.*Did you mean 'seed'"),
        ({"col": "x"}, "col: there is no 'x' in the data; there are the dimensions time"),
        ({"frames": "x"}, "frames: there is no 'x'"),
        ({"sel": {"x": 1}}, "sel: there is no 'x'"),
        ({"sel": {"seed": 7}}, "sel: seed has no value 7; it has 0, 1, 2"),
        ({"kind": "line", "x": "time", "col_wrap": "no"}, "col_wrap: takes a number, 'auto'"),
        (
            {"kind": "line", "x": "time", "hue": "seed", "colour": "red"},
            "kind line: .*colour: Did you mean 'color'",
        ),
        ({"kind": "imshow", "interpolatio": "none"}, "Did you mean 'interpolation'"),
        ({"kind": "line", "x": "time", "add_legned": True}, "Did you mean 'add_legend'"),
        ({"kind": "line", "cmap": "viridi", "hue": "seed"}, "no color map 'viridi'"),
        ({"kind": "line", "hue": "seed", "hue_colors": {0: "red"}}, "no color for 1, 2"),
        ({"kind": "nope", "auto_encoding": True}, "encodings of kind 'nope' are not known"),
    ],
)
def test_facet_grid__wrong_arguments(arguments, message):
    with pytest.raises(PlotError, match=message):
        draw(facet_grid, LINES, **arguments)


def test_facet_grid__too_many_dimensions():
    with pytest.raises(
        PlotError, match=r"left are time \(8\), seed \(3\), model \(2\)\. Assign some"
    ):
        draw(facet_grid, energies(), kind="line", x="time", col="step_size")


def test_facet_grid__kinds_of_datasets():
    with pytest.raises(PlotError, match=r"no kind 'line' for datasets\. Allowed: .*scatter"):
        draw(facet_grid, points(), kind="line")


def test_facet_grid__what_is_no_array():
    with pytest.raises(PlotError, match="the tag `data` is a Figure"):
        draw(facet_grid, Figure())


def test_facet_grid__all_kinds_have_encodings():
    from paraverse.plot.facet_grid.encodings import KINDS

    assert {"errorbars", "scatter3d"} <= set(DRAWERS) <= set(KINDS)
