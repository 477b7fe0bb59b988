"""Provenance in PNG files."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, PngImagePlugin

from paraverse.plot.saving import save_figure
from paraverse.provenance.carried import carrying
from paraverse.provenance.document import MAX_BYTES, SharedDocument
from paraverse.provenance.formats.png import embed_in_png, find_in_png
from support.carried_provenance import COMMON, make_figure, pixels, save_carrying


def test_png__shows_the_same(tmp_path: Path) -> None:
    plain, carried = save_carrying("png", tmp_path)
    assert pixels(plain) == pixels(carried)


def test_png__can_be_opened_by_pillow_with_the_largest_document(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    with carrying(SharedDocument({**COMMON, "files": "a" * MAX_BYTES})):
        save_figure(make_figure(), path, "large")
    with Image.open(path) as image:
        image.load()
        assert isinstance(image, PngImagePlugin.PngImageFile)
        assert len(image.text["paraverse"]) > MAX_BYTES


def test_find_in_png__in_other_and_truncated_files(tmp_path: Path) -> None:
    _, carried = save_carrying("png", tmp_path)
    assert find_in_png(carried.read_bytes()[:60]) is not None  # which is then damaged
    assert find_in_png(carried.read_bytes()[:30]) is None
    assert embed_in_png(b"other", b"payload") == b"other"
