"""Files are identified by content, and read only if they have changed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from paraverse.base import file_index
from paraverse.base.file_index import INDEX_FILE, FileIndex, FileState
from support.damage import DAMAGE, Damage

OLD = 10**9
"""A time in seconds that is long ago, so that clocks are not too coarse for changes since then."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "data.h5"
    path.write_bytes(b"1234")
    return path


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all files count as written long before they are read."""
    monkeypatch.setattr(file_index, "_COARSEST_CLOCK", -(10**15))


def reread(index: FileIndex, folder: Path) -> FileIndex:
    index.write(folder / "index.json")
    return FileIndex.read(folder / "index.json")


def replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"4321")
    os.utime(other, ns=(path.stat().st_mtime_ns,) * 2)
    other.replace(path)


def edit_with_same_times(path: Path) -> None:
    times = path.stat()
    path.write_bytes(b"4321")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def restore_older(path: Path) -> None:
    path.write_bytes(b"4321")
    os.utime(path, (OLD, OLD))


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("change", [replace, edit_with_same_times, restore_older])
def test_content__changes_whatever_the_times_are(
    file: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    index = FileIndex()
    before = index.content(file)
    change(file)
    assert index.content(file) != before
    assert reread(index, tmp_path).content(file) == FileIndex().content(file)


def test_content__is_that_of_the_file_wherever_it_is(file: Path, tmp_path: Path) -> None:
    before = FileIndex().content(file)
    copy = tmp_path / "copy"
    copy.write_bytes(file.read_bytes())
    link = tmp_path / "link"
    link.symlink_to(copy)
    assert FileIndex().content(copy) == FileIndex().content(link) == before


@pytest.mark.usefixtures("settled")
def test_content__of_unchanged_files_is_not_read_again(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = FileIndex()
    before = index.content(file)
    index = reread(index, tmp_path)
    monkeypatch.setattr(file_index, "_file_digest", None)
    assert index.content(file) == before


def test_content__of_a_file_that_may_change_unnoticed_is_read_again(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = FileIndex()
    index.content(file)
    index = reread(index, tmp_path)
    monkeypatch.setattr(file_index, "_file_digest", lambda path: "read again")
    assert index.content(file) == "read again", "it was written a moment before it was read"


def test_content__of_folders(tmp_path: Path) -> None:
    folder = tmp_path / "a.zarr"
    (folder / "x").mkdir(parents=True)
    (folder / "x" / "0").write_text("1")
    before = FileIndex().content(folder)
    (folder / "x" / "0").rename(folder / "x" / "1")
    renamed = FileIndex().content(folder)
    (folder / "x" / "1").write_text("2")
    assert len({before, renamed, FileIndex().content(folder)}) == 3


def test_content__of_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    assert FileIndex().content(tmp_path / "nothing") == "missing"
    assert FileIndex().content(tmp_path / "fifo").startswith("not a regular file")


def test_content__of_large_files_is_their_state(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_index, "MAX_DIGESTED", 3)
    before = FileIndex().content(file)
    digest = FileIndex().digest(file)
    os.utime(file, (OLD, OLD))
    assert before.startswith("state 4 ")
    assert FileIndex().content(file) != before
    assert FileIndex().digest(file) == digest


@pytest.mark.usefixtures("settled")
def test_derived__is_computed_once_for_a_content(file: Path, tmp_path: Path) -> None:
    index = FileIndex()

    def size() -> int:
        return len(file.read_bytes())

    def fail() -> int:
        raise AssertionError("computed again")

    assert index.derived(file, "size", size) == 4
    assert index.derived(file, "size", fail) == 4
    assert index.derived(file, "other", lambda: "b") == "b"
    os.utime(file, (OLD, OLD))
    assert reread(index, tmp_path).derived(file, "size", fail) == 4
    file.write_bytes(b"12345")
    assert reread(index, tmp_path).derived(file, "size", size) == 5


def test_version__has_the_state_of_the_content(file: Path) -> None:
    version = FileIndex().version(str(file))
    assert version == (FileIndex().content(file), FileState.of(file.stat()))
    assert FileIndex().version(f"{file}.missing") == ("missing", None)


@pytest.mark.usefixtures("settled")
@given(DAMAGE)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_read__a_damaged_index_is_empty(file: Path, tmp_path: Path, damage: Damage) -> None:
    index = FileIndex()
    index.derived(file, "parameters", lambda: {"a": 1})
    index.write(tmp_path / "index.json")
    for content in (damage.apply((tmp_path / "index.json").read_bytes()), b"", b"[]\n{}"):
        (tmp_path / "index.json").write_bytes(content)
        read = FileIndex.read(tmp_path / "index.json")
        assert read.derived(file, "parameters", lambda: "computed again") == "computed again"


def test_write__leaves_out_files_that_are_gone(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("x")
    index = FileIndex()
    index.content(file)
    index.content(other)
    index = reread(index, tmp_path)
    other.unlink()
    file.write_text("y")
    index.content(file)
    index.write(tmp_path / "index.json")
    _, entries = (tmp_path / "index.json").read_text().splitlines()
    assert list(json.loads(entries)) == [str(file)]


def test_write__nothing_where_that_is_not_permitted(file: Path) -> None:
    index = FileIndex()
    index.content(file)
    index.write(file / "index.json")
    assert file.read_bytes() == b"1234"


@pytest.mark.usefixtures("settled")
def test_on_change__is_called_once_if_a_file_is_new(file: Path, tmp_path: Path) -> None:
    calls: list[str] = []
    index = FileIndex()
    index.on_change = lambda: calls.append("new")
    index.content(file)
    index.content(file)
    index.derived(file, "parameters", dict)
    index = reread(index, tmp_path)
    index.on_change = lambda: calls.append("known")
    index.content(file)
    assert calls == ["new"]


def test_paths__are_those_that_were_read_now_or_before(file: Path, tmp_path: Path) -> None:
    index = FileIndex()
    index.content(file)
    again = reread(index, tmp_path)
    (tmp_path / "other").touch()
    again.content(tmp_path / "other")
    assert again.paths() == {str(file), str(tmp_path / "other")}


def test_index__starts_from_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a" / "data").mkdir(parents=True)
    (tmp_path / "a" / "data" / "x").write_text("x")
    monkeypatch.chdir(tmp_path / "a")
    expected = [FileIndex().content(path) for path in ("data/x", "data")]
    monkeypatch.chdir(tmp_path)
    index = FileIndex.read(folder=tmp_path / "a")
    assert [index.content(path) for path in ("data/x", "data")] == expected
    assert index.version("data/x").state == index.state("data/x") is not None
    index.write()
    assert (tmp_path / "a" / INDEX_FILE).is_file()
    assert FileIndex.read(folder=tmp_path / "a").paths() == {"data/x"}
