"""Everything that is wrong with a project; the messages are in `commands/broken_projects.yaml`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from paraverse.plan.full_check import check_project
from support.broken_project import write_project


def test_check_project__without_a_project_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    findings = check_project()
    (problem,) = findings.problems
    assert str(problem).startswith("config/config.yaml\n    This file does not exist")
    assert findings.other_files == ["config/config.yaml"]


def test_check_project__counts_plots_and_universes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write_project(tmp_path))
    findings = check_project()
    assert findings.plots == ["walk", "spread", "grid", "each"]
    assert findings.universe_count == 6
    assert findings.wrong_plots == []
    assert "paraverse.plan.full_check" in sys.modules
