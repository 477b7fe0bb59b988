"""Equal figures are equal files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure
from PIL import Image

from paraverse.errors import PlotError
from paraverse.plot.appearance.style import style_context
from paraverse.plot.saving import save_figure


@pytest.fixture
def figure() -> Figure:
    with style_context({}):
        figure = Figure(figsize=(2, 1))
        figure.subplots().plot([0, 1])
        return figure


def test_save_figure__writes_the_title_but_no_date(figure: Figure, tmp_path: Path) -> None:
    for kind in ("png", "pdf", "svg"):
        save_figure(figure, tmp_path / f"energy.{kind}", "mean/energy")
    with Image.open(tmp_path / "energy.png") as image:
        assert image.info["Title"] == "mean/energy"
        assert "Software" not in image.info
    assert b"/Title (mean/energy)" in (tmp_path / "energy.pdf").read_bytes()
    svg = (tmp_path / "energy.svg").read_text()
    assert "<dc:title>mean/energy</dc:title>" in svg
    assert not re.search(r"<dc:date>", svg)


def test_save_figure__takes_arguments_of_savefig(figure: Figure, tmp_path: Path) -> None:
    options = {"dpi": 30, "facecolor": "red", "metadata": {"Author": "me"}}
    save_figure(figure, tmp_path / "energy.png", "energy", options)
    with Image.open(tmp_path / "energy.png") as image:
        assert image.size == (60, 30)
        assert image.getpixel((0, 0))[:3] == (255, 0, 0)  # type: ignore[index]
        assert (image.info["Author"], image.info["Title"]) == ("me", "energy")
    save_figure(figure, tmp_path / "tight.png", "energy", {**options, "bbox_inches": "tight"})
    with Image.open(tmp_path / "tight.png") as image:
        assert image.size != (60, 30)


def test_save_figure__draws_once(
    figure: Figure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderers = []
    original = figure.draw

    def draw(renderer: Any) -> None:
        renderers.append(renderer)
        original(renderer)

    monkeypatch.setattr(figure, "draw", draw)
    save_figure(figure, tmp_path / "energy.pdf", "energy")
    assert len(renderers) == 1


def test_save_figure__reports_unknown_formats(figure: Figure, tmp_path: Path) -> None:
    with pytest.raises(PlotError, match=r"'sgv' is not a format of figures. Allowed: .*svg"):
        save_figure(figure, tmp_path / "energy.sgv", "energy")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("size", "is_image"), [(10, False), (80, True)])
def test_save_figure__dense_maps_are_pixels_in_vector_graphics(
    tmp_path: Path, size: int, is_image: bool
) -> None:
    figure = Figure(figsize=(2, 2))
    figure.subplots().pcolormesh([[float(i * j) for i in range(size)] for j in range(size)])
    save_figure(figure, tmp_path / "map.svg", "map")
    assert ("<image" in (tmp_path / "map.svg").read_text()) is is_image
