"""Provenance in GIF files."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from paraverse.provenance.carried import add_provenance, carrying
from paraverse.provenance.document import SharedDocument
from paraverse.provenance.formats.gif import embed_in_gif, find_in_gif
from paraverse.provenance.read import read_provenance
from support.carried_provenance import COMMON, pixels, save_movie


def test_gif__keeps_its_frames(tmp_path: Path) -> None:
    path = tmp_path / "walk.gif"
    save_movie(path, "pillow")
    before = pixels(path)
    with carrying(SharedDocument({**COMMON, "files": list(range(1000))})):
        add_provenance(path, "walk")
    assert read_provenance(path)["figure"] == {"title": "walk"}
    assert pixels(path) == before
    with Image.open(path) as image:
        assert getattr(image, "n_frames", None) == 2


def test_gif__other_and_truncated_files() -> None:
    assert embed_in_gif(b"other", b"payload") == b"other"
    content = embed_in_gif(b"GIF89a;", b"payload")
    assert find_in_gif(content) == b"payload"
    assert find_in_gif(content[:-6]) == b"pay"
    assert find_in_gif(b"GIF89a;") is None
