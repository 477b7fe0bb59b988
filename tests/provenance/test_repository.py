"""The git commit of a project."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from paraverse.provenance.repository import describe_repository


def git(*arguments: str) -> str:
    settings = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *settings, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The commit of a repository, in a folder of which is the project."""
    folder = tmp_path / "my repository" / "project"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    git("init", "--quiet", "..")
    for name in ("model.py", "a plot.yaml", "other.py"):
        Path(name).write_text("1")
    git("add", ".")
    git("commit", "--quiet", "--message", "a")
    return git("rev-parse", "HEAD")


def test_describe_repository__is_clean_as_far_as_the_files_are(commit: str) -> None:
    Path("other.py").write_text("2")
    Path("results").mkdir()
    Path("results", "a.pdf").write_text("a")
    known = describe_repository(["model.py", "a plot.yaml", "/elsewhere/a.py", "../../b.py"])
    assert known == {"commit": commit, "clean": True, "changed": []}


def test_describe_repository__names_files_that_differ(commit: str) -> None:
    Path("a plot.yaml").write_text("2")
    Path("new.py").write_text("1")
    Path("hidden.py").write_text("1")
    Path(".gitignore").write_text("hidden.py")
    known = describe_repository(["model.py", "a plot.yaml", "new.py", "hidden.py"])
    changed = ["project/a plot.yaml", "project/hidden.py", "project/new.py"]
    assert known == {"commit": commit, "clean": False, "changed": changed}


def test_describe_repository__is_none_without_a_repository_or_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert describe_repository(["a.py"]) is None
    git("init", "--quiet")
    assert describe_repository(["a.py"]) is None
    monkeypatch.setenv("PATH", "")
    assert describe_repository(["a.py"]) is None
