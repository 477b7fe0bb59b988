"""Equal figures are equal files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from PIL import Image

from paraverse.errors import PlotError
from paraverse.plot.appearance.style import style_context
from paraverse.plot.figure.placeholder import draw_placeholder
from paraverse.plot.saving import save_figure


@pytest.fixture
def figure() -> Figure:
    with style_context({}):
        figure = Figure(figsize=(2, 1))
        figure.subplots().plot([0, 1])
        return figure


def test_save__says_what_the_figure_is(figure: Figure, tmp_path: Path) -> None:
    for kind in ("png", "pdf", "svg"):
        save_figure(figure, tmp_path / f"energy.{kind}", "mean/energy")
    with Image.open(tmp_path / "energy.png") as image:
        assert image.info["Title"] == "mean/energy"
        assert "Software" not in image.info
    assert b"/Title (mean/energy)" in (tmp_path / "energy.pdf").read_bytes()
    svg = (tmp_path / "energy.svg").read_text()
    assert "<dc:title>mean/energy</dc:title>" in svg
    assert not re.search(r"<dc:date>", svg)


def test_save__takes_arguments_of_savefig(figure: Figure, tmp_path: Path) -> None:
    options = {"dpi": 30, "facecolor": "red", "metadata": {"Author": "me"}}
    save_figure(figure, tmp_path / "energy.png", "energy", options)
    with Image.open(tmp_path / "energy.png") as image:
        assert image.size == (60, 30)
        assert image.getpixel((0, 0))[:3] == (255, 0, 0)  # type: ignore[index]
        assert (image.info["Author"], image.info["Title"]) == ("me", "energy")
    save_figure(figure, tmp_path / "tight.png", "energy", {**options, "bbox_inches": "tight"})
    with Image.open(tmp_path / "tight.png") as image:
        assert image.size != (60, 30)


def test_save__draws_once(figure: Figure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    original = figure.draw
    monkeypatch.setattr(figure, "draw", lambda renderer: drawn.append(1) or original(renderer))
    save_figure(figure, tmp_path / "energy.pdf", "energy")
    assert drawn == [1]


def test_save__says_which_formats_there_are(figure: Figure, tmp_path: Path) -> None:
    with pytest.raises(PlotError, match=r"'sgv' is not a format of figures. Allowed: .*svg"):
        save_figure(figure, tmp_path / "energy.sgv", "energy")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["png", "pdf", "svg", "gif", "apng"])
def test_draw_placeholder__is_a_figure_that_says_why(kind: str, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.{kind}" for name in "ab"]
    draw_placeholder(paths, "energy, universe sim_12", "data.h5 cannot be read <&>")
    assert paths[0].read_bytes() == paths[1].read_bytes()
    if kind == "svg":
        assert "<!-- energy, universe sim_12 -->" in paths[0].read_text()


@pytest.mark.parametrize(("cells", "is_image"), [(10, False), (80, True)])
def test_save__dense_maps_are_pixels_in_vector_graphics(
    tmp_path: Path, cells: int, is_image: bool
) -> None:
    figure = Figure(figsize=(2, 2))
    figure.subplots().pcolormesh([[float(i * j) for i in range(cells)] for j in range(cells)])
    save_figure(figure, tmp_path / "map.svg", "map")
    assert ("<image" in (tmp_path / "map.svg").read_text()) is is_image
