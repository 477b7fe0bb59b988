"""Snakemake in the process of a command; `tests/commands` runs the commands that need it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from paraverse.errors import PlotError
from paraverse.plan.plan import Plan
from paraverse.workflow.in_process import build_jobs, inspect_workflow
from support.small_sweeps import existing_project


def test_inspect_workflow__answers_from_the_graph_of_jobs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(existing_project(tmp_path / "project").path)

    def list_rules(workflow: Any, plan: Plan) -> list[str]:
        build_jobs(workflow, [plan.multiverse_plots[0].rule])
        return sorted(job.rule.name for job in workflow.dag.jobs)

    arguments = sys.argv
    assert inspect_workflow(list_rules) == ["convert", "line", "transform__line"]
    assert sys.argv is arguments
    assert capfd.readouterr() == ("", "")
    assert not Path("results").exists()


def test_inspect_workflow__raises_the_errors_of_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(existing_project(tmp_path / "project").path)

    def fail(workflow: Any, plan: Plan) -> None:
        raise PlotError("no such plot")

    with pytest.raises(PlotError, match="no such plot"):
        inspect_workflow(fail)
    assert capfd.readouterr() == ("", "")


def test_inspect_workflow__exits_if_the_workflow_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    project = existing_project(tmp_path / "project")
    project.edit("config/plots.yaml", "creator: universe", "creator: universes")
    monkeypatch.chdir(project.path)
    with pytest.raises(SystemExit) as end:
        inspect_workflow(lambda workflow, plan: None)
    assert end.value.code == 1
    assert "'universes' is not a creator" in capfd.readouterr().err
