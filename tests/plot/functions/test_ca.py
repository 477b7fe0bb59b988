from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import xarray as xr
from matplotlib.colors import to_rgba

from paraverse.errors import PlotError
from paraverse.plot.functions.ca import caplot
from paraverse.plot.helpers.animation_mode import EnterAnimationMode
from paraverse.plot.helpers.plot_helper import PlotHelper
from support.drawn import colorbars, draw, frames, own_style, visible

RANDOM = np.random.default_rng(0)
TIMES = {"time": ("time", [0, 10, 20], {"units": "s"})}
STATES = xr.DataArray(RANDOM.integers(0, 3, (3, 6, 4)), dims=("time", "x", "y"), coords=TIMES)
DENSITY = xr.DataArray(RANDOM.random((3, 6, 4)), dims=("time", "x", "y"), coords=TIMES)
COLORS = {"empty": "white", "tree": "green", "burning": "red"}
HEXAGONAL = {"grid_structure": "hexagonal", "pointy_top": True, "offset_mode": "even"}


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def test_caplot__states_with_names_and_colors() -> None:
    hlpr = draw(caplot, {"state": STATES}, to_plot={"state": {"cmap": COLORS}}, frames_isel=-1)
    (image,) = hlpr.ax.images
    colors = image.to_rgba(image.get_array())
    for (x, y), state in np.ndenumerate(STATES.values[-1]):
        assert tuple(colors[y, x]) == to_rgba(list(COLORS.values())[state])
    assert image.origin == "lower"
    (bar,) = colorbars(hlpr)
    assert [text.get_text() for text in bar.get_yticklabels()] == list(COLORS)
    assert hlpr.ax.get_title() == "state"
    assert hlpr.fig.get_suptitle() == "time = 20 [s]"


def test_caplot__animation() -> None:
    to_plot = {
        "state": {"cmap": COLORS},
        "density": {"title": "Density", "label": "d", "vmax": "max"},
    }
    drawn = [
        (hlpr.fig.get_suptitle(), *(np.array(ax.images[0].get_array()) for ax in visible(hlpr)),
         hlpr.axes[1, 0].images[0].get_clim())
        for hlpr in frames(caplot, {"state": STATES, "density": DENSITY}, to_plot=to_plot,
                           suptitle_fstr="{}: {:>5}")
    ]  # fmt: skip
    assert [title for title, *_ in drawn] == ["time:     0", "time:    10", "time:    20"]
    np.testing.assert_array_equal([s for _, s, *_ in drawn], STATES.transpose("time", "y", "x"))
    np.testing.assert_array_equal([d for *_, d, _ in drawn], DENSITY.transpose("time", "y", "x"))
    assert {limits for *_, limits in drawn} == {(float(DENSITY.min()), float(DENSITY.max()))}
    with pytest.raises(EnterAnimationMode):
        caplot(data={"state": STATES}, hlpr=PlotHelper(), to_plot={"state": {}})


def test_caplot__one_time_needs_no_dimension() -> None:
    hlpr = draw(caplot, {"state": STATES.isel(time=0, drop=True)}, to_plot={"state": None})
    assert len(hlpr.ax.images) == 1
    assert not hlpr.fig.get_suptitle()


def test_caplot__figures_fit_the_grid() -> None:
    data = dict.fromkeys("abcde", STATES)
    hlpr = draw(caplot, data, to_plot=dict.fromkeys(data), frames_isel=0, size=2, aspect_pad=0)
    assert hlpr.axes.shape == (3, 2)
    assert len(visible(hlpr)) == 5
    assert hlpr.fig.get_size_inches().tolist() == [9, 4]


def test_caplot__options_of_a_property() -> None:
    spec = {"add_colorbar": False, "set_axis_off": False, "imshow_kwargs": {"alpha": 0.5}}
    data = xr.Dataset({"state": STATES})
    hlpr = draw(caplot, {}, from_dataset=data, to_plot={"state": spec}, frames_isel=0)
    assert not colorbars(hlpr)
    assert hlpr.ax.axison
    assert hlpr.ax.images[0].get_alpha() == 0.5
    bare = draw(
        caplot, {}, from_dataset=data, to_plot={"state": {"no_cbar_markings": True}}, frames_isel=0
    )
    assert not colorbars(bare)[0].get_yticklabels()


def test_caplot__hexagonal_cells() -> None:
    data = {"state": STATES.assign_attrs(HEXAGONAL)}
    drawn = [
        np.array(hlpr.ax.collections[0].get_array())
        for hlpr in frames(caplot, data, to_plot={"state": {"cmap": COLORS}})
    ]
    np.testing.assert_array_equal(drawn, STATES.values.reshape(3, -1))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"to_plot": {}}, "takes the names"),
        ({"to_plot": {"stat": {}}}, "no tag 'stat'. Did you mean 'state'"),
        ({"to_plot": {"state": {}}, "frames": "t"}, r"found time \(3\), x \(6\), y \(4\)"),
        ({"to_plot": {"state": {}, "hex": {}}}, "the data have several: hexagonal, square"),
        ({"to_plot": {"state": {"cmap": ["red", "gren"]}}}, "'gren' is not a color"),
        ({"to_plot": {"odd": {}}}, "'triangular' cannot be drawn"),
        ({"to_plot": {"bare": {}}}, "needs the property `pointy_top`"),
        ({"to_plot": {"hex": {"imshow_kwargs": {"grid_properties": {"offset_mode": "evn"}}}}},
         "offset_mode of a hexagonal grid: found 'evn'. Did you mean 'even'"),
    ],
)  # fmt: skip
def test_caplot__wrong_arguments(arguments: dict[str, Any], message: str) -> None:
    data = {
        "state": STATES,
        "hex": STATES.assign_attrs(HEXAGONAL),
        "bare": STATES.assign_attrs(grid_structure="hexagonal"),
        "odd": STATES.assign_attrs(grid_structure="triangular"),
    }
    with pytest.raises(PlotError, match=message):
        draw(caplot, data, **{"frames_isel": 0, **arguments})
