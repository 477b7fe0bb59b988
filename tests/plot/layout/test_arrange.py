"""Where legends go, and that a figure is laid out once."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend

from paraverse.plot.appearance.style import style_context
from paraverse.plot.layout.arrange import arrange, arrange_like, make_room

RNG = np.random.default_rng(0)


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with style_context({}), warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
        plt.close("all")


def with_legend(ax: Axes, entries: int = 3, **options: Any) -> Legend:
    for number in range(entries):
        ax.plot([], [], label=f"seed {number}")
    return ax.legend(**options)


def is_beside(legend: Legend) -> bool:
    assert legend.axes is not None
    legend.axes.figure.canvas.draw()
    box, axes = legend.get_window_extent(), legend.axes.bbox
    figure = legend.figure
    assert figure is not None
    assert box.x1 <= figure.bbox.x1
    assert box.y0 >= figure.bbox.y0
    return bool(box.x0 >= axes.x1)


def everywhere(ax: Axes) -> None:
    x = np.linspace(0, 1, 200)
    ax.plot(x, np.sin(90 * x))


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
    ],
)
def test_arrange__puts_a_legend_beside_the_axes_if_it_would_cover_data(
    draw: Callable[[Axes], Any],
) -> None:
    figure, ax = plt.subplots()
    draw(ax)
    ax.margins(0)
    legend = with_legend(ax)
    arrange(figure)
    assert is_beside(legend)
    assert figure.get_layout_engine() is None


@pytest.mark.parametrize(
    ("points", "place"),
    [
        ([(0, 0), (1, 1)], (0, 1)),
        ([(0, 1), (1, 0)], (1, 1)),
        ([(0, 1), (1, 1), (1, 0)], (0, 0)),
        ([(1, 1), (0, 1), (0, 0)], (1, 0)),
    ],
)
def test_arrange__puts_a_legend_in_a_free_corner(
    points: list[tuple[float, float]], place: tuple[float, float]
) -> None:
    figure, ax = plt.subplots()
    ax.plot(*np.transpose(points))
    legend = with_legend(ax)
    arrange(figure)
    box = legend.get_window_extent().transformed(ax.transAxes.inverted())
    assert not is_beside(legend)
    assert (round((box.x0 + box.x1) / 2), round((box.y0 + box.y1) / 2)) == place


def test_arrange__puts_legends_beside_what_moves() -> None:
    figure, ax = plt.subplots()
    ax.plot([0, 1])
    legend = with_legend(ax)
    arrange(figure, moving=True)
    assert is_beside(legend)


def test_arrange__leaves_places_of_the_user_alone() -> None:
    figure, ax = plt.subplots()
    everywhere(ax)
    legend = with_legend(ax, loc="lower left")
    arrange(figure)
    assert not is_beside(legend)


def test_arrange__gives_tall_legends_columns() -> None:
    figure, ax = plt.subplots()
    everywhere(ax)
    with_legend(ax, 40, title="seeds")
    arrange(figure)
    legend = ax.get_legend()
    assert legend is not None
    assert is_beside(legend)
    assert len(legend.get_texts()) == 40
    assert legend.get_title().get_text() == "seeds"
    assert legend.get_window_extent().height < figure.bbox.height


def test_arrange__without_layout_engine_keeps_legends_inside() -> None:
    figure, ax = plt.subplots(layout="none")
    everywhere(ax)
    legend = with_legend(ax)
    arrange(figure)
    assert not is_beside(legend)


@pytest.mark.parametrize(
    "change",
    [
        lambda ax: None,
        lambda ax: ax.set_title("A title\nof two lines"),
        lambda ax: ax.set(xlabel="time", ylabel="value", ylim=(0, 123456)),
        lambda ax: ax.set(yscale="log", ylim=(1e-7, 1e3)),
        lambda ax: ax.tick_params(rotation=60),
        lambda ax: ax.set_aspect("equal"),
        lambda ax: ax.set_axis_off(),
        lambda ax: ax.set_position([0.45, 0.45, 0.1, 0.1]) or ax.set_in_layout(True),
        lambda ax: with_legend(ax, loc="upper left", bbox_to_anchor=(1, 1)),
    ],
)
def test_arrange__of_single_axes_is_as_by_matplotlib(change: Callable[[Axes], Any]) -> None:
    def by_matplotlib(figure: Figure) -> None:
        is_undistorted = figure.axes[0].get_aspect() != "auto"
        figure.set_layout_engine("compressed" if is_undistorted else "constrained")
        figure.get_layout_engine().execute(figure)

    places = []
    for lay_out in (arrange, by_matplotlib):
        figure, ax = plt.subplots()
        ax.plot([0, 1000], [0, 0.01])
        change(ax)
        lay_out(figure)
        places.append(ax.get_position().get_points() * figure.bbox.size)
    np.testing.assert_allclose(places[0], places[1], atol=0.5)  # pixels


def test_arrange__is_done_once() -> None:
    figure, ax = plt.subplots()
    arrange(figure)
    before = ax.get_position().bounds
    ax.set_ylabel("a label\nof two lines")
    arrange(figure)
    make_room(figure, figure.suptitle("T"), "top", None)
    figure.canvas.draw()
    assert ax.get_position().bounds == before


def test_arrange_like__gives_another_figure_the_same_places() -> None:
    def drawn(largest: float) -> Any:
        figure, ax = plt.subplots()
        figure.colorbar(ax.imshow(np.full((2, 2), largest)))
        figure.suptitle(f"largest {largest}")
        with_legend(ax)
        return figure

    def places(figure: Any) -> Any:
        figure.canvas.draw()
        legend = figure.axes[0].get_legend().get_window_extent()
        title = figure._suptitle.get_window_extent().ymin
        return [ax.get_position().bounds for ax in figure.axes], title, legend.bounds

    model, figure, other = drawn(1), drawn(123456), drawn(123456)
    arrange(model)
    arrange_like(figure, model)
    arrange(other)
    for found, expected in zip(places(figure), places(model), strict=True):
        np.testing.assert_allclose(found, expected)
    assert places(other)[0] != places(model)[0]
    lone, _ = plt.subplots()
    arrange_like(lone, model)
    assert lone.get_layout_engine() is None
