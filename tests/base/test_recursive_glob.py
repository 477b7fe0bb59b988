"""Patterns with `**` find what `glob` finds, and come to an end."""

from __future__ import annotations

import glob
from pathlib import Path

import pytest

from paraverse.base.recursive_glob import find_paths

FILES = ("data.h5", "a/data.h5", "a/b/data.h5", "a/b/c/log", ".hidden/data.h5", "a/.x/data.h5")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    for file in FILES:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    (tmp_path / "linked").symlink_to("a")
    return tmp_path


@pytest.mark.parametrize(
    "pattern",
    ["*", "a/*.h5", "**", "**/*", "**/data.h5", "a/**", "*/**/log", "**/b/*", "**/**/log",
     "**/b/**/log", "linked/**/*", "a/**/*/log"],
)  # fmt: skip
def test_find_paths__like_glob(base: Path, pattern: str) -> None:
    expected = set(glob.glob(pattern, root_dir=base, recursive=True))
    found = {path for path in find_paths(str(base), pattern) if path}
    assert found == {path.rstrip("/") for path in expected} - {""}


def test_find_paths__links_in_circles(tmp_path: Path) -> None:
    for name in ("u1", "u2"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "data.h5").touch()
        for link, target in {"x": ".", "y": ".", "z": "..", "a": "../u1", "b": "../u2"}.items():
            (tmp_path / name / link).symlink_to(target)
    found = set(find_paths(str(tmp_path), "**/data.h5"))
    assert found >= {"u1/data.h5", "u2/data.h5", "u1/b/data.h5"}
    assert len(found) < 20
