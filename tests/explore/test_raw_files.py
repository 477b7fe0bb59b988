"""The raw files of a project."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest

from paraverse.explore.raw_files import RawMembers, find_raw_files
from paraverse.load.members import Array
from support import sweeps
from support.projects import Project, sweeps_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("raw")
    sweeps.numbered_sweep(folder / "sweep", seeds=2, num_steps=10)
    return sweeps_project(folder / "project", folder / "sweep")


def test_find_raw_files__has_absolute_paths_from_any_folder(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    raw_files = find_raw_files(project.path)
    assert raw_files is not None
    assert len(raw_files.universes) == 6
    assert raw_files.dimensions == ("max_step_size", "seed")
    paths = [Path(f.path) for u in raw_files.universes.values() for f in u.files]
    assert all(path.is_absolute() and path.exists() for path in paths)


def test_find_raw_files__without_a_valid_configuration(
    project: Project, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert find_raw_files(tmp_path) is None
    assert caplog.text == ""
    broken = project.copy_to(tmp_path / "project")
    (broken.path / "config" / "config.yaml").write_text("load: {}\n")
    with caplog.at_level(logging.WARNING):
        assert find_raw_files(broken.path) is None
    assert "The raw files cannot be found" in caplog.text


def test_raw_members__are_read_by_path(project: Project) -> None:
    raw_files = find_raw_files(project.path)
    assert raw_files is not None
    members = RawMembers(raw_files, "sim_08")
    assert "data/abm/num_agents" in members
    assert "data/nothing" not in members
    assert len(members) == len(list(members))
    walk = members["data/random_walk"]
    assert isinstance(walk, Array)
    assert np.asarray(walk.values).shape == (11,)
    with pytest.raises(KeyError):
        members["data/nothing"]
