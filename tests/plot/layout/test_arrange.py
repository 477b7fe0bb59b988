"""Figures are laid out once, and frames of animations alike."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from paraverse.plot.layout.arrange import InitialLayout, arrange, arrange_like, make_room
from support.drawn import add_legend

pytestmark = pytest.mark.usefixtures("strict_style")


def test_arrange__is_done_once() -> None:
    figure, ax = plt.subplots()
    arrange(figure)
    before = ax.get_position().bounds
    ax.set_ylabel("a label\nof two lines")
    arrange(figure)
    make_room(figure, figure.suptitle("T"), "top", None)
    figure.draw_without_rendering()
    assert ax.get_position().bounds == before


def test_arrange_like__gives_another_figure_the_same_positions() -> None:
    def drawn(largest: float) -> Any:
        figure, ax = plt.subplots()
        figure.colorbar(ax.imshow(np.full((2, 2), largest)))
        figure.suptitle(f"largest {largest}")
        add_legend(ax)
        return figure

    def positions(figure: Any) -> Any:
        figure.draw_without_rendering()
        legend = figure.axes[0].get_legend().get_window_extent()
        title = figure._suptitle.get_window_extent().ymin
        return [ax.get_position().bounds for ax in figure.axes], title, legend.bounds

    model, figure, other = drawn(1), drawn(123456), drawn(123456)
    arrange(model)
    arrange_like(figure, model)
    arrange(other)
    for actual, expected in zip(positions(figure), positions(model), strict=True):
        np.testing.assert_allclose(actual, expected)
    assert positions(other)[0] != positions(model)[0]
    lone, _ = plt.subplots()
    arrange_like(lone, model)
    assert lone.get_layout_engine() is None


@pytest.mark.parametrize("layout", ["none", "tight", "constrained"])
def test_make_room__leaves_space_for_a_title(layout: Any) -> None:
    def top(margin: float | None) -> float:
        figure, ax = plt.subplots(layout=layout)
        title = figure.suptitle("T", fontsize=30)
        make_room(figure, title, "top", margin)
        arrange(figure)
        figure.draw_without_rendering()
        space = title.get_window_extent().y0 - ax.get_window_extent().y1
        return float(space / figure.bbox.height)

    assert top(None) > 0
    assert top(0.2) > 0.19


def test_arrange__aligns_titles_of_a_row() -> None:
    figure, axes = plt.subplots(1, 2)
    for ax in axes:
        ax.set_title("T")
    axes[0].xaxis.tick_top()
    axes[0].set_xlabel("x")
    arrange(figure)
    figure.draw_without_rendering()
    low, high = sorted(ax.title.get_window_extent().y0 for ax in axes)
    assert high == pytest.approx(low)


def test_initial_layout__lets_a_figure_be_laid_out_again() -> None:
    def drawn(label: str) -> Any:
        figure, ax = plt.subplots()
        ax.plot([0, 1, 2], label="line")
        ax.legend()
        ax.set_ylabel(label)
        return figure

    def arranged(figure: Any) -> Any:
        arrange(figure)
        figure.draw_without_rendering()
        legend = figure.axes[0].get_legend().get_window_extent()
        return figure.axes[0].get_position().bounds, legend.bounds

    figure = drawn("y")
    layout = InitialLayout.of(figure)
    first = arranged(figure)
    figure.axes[0].set_ylabel("a label\nof two lines")
    assert layout.restore()
    assert arranged(figure) == arranged(drawn("a label\nof two lines")) != first


def test_initial_layout__is_lost_if_a_legend_moves_next_to_the_axes() -> None:
    figure, ax = plt.subplots()
    ax.plot(np.random.default_rng(0).random(2000), label="everywhere")
    ax.legend()
    layout = InitialLayout.of(figure)
    arrange(figure)
    assert not layout.restore()


def test_initial_layout__is_lost_with_other_engines() -> None:
    figure, _ = plt.subplots(layout="tight")
    layout = InitialLayout.of(figure)
    arrange(figure)
    assert not layout.restore()
