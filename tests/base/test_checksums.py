"""Checksums at the end of files."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.base import checksums
from paraverse.base.checksums import (
    CheckedFile,
    append_checksums,
    noted_damage,
    remove_damaged,
)
from paraverse.errors import DamagedFileError

BLOCK = 2**14


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    append_checksums(path)
    return path


SIZES = st.sampled_from([0, 1, 100, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 70 * BLOCK + 5])


@settings(max_examples=60, deadline=None)
@given(SIZES, st.lists(st.tuples(st.floats(0, 1.1), st.floats(0, 1)), max_size=4))
def test_checked_file__reads_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, size: int, reads: list[tuple[float, float]]
) -> None:
    content = os.urandom(size)
    with CheckedFile(write(tmp_path_factory.getbasetemp() / "file", content)) as file:
        assert file.read() == content
        assert file.seek(0, os.SEEK_END) == size
        for start, length in reads:
            first, count = int(start * size), int(length * size)
            file.seek(first)
            assert file.read(count) == content[first : first + count]
            assert file.tell() == min(first + count, max(first, size))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([1, 100, BLOCK + 1, 3 * BLOCK]), st.floats(0, 1, exclude_max=True))
def test_checked_file__no_flipped_bit_is_unnoticed(
    tmp_path_factory: pytest.TempPathFactory, size: int, position: float
) -> None:
    path = write(tmp_path_factory.getbasetemp() / "flipped", os.urandom(size))
    content = bytearray(path.read_bytes())
    bit = int(position * 8 * len(content))
    content[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content)
    with pytest.raises(DamagedFileError, match=r"flipped .*Delete it"), CheckedFile(path) as file:
        file.check()


@pytest.mark.parametrize("size", [0, 1, BLOCK, 3 * BLOCK + 7])
@pytest.mark.parametrize("change", [-(2**15), -20, -4, -1, 1, 4, 2**14])
def test_checked_file__other_size(tmp_path: Path, size: int, change: int) -> None:
    path = write(tmp_path / "file", os.urandom(size))
    content = path.read_bytes()
    path.write_bytes(content[:change] if change < 0 else content + bytes(change))
    with pytest.raises(DamagedFileError):
        CheckedFile(path)


def test_checked_file__only_what_is_read_is_checked(tmp_path: Path) -> None:
    content = bytes(3 * BLOCK)
    path = write(tmp_path / "file", content)
    with path.open("r+b") as stream:
        stream.seek(2 * BLOCK)
        stream.write(b"x")
    with CheckedFile(path) as file:
        assert file.read(2 * BLOCK) == content[: 2 * BLOCK]
        with pytest.raises(DamagedFileError, match="does not have the checksums"):
            file.read(1)


def test_checked_file__missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        CheckedFile(tmp_path / "file")


def test_noted_damage__has_errors_that_were_caught(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with noted_damage() as errors:
        try:
            CheckedFile(tmp_path / "file")
        except Exception:
            result = "fallback"
    assert result == "fallback"
    assert [str(error) for error in errors] == [
        f"{tmp_path / 'file'} is empty. Delete it and run snakemake again, which makes it again."
    ]


def test_remove_damaged__leaves_the_others(tmp_path: Path) -> None:
    sound, cut = (write(tmp_path / name, os.urandom(5 * BLOCK)) for name in ("sound", "cut"))
    flipped = write(tmp_path / "flipped", bytes(5 * BLOCK))
    os.truncate(cut, 2 * BLOCK)
    with flipped.open("r+b") as stream:
        stream.write(b"x")
    paths = [sound, cut, flipped, tmp_path / "missing"]
    assert remove_damaged(paths) == [str(cut), str(flipped)]
    assert [path.name for path in tmp_path.iterdir()] == ["sound"]


def test_checked_file__checksums_are_those_of_zlib(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "file", os.urandom(2 * BLOCK + 1))
    monkeypatch.setattr(checksums, "crc32", zlib.crc32)  # as where isal is not installed
    with CheckedFile(path) as file:
        file.check()


def test_checked_file__without_a_file_can_be_closed() -> None:
    CheckedFile.__new__(CheckedFile).close()  # as Python does after an error of `open`
