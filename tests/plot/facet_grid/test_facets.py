from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from paraverse.plot.functions.generic import facet_grid
from paraverse.plot.layout.arrange import arrange
from support.drawn import colorbars, draw, energies, entries, own_style, visible


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


MAPS = energies().isel(model=0)


def test_attach_grid__columns_and_rows() -> None:
    hlpr = draw(
        facet_grid, energies(), kind="line", x="time", hue="seed", col="step_size", row="model"
    )
    assert hlpr.axes.shape == (4, 2)
    hlpr.select_axis(3, 1)
    drawn = energies().isel(step_size=3, model=1)
    np.testing.assert_array_equal([line.get_ydata() for line in hlpr.ax.lines], drawn.T)
    assert visible(hlpr)[0].get_title() == "step_size = 0.1 [m]"
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
def test_attach_grid__legends_and_color_bars_cover_no_axes(arguments: dict[str, Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # of matplotlib, about layouts
        hlpr = draw(facet_grid, MAPS, col="step_size", col_wrap=2, **arguments)
        arrange(hlpr.fig)
        hlpr.fig.draw_without_rendering()
    for beside in (*hlpr.fig.legends, *colorbars(hlpr)):
        box = beside.get_window_extent()
        assert not any(ax.get_window_extent().overlaps(box) for ax in visible(hlpr))
        assert hlpr.fig.bbox.fully_containsx(box.x1)


def test_attach_grid__title_template() -> None:
    hlpr = draw(facet_grid, MAPS, kind="hist", col="seed", title_kwargs={"template": "no. {value}"})
    assert visible(hlpr)[1].get_title() == "no. 1"
