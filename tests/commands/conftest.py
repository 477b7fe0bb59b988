"""Small projects that were run by the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.projects import Project
from support.run_command import paraverse
from support.small_sweeps import existing_project


@pytest.fixture(scope="session")
def _drawn(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = existing_project(tmp_path_factory.mktemp("drawn") / "project")
    paraverse(project, "run", "--cores", "2")
    return project


@pytest.fixture
def drawn(_drawn: Project, tmp_path: Path) -> Project:
    """A project with three universes, a multiverse plot and a universe plot, up to date."""
    return _drawn.copy_to(tmp_path / "project")
