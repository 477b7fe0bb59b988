"""Paths as scripts see them, in the folder of their project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from paraverse.base import project_folder
from paraverse.base.project_folder import ProjectFolder, about_folder, enter_folder


@pytest.fixture(autouse=True)
def _in_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_folder, "_ENTERED", [])


def test_enter_folder__paths_are_of_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sweeps/a/results").mkdir(parents=True)
    here = enter_folder(ProjectFolder("sweeps/a"))
    assert Path.cwd() == tmp_path / "sweeps" / "a"
    assert here("sweeps/a/results/x.nc") == "results/x.nc"
    assert here("shared/x.nc") == os.path.join(tmp_path, "shared", "x.nc")
    assert here("/absolute/x.nc") == "/absolute/x.nc"
    assert about_folder("config/plots.yaml:1") == "In sweeps/a/:\nconfig/plots.yaml:1"


def test_enter_folder__nothing_changes_in_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    here = enter_folder(ProjectFolder())
    assert (Path.cwd(), here("results/x.nc")) == (tmp_path, "results/x.nc")
    assert about_folder("config/plots.yaml:1") == "config/plots.yaml:1"
