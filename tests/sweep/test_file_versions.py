"""Stores depend on the files of universes by content."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from paraverse.base.file_index import FileIndex
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.sweep.file_versions import describe_files, file_versions


def universes(folder: Path) -> list[UniverseFiles]:
    return [
        UniverseFiles(
            id=name,
            key=name,
            values=None,
            files=(SourceFile(path=str(folder / name), target="data", loader="text"),),
        )
        for name in ("a", "b")
    ]


def describe(folder: Path) -> str:
    found = universes(folder)
    return describe_files(found, file_versions(found, FileIndex()))


def test_describe_files__changes_with_content_and_not_with_the_folder(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a").write_text("1")
        (tmp_path / folder / "b").write_text("2")
    before = describe(tmp_path / "x")
    assert before.startswith("files = 2, ")
    assert describe(tmp_path / "y") == before
    (tmp_path / "x" / "a").write_text("2")
    (tmp_path / "x" / "b").write_text("1")
    swapped = describe(tmp_path / "x")
    (tmp_path / "x" / "b").unlink()
    assert len({before, swapped, describe(tmp_path / "x")}) == 3


def test_describe_files__without_versions_changes_with_the_paths(tmp_path: Path) -> None:
    first, second = (describe_files(universes(tmp_path / name), {}) for name in "xy")
    assert first.startswith("files = 2, ")
    assert first != second


def test_describe_files__changes_with_how_files_are_loaded(tmp_path: Path) -> None:
    before = describe(tmp_path)
    texts = {before}
    loadings: list[dict[str, Any]] = [{"loader": "yaml"}, {"options": {"x": 1}}, {"target": "b"}]
    for changes in loadings:
        found = [
            replace(universe, files=tuple(replace(file, **changes) for file in universe.files))
            for universe in universes(tmp_path)
        ]
        texts.add(describe_files(found, file_versions(found, FileIndex())))
    assert len(texts) == 4
