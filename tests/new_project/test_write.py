"""The files of a new project."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.new_project.write import (
    NoEmptyFolderError,
    check_folder,
    example_files,
    write_project,
)


def test_write_project__never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    written = write_project(tmp_path, example_files())
    assert written.existing == ("README.md",)
    assert (tmp_path / "README.md").read_text() == "mine"
    config = (tmp_path / "config" / "config.yaml").read_text()
    assert config.startswith("# yaml-language-server: $schema=schemas/config.json\n\n")
    assert (tmp_path / "config" / "schemas" / "config.json").is_file()
    assert "/output/" in (tmp_path / ".gitignore").read_text()
    assert {*written.new} >= {"config/config.yaml", "config/model.py", ".gitignore"}


def test_check_folder__refuses_a_project(tmp_path: Path) -> None:
    check_folder(tmp_path)
    write_project(tmp_path, example_files())
    with pytest.raises(NoEmptyFolderError, match="Name another folder"):
        check_folder(tmp_path)
