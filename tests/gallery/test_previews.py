"""Previews of figures that browsers do not show."""

from __future__ import annotations

import os
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from PIL import Image

from paraverse.gallery import previews
from paraverse.gallery.previews import (
    PreviewedFigure,
    missing_package,
    needs_preview,
    preview_path,
    update_previews,
    viewed_format,
)

PAGE = "results/gallery.html"
ONE = PreviewedFigure("1", 300)
FIGURES = [f"results/figures/walk/sim_{number}.pdf" for number in range(3)]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for path in FIGURES:
        write_figure(path)


def write_figure(path: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    figure = plt.figure(figsize=(2, 1))
    figure.savefig(path, dpi=100)
    plt.close(figure)


def modified(paths: list[str]) -> list[int]:
    return [os.stat(path).st_mtime_ns for path in paths]


def test_update_previews__are_pictures_of_the_first_page() -> None:
    written = update_previews(dict.fromkeys(FIGURES, ONE), PAGE)
    assert written == [preview_path(path) for path in FIGURES]
    with Image.open(written[0]) as image:
        assert image.size == (300, 150)


def test_update_previews__draws_only_what_has_changed() -> None:
    written = update_previews(dict.fromkeys(FIGURES, ONE), PAGE)
    before = modified(written)
    Path(written[2]).unlink()
    assert (
        update_previews(
            {**dict.fromkeys(FIGURES, ONE), FIGURES[1]: PreviewedFigure("2", 300)}, PAGE
        )
        == written
    )
    after = modified(written)
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, False]


def test_update_previews__have_the_same_bytes_for_the_same_figure() -> None:
    (written,) = update_previews({FIGURES[0]: ONE}, PAGE)
    before = Path(written).read_bytes()
    Path(written).unlink()
    update_previews({FIGURES[0]: ONE}, PAGE)
    assert Path(written).read_bytes() == before


def test_update_previews__removes_those_of_figures_that_are_gone() -> None:
    update_previews(dict.fromkeys(FIGURES, ONE), PAGE)
    assert update_previews({}, PAGE) == []
    assert not Path("results/previews/walk").exists()


def test_update_previews__logs_a_figure_that_cannot_be_read(
    caplog: pytest.LogCaptureFixture,
) -> None:
    Path(FIGURES[0]).write_bytes(b"no PDF")
    assert update_previews(dict.fromkeys(FIGURES, ONE), PAGE) == list(
        map(preview_path, FIGURES[1:])
    )
    assert f"There is no preview of {FIGURES[0]}" in caplog.text


def test_update_previews__have_the_width_of_the_page() -> None:
    write_figure("results/figures/map.tiff")
    before = update_previews({"results/figures/map.tiff": ONE}, PAGE)
    assert update_previews({"results/figures/map.tiff": PreviewedFigure("1", 100)}, PAGE) == before
    with Image.open(before[0]) as image:
        assert image.size == (100, 50)


def test_viewed_format__prefers_what_browsers_show() -> None:
    assert viewed_format(["pdf", "png"]) == "png"
    assert viewed_format(["eps", "pdf"]) == "pdf"
    assert viewed_format(["eps"]) is None
    assert not needs_preview("svg")


def test_viewed_format__is_none_without_the_package_for_previews(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    missing_package.cache_clear()
    monkeypatch.setattr(previews, "find_spec", lambda name: None)
    assert viewed_format(["pdf"]) is None
    assert missing_package("pdf") == "pypdfium2"
    assert missing_package("tiff") == "pillow"
    assert missing_package("png") is None
    missing_package.cache_clear()
