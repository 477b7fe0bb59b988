"""Provenance in JPEG files."""

from __future__ import annotations

from pathlib import Path

from paraverse.provenance.formats.jpeg import embed_in_jpeg, find_in_jpeg
from support.carried_provenance import pixels, save_carrying


def test_jpeg__shows_the_same(tmp_path: Path) -> None:
    plain, carried = save_carrying("jpg", tmp_path)
    assert pixels(plain) == pixels(carried)


def test_jpeg__with_more_than_a_comment_can_hold(tmp_path: Path) -> None:
    plain, _ = save_carrying("jpg", tmp_path)
    payload = bytes(range(256)) * 600
    (tmp_path / "large.jpg").write_bytes(embed_in_jpeg(plain.read_bytes(), payload))
    assert find_in_jpeg((tmp_path / "large.jpg").read_bytes()) == payload
    assert pixels(tmp_path / "large.jpg") == pixels(plain)
    assert embed_in_jpeg(b"other", payload) == b"other"
