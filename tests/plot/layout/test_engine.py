"""Layout engines of matplotlib."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from paraverse.plot.layout.arrange import arrange
from paraverse.plot.layout.engine import disable_engine, outside_location, without_engine
from support.drawn import add_legend

pytestmark = pytest.mark.usefixtures("strict_style")


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
        lambda ax: add_legend(ax, loc="upper left", bbox_to_anchor=(1, 1)),
    ],
)
def test_execute_engine__is_like_matplotlib(
    change: Callable[[Axes], Any],
) -> None:
    def by_matplotlib(figure: Figure) -> None:
        is_undistorted = figure.axes[0].get_aspect() != "auto"
        figure.set_layout_engine("compressed" if is_undistorted else "constrained")
        engine = figure.get_layout_engine()
        assert engine is not None
        engine.execute(figure)

    positions = []
    for lay_out in (arrange, by_matplotlib):
        figure, ax = plt.subplots()
        ax.plot([0, 1000], [0, 0.01])
        change(ax)
        lay_out(figure)
        positions.append(ax.get_position().get_points() * figure.bbox.size)
    np.testing.assert_allclose(positions[0], positions[1], atol=0.5)  # pixels


def test_disable_engine__fixes_the_layout() -> None:
    figure, ax = plt.subplots()
    assert figure.get_layout_engine() is not None
    disable_engine(figure)
    assert figure.get_layout_engine() is None
    before = ax.get_position().bounds
    ax.set_ylabel("a label\nof two lines")
    figure.draw_without_rendering()
    assert ax.get_position().bounds == before


def test_without_engine__is_undone() -> None:
    before = dict(plt.rcParams)
    with without_engine():
        assert plt.figure().get_layout_engine() is None
    assert dict(plt.rcParams) == before
    assert plt.figure().get_layout_engine() is not None


@pytest.mark.parametrize(
    ("layout", "loc", "expected"),
    [
        ("constrained", "lower center", "outside lower center"),
        ("constrained", "right", "outside right center"),
        ("constrained", "center", "center"),
        ("constrained", "outside upper left", "outside upper left"),
        ("constrained", (0.5, 0.5), (0.5, 0.5)),
        ("none", "upper right", "upper right"),
    ],
)
def test_outside_location__is_for_constrained_layout(layout: Any, loc: Any, expected: Any) -> None:
    assert outside_location(plt.figure(layout=layout), loc) == expected
