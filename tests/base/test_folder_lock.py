"""Only one process at a time holds the lock of a folder."""

from __future__ import annotations

import errno
import fcntl
import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from paraverse.base.folder_lock import locked_folder

CONTEXT = multiprocessing.get_context("fork")


def hold(folder: Path, held: Any, release: Any) -> None:
    with locked_folder(folder, lambda: None):
        held.set()
        release.wait(60)


@pytest.fixture
def holder(tmp_path: Path) -> Any:
    """A process that holds the lock until its event is set."""
    held, release = CONTEXT.Event(), CONTEXT.Event()
    process = CONTEXT.Process(target=hold, args=(tmp_path, held, release))
    process.start()
    assert held.wait(60)
    yield process, release
    process.kill()
    process.join()


def test_locked_folder__is_empty_before_and_after(tmp_path: Path) -> None:
    for _ in range(2):
        with locked_folder(tmp_path, pytest.fail) as has_waited:
            assert not has_waited
            assert os.listdir(tmp_path)
        assert not os.listdir(tmp_path)


def test_locked_folder__waits_for_another_process(tmp_path: Path, holder: Any) -> None:
    process, release = holder
    with locked_folder(tmp_path, release.set) as has_waited:
        assert has_waited
        process.join(60)
    assert not os.listdir(tmp_path)


def test_locked_folder__not_for_one_that_was_killed(tmp_path: Path, holder: Any) -> None:
    process, _ = holder
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with locked_folder(tmp_path, pytest.fail) as has_waited:
        assert not has_waited


def test_locked_folder__where_files_cannot_be_locked(
    tmp_path: Path, holder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(file: int, operation: int) -> None:
        raise OSError(errno.ENOSYS, "not implemented")

    monkeypatch.setattr(fcntl, "flock", flock)
    with locked_folder(tmp_path, pytest.fail) as has_waited:
        assert not has_waited


def test_locked_folder__is_released_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="broken"), locked_folder(tmp_path, pytest.fail):
        raise ValueError("broken")
    with locked_folder(tmp_path, pytest.fail) as has_waited:
        assert not has_waited
