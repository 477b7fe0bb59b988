"""Files appear complete or not at all."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from paraverse.base.atomic import atomic_path, remove_leftovers, temporary_files


def test_atomic_path__file_appears_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    with atomic_path(target) as partial:
        Path(partial).write_text("new")
        assert not target.exists()
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_atomic_path__makes_folders(tmp_path: Path) -> None:
    target = tmp_path / "x" / "y" / "a.txt"
    with atomic_path(target) as partial:
        Path(partial).write_text("new")
    assert target.read_text() == "new"


def test_atomic_path__failure_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def write_half() -> None:
        with atomic_path(target) as partial:
            Path(partial).write_text("half")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        write_half()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_atomic_path__failure_before_writing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="stop"), atomic_path(tmp_path / "a.txt"):
        raise RuntimeError("stop")
    assert list(tmp_path.iterdir()) == []


def test_atomic_path__nothing_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_path(tmp_path / "a.txt"):
        pass


@pytest.mark.parametrize("name", ["a.pdf", "seed~1_size~0.1.nc"])
def test_atomic_path__is_hidden_and_has_the_same_ending(tmp_path: Path, name: str) -> None:
    with atomic_path(tmp_path / name) as partial:
        assert Path(partial).suffix == Path(name).suffix
        assert Path(partial).name.startswith(".")
        assert Path(partial).parent == tmp_path
        Path(partial).touch()
    assert (tmp_path / name).exists()


def test_atomic_path__two_files_of_one_folder_at_once(tmp_path: Path) -> None:
    names = ["seed~1.nc", "seed~1.pdf", "seed~2.nc"]
    with (
        atomic_path(tmp_path / names[0]) as one,
        atomic_path(tmp_path / names[1]) as two,
        atomic_path(tmp_path / names[2]) as three,
    ):
        for name, partial in zip(names, (one, two, three), strict=True):
            Path(partial).write_text(name)
    assert [(tmp_path / name).read_text() for name in names] == names


def test_remove_leftovers__takes_only_those_of_processes_that_are_gone(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    node = platform.node()
    gone = tmp_path / "figures" / f".walk.{node}-{ended.pid}.part.pdf"
    running = tmp_path / "figures" / f".walk.{node}-{os.getpid()}.part.pdf"
    elsewhere = tmp_path / "figures" / f".walk.another{node}-{ended.pid}.part.pdf"
    own = tmp_path / ".walk.part.pdf"
    (tmp_path / "figures").mkdir()
    for path in (gone, running, elsewhere, own):
        path.touch()
    remove_leftovers(tmp_path)
    assert set(tmp_path.rglob("*.pdf")) == {running, elsewhere, own}


def test_temporary_files__of_one_file(tmp_path: Path) -> None:
    others = {tmp_path / name for name in (".b.x-1.part.txt", ".a.x-1.part.nc", "a.txt", ".a.txt")}
    for path in others:
        path.touch()
    for name in ("a.txt", ".c.json", "[d].nc"):
        assert temporary_files(tmp_path / name) == []
        with atomic_path(tmp_path / name) as partial:
            Path(partial).touch()
            assert temporary_files(tmp_path / name) == [Path(partial)]
