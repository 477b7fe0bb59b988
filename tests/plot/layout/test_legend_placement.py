"""The placement of legends with automatic location."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend

from paraverse.plot.layout.arrange import arrange
from support.drawn import add_legend

RNG = np.random.default_rng(0)

pytestmark = pytest.mark.usefixtures("strict_style")


def everywhere(ax: Axes) -> None:
    x = np.linspace(0, 1, 200)
    ax.plot(x, np.sin(90 * x))


def is_beside(legend: Legend) -> bool:
    assert legend.axes is not None
    figure = legend.axes.figure
    assert isinstance(figure, Figure)
    figure.draw_without_rendering()
    box, axes = legend.get_window_extent(), legend.axes.bbox
    assert box.x1 <= figure.bbox.x1
    assert box.y0 >= figure.bbox.y0
    return bool(box.x0 >= axes.x1)


@pytest.mark.parametrize(
    "draw",
    [
        everywhere,
        lambda ax: ax.scatter(*RNG.random((2, 2000))),
        lambda ax: ax.plot(*RNG.random((2, 2000)), "o"),
        lambda ax: ax.bar(range(9), [1] * 9, width=1),
        lambda ax: ax.fill_between([0, 1], 0, 1),
        lambda ax: ax.imshow(np.eye(3)),
        lambda ax: ax.pcolormesh(np.eye(3)),
        lambda ax: ax.contourf(RNG.random((20, 20))),
        lambda ax: everywhere(ax.twinx()),
        lambda ax: (ax.fill_between([0, 1], 1e-3, 100), ax.set_yscale("log")),
    ],
)
def test_legend__is_beside_the_axes_if_it_would_cover_data(
    draw: Callable[[Axes], Any],
) -> None:
    figure, ax = plt.subplots()
    draw(ax)
    ax.margins(0)
    legend = add_legend(ax)
    arrange(figure)
    assert is_beside(legend)
    assert figure.get_layout_engine() is None


@pytest.mark.parametrize(
    ("points", "corner"),
    [
        ([(0, 0), (1, 1)], (0, 1)),
        ([(0, 1), (1, 0)], (1, 1)),
        ([(0, 1), (1, 1), (1, 0)], (0, 0)),
        ([(1, 1), (0, 1), (0, 0)], (1, 0)),
    ],
)
def test_legend__is_in_a_free_corner(
    points: list[tuple[float, float]], corner: tuple[float, float]
) -> None:
    figure, ax = plt.subplots()
    ax.plot(*np.transpose(points))
    legend = add_legend(ax)
    arrange(figure)
    box = legend.get_window_extent().transformed(ax.transAxes.inverted())
    assert not is_beside(legend)
    assert (round((box.x0 + box.x1) / 2), round((box.y0 + box.y1) / 2)) == corner


def test_legend__is_beside_axes_that_move() -> None:
    figure, ax = plt.subplots()
    ax.plot([0, 1])
    legend = add_legend(ax)
    arrange(figure, moving=True)
    assert is_beside(legend)


def test_legend__stays_at_the_location_of_the_user() -> None:
    figure, ax = plt.subplots()
    everywhere(ax)
    legend = add_legend(ax, loc="lower left")
    arrange(figure)
    assert not is_beside(legend)


def test_legend__that_is_tall_gets_columns() -> None:
    figure, ax = plt.subplots()
    everywhere(ax)
    add_legend(ax, 40, title="seeds")
    arrange(figure)
    legend = ax.get_legend()
    assert legend is not None
    assert is_beside(legend)
    assert len(legend.get_texts()) == 40
    assert legend.get_title().get_text() == "seeds"
    assert legend.get_window_extent().height < figure.bbox.height


def test_legend__stays_inside_without_layout_engine() -> None:
    figure, ax = plt.subplots(layout="none")
    everywhere(ax)
    legend = add_legend(ax)
    arrange(figure)
    assert not is_beside(legend)
