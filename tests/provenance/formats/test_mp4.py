"""Provenance in movies."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from matplotlib import animation

from paraverse.provenance.carried import add_provenance, carrying
from paraverse.provenance.document import SharedDocument
from paraverse.provenance.formats.mp4 import embed_in_mp4, find_in_mp4
from paraverse.provenance.read import read_provenance
from support.carried_provenance import COMMON, save_movie


def test_mp4__keeps_its_frames(tmp_path: Path) -> None:
    if not (animation.writers.is_available("ffmpeg") and shutil.which("ffprobe")):
        pytest.skip("ffmpeg is not installed")
    path = tmp_path / "walk.mp4"
    save_movie(path, "ffmpeg")
    with carrying(SharedDocument(COMMON)):
        add_provenance(path, "walk")
    assert read_provenance(path)["figure"] == {"title": "walk"}
    count = ["ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=nb_read_frames"]
    done = subprocess.run([*count, str(path)], capture_output=True, text=True, check=True)
    assert "nb_read_frames=2" in done.stdout


def test_mp4__ends_with_a_box() -> None:
    movie = b"\0\0\0\x10ftypisom\0\0\0\0"
    content = embed_in_mp4(movie, b"payload")
    assert content.startswith(movie)
    assert int.from_bytes(content[16:20], "big") == len(content) - 16
    assert find_in_mp4(content) == b"payload"
    assert find_in_mp4(movie) is None
    assert embed_in_mp4(b"other", b"payload") == b"other"
