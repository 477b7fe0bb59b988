"""Messages of the rules that inspect a project and tidy it up."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from paraverse.workflow import inspection
from paraverse.workflow.project_in_workflow import ProjectInWorkflow
from support.plans import MakePlan

PLOT = """\
mean:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {data: params/seed}}
"""


def test_orphans__are_found_by_snakemakes_record_and_removed(
    plan: MakePlan, capsys: pytest.CaptureFixture[str]
) -> None:
    persistence = SimpleNamespace(rule=lambda file: "rule" if "data/old" in file else None)
    workflow: Any = SimpleNamespace(persistence=persistence)
    project = plan(PLOT)
    Path("results/data").mkdir(parents=True)
    for name in ("old", "mine"):
        Path(f"results/data/{name}.nc").touch()
    orphans = inspection.orphans_of(workflow, project, ProjectInWorkflow())
    assert orphans == ["results/data/old.nc"]
    inspection.remove_orphans(orphans, ProjectInWorkflow())
    assert not Path("results/data/old.nc").exists()
    assert Path("results/data/mine.nc").exists()
    assert capsys.readouterr().out == "Removed results/data/old.nc\n"
    inspection.remove_orphans([], ProjectInWorkflow())
    assert capsys.readouterr().out == "There is nothing to remove.\n"


def test_print_tree__prints_the_data_tree(
    plan: MakePlan, capsys: pytest.CaptureFixture[str]
) -> None:
    inspection.print_tree(plan(PLOT), ProjectInWorkflow())
    assert "universes, (" in capsys.readouterr().out


def test_draw_graphs__prints_the_path_of_each_drawing(
    plan: MakePlan, capsys: pytest.CaptureFixture[str]
) -> None:
    inspection.draw_graphs(plan(PLOT), ProjectInWorkflow())
    assert capsys.readouterr().out == "results/graphs/mean.svg\n"
    assert Path("results/graphs/mean.svg").exists()


def test_print_tree__ends_quietly_when_nobody_reads(
    plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        inspection.print_tree(plan(PLOT), ProjectInWorkflow())
        inspection.remove_orphans((), ProjectInWorkflow())
