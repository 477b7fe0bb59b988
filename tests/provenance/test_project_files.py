"""The files of a project that figures carry."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.provenance.project_files import (
    MAX_FILE,
    PortablePaths,
    carried_files,
    content_of_carried,
    portable_folder,
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_portable_paths__keep_files_outside_relative_to_each_other(project: Path) -> None:
    shared = project.parent / "shared"
    files = ["config/a.py", "../shared/b.py", f"{shared}/deep/c.py"]
    paths = PortablePaths(files)
    assert [paths.of(file) for file in files] == [
        "config/a.py",
        "external/b.py",
        "external/deep/c.py",
    ]
    assert paths.of(project / "config" / "a.py") == "config/a.py"
    assert paths.of("./config/../a.py") == "a.py"


def test_portable_folder__is_inside_the_project(project: Path) -> None:
    assert portable_folder("output/sweep/") == "output/sweep"
    assert portable_folder(str(project / "output")) == str(project / "output")
    assert portable_folder("../sweep") == portable_folder("/somewhere/sweep") == "data"


def test_carried_files__come_back(project: Path) -> None:
    (project / "maps" / "__pycache__").mkdir(parents=True)
    contents = {"maps/a.csv": b"a\r\n\xc3\xbc", "maps/b.bin": b"\xff\0", "run": b"#!/bin/sh\n"}
    for name, content in contents.items():
        (project / name).write_bytes(content)
    (project / "run").chmod(0o755)
    (project / "maps" / ".hidden").write_text("a")
    (project / "maps" / "__pycache__" / "a.pyc").write_text("a")
    (project / "large.csv").write_bytes(b"a" * (MAX_FILE + 1))
    names = ["maps", "run", "large.csv", "missing.csv", "maps/a.csv"]
    files = carried_files(names, PortablePaths(names))
    assert list(files) == ["large.csv", "maps/a.csv", "maps/b.bin", "run"]
    assert {name: content_of_carried(files[name]) for name in contents} == contents
    assert files["run"]["executable"]
    assert files["large.csv"]["bytes"] == MAX_FILE + 1
    assert content_of_carried(files["large.csv"]) is None
