"""Files of simulations are read only if they are regular files of the expected size."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from paraverse.base.regular_files import check_regular, open_regular, read_regular
from paraverse.errors import LoadError


def test_read_regular__content_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"12345")
    (tmp_path / "link").symlink_to("log")
    assert read_regular(tmp_path / "link", max_bytes=5) == b"12345"
    with pytest.raises(LoadError, match="log has 5 bytes; such files are read only up to 4 bytes"):
        read_regular(path, max_bytes=4)


@pytest.mark.parametrize("function", [check_regular, open_regular])
def test_special_files__are_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: Callable[[Path], object]
) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "zero").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as unix:
        monkeypatch.chdir(tmp_path)  # paths of sockets must be short
        unix.bind("socket")
        for name, kind in {
            "fifo": "a FIFO", "zero": "a device", "socket": "a socket", ".": "a folder",
        }.items():  # fmt: skip
            with pytest.raises(LoadError, match=f"is {kind}, not a regular file"):
                function(tmp_path / name)


def test_missing_files__are_told(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(LoadError, match="missing does not exist"):
        read_regular(tmp_path / "missing", max_bytes=1)
    with pytest.raises(LoadError, match=r"circle cannot be read: Too many levels"):
        read_regular(tmp_path / "circle", max_bytes=1)
    with pytest.raises(LoadError, match=r"cannot be read: .*embedded null"):
        read_regular("a\0b", max_bytes=1)
