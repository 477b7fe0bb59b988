"""Footnotes with warnings."""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from paraverse.plot.layout.footnote import add_footnote, footnote
from paraverse.plot.saving import save_figure

WARNING = "data/y: the units differ: 'm' in 0 and 'mm' in 1; $10 is no formula"


@pytest.fixture
def figure() -> Figure:
    figure = Figure(figsize=(2, 1), layout="constrained")
    figure.subplots().plot([0, 1])
    return figure


def test_footnote__is_below_the_figure(figure: Figure, tmp_path: Path) -> None:
    save_figure(figure, tmp_path / "without.png", "y", {"dpi": 100})
    with footnote([WARNING]):
        save_figure(figure, tmp_path / "with.png", "y", {"dpi": 100})
    before = np.asarray(Image.open(tmp_path / "without.png"))
    after = np.asarray(Image.open(tmp_path / "with.png"))
    assert before.shape[1] == after.shape[1] == 200
    assert after.shape[0] > 110
    np.testing.assert_array_equal(after[:95], before[:95])
    assert after[102:].std() > 0  # text


def test_add_footnote__shows_the_whole_message(figure: Figure) -> None:
    with footnote([WARNING]):
        box = add_footnote(figure)
    (text,) = figure.texts
    assert " ".join(text.get_text().split()) == f"Warning: {WARNING}"
    assert box is not None
    extent = text.get_window_extent().padded(-1)
    assert extent.x1 / figure.dpi <= 2
    assert extent.y0 / figure.dpi >= box.y0


def test_add_footnote__shows_some_of_many(figure: Figure) -> None:
    with footnote([f"message {number}" for number in range(9)]):
        add_footnote(figure)
    lines = figure.texts[0].get_text().splitlines()
    assert lines[-2:] == ["Warning: message 3", "Warning: 5 more, see the log"]


def test_add_footnote__inside_keeps_the_size(figure: Figure) -> None:
    with footnote([WARNING]):
        add_footnote(figure, inside=True)
        box = add_footnote(figure, inside=True)  # the next frame of an animation
    assert len(figure.texts) == 1
    assert box is not None
    assert box.bounds == (0, 0, 2, 1)


def test_add_footnote__does_nothing_without_warnings() -> None:
    figure = plt.figure()
    assert add_footnote(figure) is None
    assert not figure.texts
    plt.close(figure)
