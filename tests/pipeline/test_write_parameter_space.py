"""The copy of the parameter space beside the universes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from paraverse.base import late_changes
from paraverse.pipeline.write_parameter_space import write_parameter_space
from paraverse.sweep.folders import is_simulated


def test_write_parameter_space__copies_the_file_and_marks_the_folder(tmp_path: Path) -> None:
    space = tmp_path / "space.yaml"
    space.write_text("!pspace\nname: ü\n", encoding="utf-8")
    copy = tmp_path / "data" / "pspace.yml"
    copy.parent.mkdir()
    copy.with_name(".pspace.node-17.part.yml").write_text("of a job that was killed")
    write_parameter_space(space, copy)
    assert {path.name for path in copy.parent.iterdir()} == {".paraverse.json", "pspace.yml"}
    assert copy.read_bytes() == space.read_bytes()
    assert is_simulated(copy.parent)


def test_write_parameter_space__notes_edits_since_the_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late_changes, "_LATE", set())
    monkeypatch.setenv("PARAVERSE_PLANNED", str(time.time_ns()))
    time.sleep(0.05)
    (tmp_path / "space.yaml").touch()
    write_parameter_space(tmp_path / "space.yaml", tmp_path / "data" / "pspace.yml")
    assert late_changes.late_changes()
