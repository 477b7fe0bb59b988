"""Ticks are measured once, and figures stay the same."""

from __future__ import annotations

import io
from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

from paraverse.plot.layout.tick_boxes import measuring_ticks_once
from paraverse.plot.saving import omit_dates

pytestmark = pytest.mark.usefixtures("strict_style")


def single() -> Figure:
    figure, ax = plt.subplots()
    ax.plot([0, 1000], [0, 1.5e-7])
    ax.set(title="A title", xlabel="time", ylabel="value")
    return figure


def log_scale_with_minor_ticks() -> Figure:
    figure, ax = plt.subplots()
    ax.plot([1, 3], [3, 7])
    ax.set(yscale="log", title="A title")
    ax.xaxis.set_ticks_position("top")
    return figure


def automatic_aspect_and_rasterized_mesh() -> Figure:
    figure, ax = plt.subplots()
    mesh = ax.pcolormesh(np.arange(6.0).reshape(2, 3), rasterized=True)
    ax.set_aspect("equal")
    figure.colorbar(mesh)
    return figure


def shared_axes_of_different_sizes() -> Figure:
    figure, (left, right) = plt.subplots(1, 2, sharey=True, width_ratios=[3, 1])
    left.plot([0, 1e6], [0, 1e6])
    right.plot([0, 1e6], [0, 1e6])
    return figure


def twin_axes() -> Figure:
    figure, ax = plt.subplots()
    ax.plot([0, 1], [0, 1e6])
    ax.twinx().plot([0, 1], [0, 1e-6])
    ax.set_title("A title")
    return figure


def others() -> Figure:
    figure = plt.figure()
    figure.add_subplot(121, projection="polar").plot([0, 1], [0, 1])
    figure.add_subplot(122, projection="3d").plot([0, 1], [0, 1], [0, 1])
    return figure


FIGURES = [
    single,
    log_scale_with_minor_ticks,
    automatic_aspect_and_rasterized_mesh,
    shared_axes_of_different_sizes,
    twin_axes,
    others,
]


def saved(figure: Figure, *, bbox: str | None = None, file_format: str = "pdf") -> bytes:
    content = io.BytesIO()
    with omit_dates():
        figure.savefig(content, format=file_format, bbox_inches=bbox)
    return content.getvalue()


@pytest.mark.parametrize("bbox", [None, "tight"])
@pytest.mark.parametrize("make", FIGURES)
def test_measuring_ticks_once__leaves_figures_as_they_are(
    make: Callable[[], Figure], bbox: str | None
) -> None:
    expected = saved(make(), bbox=bbox)
    figure = make()
    with measuring_ticks_once(figure):
        assert saved(figure, bbox=bbox) == expected


def test_measuring_ticks_once__computes_ticks_once_for_each_size_and_limits() -> None:
    computed = []

    class Locator(FixedLocator):
        def __call__(self) -> list[float]:
            computed.append(self)
            return [1, 2]

    figure = single()
    figure.set_layout_engine("none")
    (ax,) = figure.axes
    ax.xaxis.set_major_locator(Locator([]))
    with measuring_ticks_once(figure):
        for change in (
            lambda: None,
            lambda: ax.set_xlim(0, 3),
            lambda: ax.set_position((0.2, 0.2, 0.3, 0.3)),
        ):
            change()
            computed.clear()
            figure.draw_without_rendering()
            figure.draw_without_rendering()
            assert len(computed) == 1


def test_measuring_ticks_once__sees_changes_afterwards() -> None:
    figure = single()
    with measuring_ticks_once(figure):
        before = saved(figure, file_format="png")
    figure.axes[0].set_xticks([500], ["half"])
    assert saved(figure, file_format="png") != before
