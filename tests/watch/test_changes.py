"""Changes of files."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from paraverse.watch.changes import FolderWatcher


@pytest.fixture
def watcher(tmp_path: Path) -> Iterator[FolderWatcher]:
    for name in ("config", "results", "shared/deep"):
        (tmp_path / "project" / name).mkdir(parents=True)
    watcher = FolderWatcher([tmp_path / "project" / "results"])
    yield watcher
    watcher.stop()


def paths_of(watcher: FolderWatcher, file: Path) -> set[str]:
    """Change a file, again until the watcher has begun; return the names of all that changed."""
    end = time.monotonic() + 30
    names: set[str] = set()
    while file.name not in names:
        assert time.monotonic() < end
        file.write_text(str(time.monotonic()))
        names |= {change.path.name for change in watcher.wait(0.2)}
    return names


def test_wait__tells_of_files_that_were_saved_in_one_step(
    watcher: FolderWatcher, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    watcher.watch([project], recursive=True)
    paths_of(watcher, project / "config" / "first.yaml")
    (project / "config" / ".plots.yaml.swp").write_text("a")
    os.replace(project / "config" / ".plots.yaml.swp", project / "config" / "plots.yaml")
    assert paths_of(watcher, project / "last") >= {"plots.yaml"}


def test_wait__results_do_not_count(watcher: FolderWatcher, tmp_path: Path) -> None:
    project = tmp_path / "project"
    watcher.watch([project], recursive=True)
    paths_of(watcher, project / "first")
    (project / "results" / "a.yaml").touch()
    (project / "config" / "__pycache__").mkdir()
    (project / "config" / "__pycache__" / "a.pyc").touch()
    assert not {"a.yaml", "a.pyc"} & paths_of(watcher, project / "last")


def test_wait__folders_below_count_only_if_recursive(
    watcher: FolderWatcher, tmp_path: Path
) -> None:
    shared = tmp_path / "project" / "shared"
    watcher.watch([shared, tmp_path / "missing"], recursive=False)
    paths_of(watcher, shared / "first")
    (shared / "deep" / "a.py").touch()
    assert "a.py" not in paths_of(watcher, shared / "last")


def test_wait__nothing_has_changed(watcher: FolderWatcher) -> None:
    assert watcher.wait(0.01) == []


def test_watch__replaces_the_folders_of_before(watcher: FolderWatcher, tmp_path: Path) -> None:
    project = tmp_path / "project"
    watcher.watch([project / "config"], recursive=True)
    paths_of(watcher, project / "config" / "first")
    watcher.watch([project / "shared"], recursive=True)
    paths_of(watcher, project / "shared" / "first")
    time.sleep(0.2)
    (project / "config" / "a.py").touch()
    assert "a.py" not in paths_of(watcher, project / "shared" / "last")


def test_watch__folders_that_cannot_be_watched_are_a_problem(
    watcher: FolderWatcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*folders: Path, **options: object) -> None:
        raise OSError("OS file watch limit reached.")

    monkeypatch.setattr("paraverse.watch.changes.watch", fail)
    watcher.watch([tmp_path], recursive=True)
    end = time.monotonic() + 30
    while not watcher.problems and time.monotonic() < end:
        time.sleep(0.01)
    assert watcher.problems == [
        f"Changes below {tmp_path} are not noticed: OS file watch limit reached."
    ]
