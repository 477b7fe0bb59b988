"""Figures for a browser."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from PIL import Image

from paraverse.watch.pictures import picture_of


def save(path: Path) -> str:
    Figure(figsize=(4, 2)).savefig(path)
    return str(path)


def test_picture_of__pdf_is_rendered(tmp_path: Path) -> None:
    picture = picture_of(save(tmp_path / "a.pdf"), "1")
    assert picture is not None
    assert picture.mime_type == "image/png"
    with Image.open(io.BytesIO(picture.content)) as image:
        assert image.size == (1600, 800)


def test_picture_of__pdf_of_another_version_is_rendered_again(tmp_path: Path) -> None:
    path = save(tmp_path / "a.pdf")
    first = picture_of(path, "1")
    Figure(figsize=(2, 2)).savefig(path)
    assert picture_of(path, "1") == first
    assert picture_of(path, "2") != first


@pytest.mark.parametrize(("kind", "mime_type"), [("png", "image/png"), ("svg", "image/svg+xml")])
def test_picture_of__others_are_sent_as_they_are(kind: str, mime_type: str, tmp_path: Path) -> None:
    path = save(tmp_path / f"a.{kind}")
    assert picture_of(path, "1") == (Path(path).read_bytes(), mime_type)


def test_picture_of__format_that_browsers_do_not_display(tmp_path: Path) -> None:
    path = tmp_path / "a.eps"
    path.touch()
    assert picture_of(str(path), "1") is None


def test_picture_of__damaged_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("no PDF")
    with pytest.raises(ValueError, match=r"a\.pdf is not a PDF file"):
        picture_of(str(path), "1")
