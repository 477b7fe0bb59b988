"""The copy of the parameter space beside the universes."""

from __future__ import annotations

from pathlib import Path

from paraverse.pipeline.write_parameter_space import write_parameter_space
from paraverse.sweep.folders import is_simulated


def test_write_parameter_space__copies_the_file_and_marks_the_folder(tmp_path: Path) -> None:
    space = tmp_path / "space.yaml"
    space.write_text("!pspace\nname: ü\n", encoding="utf-8")
    copy = tmp_path / "data" / "pspace.yml"
    write_parameter_space(space, copy)
    assert copy.read_bytes() == space.read_bytes()
    assert is_simulated(copy.parent)
