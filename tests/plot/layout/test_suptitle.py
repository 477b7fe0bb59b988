"""The title of a figure is centered above the axes, in each frame of an animation."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from paraverse.plot.layout.arrange import arrange
from paraverse.plot.layout.suptitle import set_suptitle_text

pytestmark = pytest.mark.usefixtures("strict_style")


def center(artist: Any) -> float:
    box = artist.get_window_extent()
    return float(box.x0 + box.x1) / 2


@pytest.mark.parametrize("columns", [1, 2])
def test_center_suptitle__above_the_axes(columns: int) -> None:
    figure: Any
    figure, axes = plt.subplots(ncols=columns, squeeze=False)
    image = axes[0, 0].imshow(np.eye(3))
    figure.colorbar(image, ax=axes, label="a label of the color bar")
    figure.suptitle("a title")
    arrange(figure)
    figure.draw_without_rendering()
    middle = np.mean([center(ax) for ax in axes.flat])
    assert center(figure._suptitle) == pytest.approx(middle, abs=1)
    set_suptitle_text(figure, "another title", {})
    assert figure.get_suptitle() == "another title"
    assert center(figure._suptitle) == pytest.approx(middle, abs=1)


def test_center_suptitle__long_titles_stay_within_the_figure() -> None:
    figure: Any
    figure, ax = plt.subplots(figsize=(4, 3))
    figure.colorbar(ax.imshow(np.eye(3)), label="a label of the color bar")
    figure.suptitle("a title that is nearly as long as the figure is wide")
    arrange(figure)
    box = figure._suptitle.get_window_extent()
    assert figure.bbox.fully_containsx(box.x0)
    assert figure.bbox.fully_containsx(box.x1)


def test_center_suptitle__not_if_the_plot_sets_its_position() -> None:
    figure: Any
    figure, _ = plt.subplots()
    figure.suptitle("a title", x=0.1)
    arrange(figure)
    assert figure._suptitle.get_position()[0] == 0.1
