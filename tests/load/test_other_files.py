"""Files that loaders read besides those that they were called for."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.base.file_index import file_state
from paraverse.load.other_files import collect_other_files, note_other_file


def test_collect_other_files__has_states_before_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    note_other_file("not collected")
    Path("a").write_text("1")
    before = file_state("a")
    with collect_other_files() as outer:
        note_other_file(tmp_path / "a")
        Path("a").write_text("12")
        note_other_file("a")
        with collect_other_files() as inner:
            note_other_file("b")
    assert outer == {"a": before}
    assert inner == {"b": None}
