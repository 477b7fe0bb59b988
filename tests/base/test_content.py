"""Digests of the content of files and folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from paraverse.base.content import content_of


def test_content_of__changes_with_the_content_only(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("1")
    before = content_of(file)
    os.utime(file, (0, 0))
    assert content_of(file) == before
    file.write_text("2")
    os.utime(file, (0, 0))
    assert content_of(file) != before
    assert content_of(tmp_path / "other.csv") == "missing"


def test_content_of__reads_regular_files_only(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert content_of(tmp_path / "pipe") == "missing"
    before = content_of(tmp_path)
    (tmp_path / "file").write_text("")
    assert content_of(tmp_path) != before


@pytest.mark.parametrize(
    ("name", "counts"), [("maps/a.png", True), (".git/index", False), ("__pycache__/a.pyc", False)]
)
def test_content_of__files_in_a_folder(tmp_path: Path, name: str, counts: bool) -> None:
    path = tmp_path / name
    path.parent.mkdir()
    path.write_text("1")
    before = content_of(tmp_path)
    path.write_text("2")
    assert (content_of(tmp_path) != before) is counts
