"""Thumbnails of figures on a page."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from PIL import Image

from paraverse.pipeline.thumbnails import thumbnail


def image_of(url: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(url.partition("base64,")[2]))).convert("RGB")


@pytest.mark.parametrize("kind", ["pdf", "png", "jpg", "tif"])
@pytest.mark.parametrize(("width", "shown"), [(2, 192), (20, 560)])
def test_thumbnail__is_as_large_as_on_paper_up_to_a_limit(
    tmp_path: Path, kind: str, width: int, shown: int
) -> None:
    Figure((width, width / 2), facecolor="blue").savefig(tmp_path / f"a.{kind}", dpi=300)
    found = thumbnail(tmp_path / f"a.{kind}")
    assert found is not None
    assert found.size == (shown, shown // 2)
    image = image_of(found.url)
    assert image.width == 2 * shown
    red, green, blue = image.getpixel((50, 50))  # type: ignore[misc]
    assert (red < 10, green < 10, blue > 240) == (True, True, True)


def test_thumbnail__formats_of_browsers_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg/>")
    found = thumbnail(tmp_path / "a.svg")
    assert found is not None
    assert found.url == "data:image/svg+xml;base64,PHN2Zy8+"
    assert not found.is_movie


def test_thumbnail__none_of_what_cannot_be_shown(tmp_path: Path) -> None:
    (tmp_path / "a.eps").write_bytes(b"%!PS")
    (tmp_path / "a.mp4").write_bytes(bytes(5_000_000))
    assert thumbnail(tmp_path / "a.eps") is None
    assert thumbnail(tmp_path / "a.mp4") is None
