"""Fixtures of all tests."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support import sweeps
from support.plans import plan, problems  # noqa: F401 (fixtures)
from support.projects import MakeFiles, Project, example_project, sweeps_project


@pytest.fixture(autouse=True, scope="module")
def _same_environment_of_modules() -> Iterator[None]:
    """Restore the environment variables, which fixtures of a module may set, and loggers."""
    _remove_loggers_of_dantro()
    with _restored_environment():
        yield


@pytest.fixture(autouse=True)
def _same_environment() -> Iterator[None]:
    """Restore the environment variables, which code under test may set for other processes."""
    with _restored_environment():
        yield


def _remove_loggers_of_dantro() -> None:
    """Undo what importing dantro does to all loggers that are made afterwards."""
    logging.setLoggerClass(logging.Logger)
    for name, logger in logging.root.manager.loggerDict.items():
        if type(logger).__name__ == "DantroLogger" and not name.startswith("dantro"):
            logger.__class__ = logging.Logger


@contextmanager
def _restored_environment() -> Iterator[None]:
    before = dict(os.environ)
    yield
    if os.environ != before:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(scope="session")
def _finished(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = example_project(tmp_path_factory.mktemp("finished") / "project")
    project.snakemake()
    return project


@pytest.fixture
def finished(_finished: Project, tmp_path: Path) -> Project:
    """The small example, run to its end: a copy for each test."""
    return _finished.copy_to(tmp_path / "project")


@pytest.fixture
def unrun(tmp_path: Path) -> Project:
    """The small example before its first run."""
    return example_project(tmp_path / "project")


@pytest.fixture(scope="session")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders `sim_12` … `sim_43` of somebody else, with the example's 30 universes."""
    return sweeps.numbered_sweep(tmp_path_factory.mktemp("sweep") / "my_simulation")


@pytest.fixture
def existing(tmp_path: Path, sweep: Path) -> Project:
    """A project with the guide's configuration for the folders of somebody else."""
    return sweeps_project(tmp_path / "project", sweep)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeFiles:
    """Write files into an empty folder and make it the working directory."""

    def write(contents: dict[str, str]) -> Path:
        for name, text in contents.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return write
