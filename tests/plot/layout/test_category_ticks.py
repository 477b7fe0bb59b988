from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from paraverse.plot.layout.category_ticks import set_categories

pytestmark = pytest.mark.usefixtures("strict_style")

NAMES = ["susceptible", "exposed to it", "infectious now", "recovered", "vaccinated"]


def labels_of(count: int, names: list[str] | None = None, width: float = 5.5) -> list[str]:
    figure, ax = plt.subplots(figsize=(width, 3.7))
    ax.set_xlim(-0.5, count - 0.5)
    set_categories(ax, "x", names or [str(100 + number) for number in range(count)])
    figure.draw_without_rendering()
    return [label.get_text() for label in ax.get_xticklabels()]


def test_set_categories__a_tick_for_each_if_there_is_room() -> None:
    assert labels_of(5) == ["100", "101", "102", "103", "104"]


def test_set_categories__fewer_ticks_in_smaller_axes() -> None:
    large, small = labels_of(60), labels_of(60, width=3)
    assert 2 < len(small) < len(large) < 30
    assert large[0] == small[0] == "100"


def test_set_categories__long_names_are_rotated() -> None:
    figure, ax = plt.subplots(figsize=(3, 3))
    ax.set_xlim(-0.5, 4.5)
    set_categories(ax, "x", NAMES)
    figure.draw_without_rendering()
    assert [label.get_text() for label in ax.get_xticklabels()] == NAMES
    assert {label.get_rotation() for label in ax.get_xticklabels()} == {45}


def test_set_categories__vertical_axes_have_a_label_for_each_line() -> None:
    figure, ax = plt.subplots()
    ax.set_ylim(-0.5, 4.5)
    set_categories(ax, "y", NAMES)
    figure.draw_without_rendering()
    assert [label.get_text() for label in ax.get_yticklabels()] == NAMES
