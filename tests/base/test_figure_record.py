"""Records of figures, and the lists of all figures that batches have had."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from paraverse.base.figure_record import (
    HISTORY,
    FigureRecord,
    add_to_history,
    figure_paths,
    folder_of_figures,
    history,
    multiverse_record,
    universe_record,
)


def test_records__of_universes_and_multiverses_are_in_different_folders() -> None:
    assert multiverse_record("a/b") == "results/drawn/multiverse/a/b.json"
    assert universe_record("a", "b") == "results/drawn/universes/a/b.json"
    assert universe_record("a") == "results/drawn/universes/a/{batch}.json"
    assert folder_of_figures("a/b") == "results/figures/a/b"


@pytest.mark.parametrize(
    ("in_folder", "expected"), [(False, ("a/b~0.1.pdf", "a/b~0.1.png")), (True, ("a/b~0.1",))]
)
def test_figure_paths__files_or_a_folder(in_folder: bool, expected: tuple[str, ...]) -> None:
    assert figure_paths("a/b~0.1", ["pdf", "png"], in_folder=in_folder) == expected


def test_figure_record__comes_back_from_its_file(tmp_path: Path) -> None:
    record = FigureRecord(files={"a.pdf": "12"}, skipped={"ü": "no data"}, failed={"b": "x\ny"})
    path = tmp_path / "folder" / "batch.json"
    record.write(path)
    assert FigureRecord.read(path) == record
    assert [file.name for file in path.parent.iterdir()] == ["batch.json"]


@pytest.mark.parametrize("content", ["", "{", json.dumps({"figures": {}})])
def test_figure_record__of_something_else_is_a_value_error(content: str, tmp_path: Path) -> None:
    path = tmp_path / "batch.json"
    path.write_text(content)
    with pytest.raises(ValueError, match=r"batch\.json is not a record"):
        FigureRecord.read(path)


def test_figure_record__of_files_and_folders(tmp_path: Path) -> None:
    file, folder = tmp_path / "a.pdf", tmp_path / "frames"
    folder.mkdir()
    file.write_text("1")
    (folder / "0.png").write_text("1")

    def digests() -> list[str]:
        record = FigureRecord.of([file, folder])
        assert list(record.files) == [str(file), str(folder)]
        return list(record.files.values())

    before = digests()
    os.utime(file, (0, 0))
    assert digests() == before
    file.write_text("2")
    (folder / "0.png").rename(folder / "1.png")
    assert not set(digests()) & set(before)


def test_history__has_all_figures_that_still_exist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert list(history()) == []
    for name in ("old.pdf", "gone.pdf", "new.pdf", "other.pdf"):
        Path(name).touch()
    add_to_history("a/b", "seed~0", ["old.pdf", "gone.pdf"])
    Path("gone.pdf").unlink()
    add_to_history("a/b", "seed~0", ["new.pdf"])
    add_to_history("c", "seed~0", ["other.pdf"])
    assert list(history()) == ["old.pdf", "new.pdf", "other.pdf"]
    assert (HISTORY / "a" / "b" / "seed~0.txt").read_text() == "old.pdf\nnew.pdf\n"
