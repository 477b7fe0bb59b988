"""Paths as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from paraverse.errors import LoadError
from paraverse.load.members import GroupMember, Text
from paraverse.load.run_loader import load_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Create files, folders, hidden ones and links to the folder itself."""
    for name in ("b.txt", "a/c.h5", "a/d.txt", ".hidden", "a/.git/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "empty").mkdir()
    for name in ("loop", "a/loop", "a/other_loop"):
        (tmp_path / name).symlink_to(tmp_path)
    return tmp_path


def test_load_path__is_the_path(folder: Path) -> None:
    assert load_file("fspath", str(folder / "b.txt")) == Text(str(folder / "b.txt"), "path")


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (
            {},
            ["", "a", "a/loop", "a/other_loop", "empty", "loop", "a/c.h5", "a/d.txt", "b.txt"],
        ),
        (
            {"directories_first": False, "tree_glob": ["*", "a/*.h5"]},
            ["", "a", "a/c.h5", "b.txt", "empty", "loop"],
        ),
        ({"tree_glob": "**/*.txt"}, ["", "a", "a/d.txt", "b.txt"]),
        (
            {"tree_glob": {"glob_str": "**/*", "ignore": ["**/*loop", "*.txt"]}},
            ["", "a", "empty", "a/c.h5", "a/d.txt"],
        ),
        (
            {"tree_glob": {"glob_str": "**/*", "include_directories": False}},
            ["", "a", "a/c.h5", "a/d.txt", "b.txt"],
        ),
        ({"tree_glob": {"glob_str": "*", "include_files": False}}, ["", "a", "empty", "loop"]),
        ({"tree_glob": "../*"}, [""]),
    ],
)
def test_load_folder__tree_of_paths(
    folder: Path, options: dict[str, Any], names: list[str]
) -> None:
    tree: Any = load_file("fstree", str(folder), options=options)
    assert list(tree) == names
    for name, member in tree.items():
        if (folder / name).is_dir():
            assert member == GroupMember("DirectoryGroup")
        else:
            assert member == Text(str(folder / name), "path")


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("b.txt", {}, "b.txt is not a folder"),
        ("missing", {}, "missing is not a folder"),
        (".", {"tree_glob": {"glob": "*"}}, "'tree_glob' has no 'glob'. Did you mean 'glob_str'"),
    ],
)
def test_load_folder__reasons(
    folder: Path, name: str, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(LoadError, match=message):
        load_file("fstree", str(folder / name), options=options)
