"""Labels that tell the figures of universes apart."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from paraverse.plot.layout.arrange import arrange
from paraverse.plot.layout.universe_label import (
    add_universe_label,
    format_universe_label,
    universe_label,
)

pytestmark = pytest.mark.usefixtures("strict_style")

LABEL = "step = 0.1, seed = 3"


def drawn(layout: Any = "constrained", label: str = LABEL, title: str = "") -> Figure:
    """Return a figure that is laid out and labelled."""
    figure, axes = plt.subplots(1, 2 if title else 1, figsize=(4, 3), layout=layout, squeeze=False)
    for ax in axes.flat:
        ax.plot([0, 1])
        ax.set_title("Energy")
    if title:
        figure.suptitle(title)
    with universe_label(label):
        arrange(figure)
        add_universe_label(figure)
    return figure


@pytest.mark.parametrize(
    ("universe", "parameters", "label"),
    [
        ("sim_3", {"step": 0.1, "seed": 3}, "step = 0.1, seed = 3"),
        ("sim_3", {}, "sim_3"),
        (
            "a",
            {"step": 1 / 3, "model": "$x$", "on": True},
            "step = 0.333333, model = $x$, on = True",
        ),
        ("a", {"text": "x" * 99}, f"text = {'x' * 39}…"),
        ("a\x1b", {}, "a\\x1b"),
    ],
)
def test_format_universe_label__is_short(
    universe: str, parameters: dict[str, Any], label: str
) -> None:
    assert format_universe_label(universe, parameters) == label


@pytest.mark.parametrize("layout", ["constrained", "compressed", "tight"])
@pytest.mark.parametrize("title", ["", "All of it"])
def test_add_universe_label__is_above_everything(layout: str, title: str) -> None:
    figure = drawn(layout, title=title)
    figure.draw_without_rendering()
    (label,) = [text for text in figure.texts if text.get_text() == LABEL]
    box = label.get_window_extent()
    assert figure.bbox.y1 > box.y1
    highest = max(ax.title.get_window_extent().y1 for ax in figure.axes)
    if title:
        suptitle = figure._suptitle  # type: ignore[attr-defined]
        assert suptitle.get_window_extent().y0 > highest
        highest = suptitle.get_window_extent().y1
    assert highest <= box.y0 + 1


def test_add_universe_label__replaces_the_one_of_another_universe() -> None:
    figure = drawn()
    with universe_label("step = 0.2"):
        add_universe_label(figure)
    (label,) = figure.texts
    assert label.get_text() == "step = 0.2"
    add_universe_label(figure)
    assert not figure.texts


def test_add_universe_label__with_many_parameters_has_two_lines() -> None:
    parameters = {f"parameter_{number}": number for number in range(30)}
    figure = drawn(label=format_universe_label("a", parameters))
    text = figure.texts[0].get_text()
    assert text.count("\n") == 1
    assert text.endswith(" …")
    assert figure.texts[0].get_window_extent().x0 > 0


def test_universe_label__leaves_others_as_they_are() -> None:
    labelled, other = drawn(), drawn(label="")
    assert not other.texts
    assert other.axes[0].get_position().y1 > labelled.axes[0].get_position().y1
