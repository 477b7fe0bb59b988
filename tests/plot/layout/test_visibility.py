from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path

from paraverse.plot.layout.visibility import mark_points, reason_for_nothing


@pytest.mark.parametrize(
    ("values", "marked"),
    [
        ([5.0], [0]),
        ([np.nan, 1, np.nan, 2, np.nan], [1, 3]),
        ([1, 2, np.nan, 3, np.nan, 4, 5], [3]),
        ([1, 2, np.nan], []),
    ],
)
def test_mark_points__those_that_no_line_connects(values: list[float], marked: list[int]) -> None:
    ax = Figure().subplots()
    (line,) = ax.plot(values)
    mark_points(ax)
    shown = line.get_markevery() or np.flatnonzero(np.isfinite(values)).tolist()
    assert (shown if line.get_marker() == "o" else []) == marked


def test_mark_points__not_if_the_line_has_markers_or_is_none() -> None:
    ax = Figure().subplots()
    ax.plot([1], [1], "s")
    ax.plot([1], [1], linestyle="None", marker="")
    ax.axhline(1)
    mark_points(ax)
    assert [line.get_marker() for line in ax.lines] == ["s", "", "None"]


NAN = [np.nan, np.nan]


@pytest.mark.parametrize(
    ("draw", "reason"),
    [
        (lambda ax: ax.plot([1, 2], NAN), "all values are missing"),
        (lambda ax: ax.scatter([1, 2], NAN), "all values are missing"),
        (lambda ax: ax.plot([1, 2], [np.inf, np.nan]), "all values are infinite or missing"),
        (lambda ax: ax.errorbar([1, 2], NAN, [1, 1]), "all values are missing"),
        (lambda ax: (ax.plot([1, 2], NAN), ax.fill_between([1, 2], NAN)), "all values are missing"),
        (lambda ax: (ax.set_yscale("log"), ax.plot([1, 2], [-1, -2])), "positive values only"),
        (lambda ax: (ax.plot([1, 2], [3, 4]), ax.set_xlim(5, 9)), r"limits \(x from 5 to 9, y"),
        (lambda ax: (ax.scatter([1, 2], [3, 4]), ax.set_ylim(5, 9)), "y from 5 to 9"),
    ],
)
def test_reason_for_nothing(draw: Callable[[Axes], object], reason: str) -> None:
    figure = Figure()
    ax = figure.subplots()
    draw(ax)
    found = reason_for_nothing(figure)
    assert found is not None
    assert pytest.RaisesExc(ValueError, match=reason).matches(ValueError(found))


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: ax.plot([1, 2], [3, 4]),
        lambda ax: (ax.plot([0, 9], [0, 9]), ax.set(xlim=(4, 5), ylim=(4, 5))),
        lambda ax: (ax.plot([1, 2], NAN), ax.plot([1, 2], [3, 4])),
        lambda ax: (ax.plot([1, 2], NAN), ax.axhline(0)),
        lambda ax: (ax.plot([1, 2], NAN), ax.fill_between([1, 2], [1, 2])),
        lambda ax: (ax.plot([1, 2], NAN), ax.text(0, 0, "no data")),
        lambda ax: ax.bar([1, 2], NAN),
        lambda ax: ax.imshow([NAN]),
        lambda ax: ax.hlines([0, 1], 0, 1),
        lambda ax: ax.add_collection(PathCollection([Path.unit_circle()])),
        lambda ax: ax.contour([[0, 1], [1, 0]]),
        lambda ax: ax.set_title("nothing is drawn"),
    ],
)
def test_reason_for_nothing__none_where_something_is_visible_or_it_is_unclear(
    draw: Callable[[Axes], object],
) -> None:
    figure = Figure()
    ax = figure.subplots()
    draw(ax)
    assert reason_for_nothing(figure) is None


def test_reason_for_nothing__footnotes_do_not_count() -> None:
    figure = Figure()
    figure.subplots().plot([1, 2], NAN)
    figure.text(0, 0, "Warning", gid="paraverse-footnote")
    assert reason_for_nothing(figure)
    figure.text(0, 0, "no data")
    assert reason_for_nothing(figure) is None


def test_reason_for_nothing__one_of_several_axes_suffices() -> None:
    figure = Figure()
    left, right = figure.subplots(ncols=2)
    left.plot([1, 2], NAN)
    right.plot([1, 2], [3, 4])
    assert reason_for_nothing(figure) is None
