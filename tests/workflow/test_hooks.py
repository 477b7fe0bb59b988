"""Functions that the Snakefile calls."""

from __future__ import annotations

import os
import threading
from datetime import datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from paraverse.workflow import hooks
from paraverse.workflow.project_in_workflow import ProjectInWorkflow
from support.plans import EXISTING, MakePlan
from support.projects import MakeFiles

PLOT = """\
mean:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {data: params/seed}}
"""


@pytest.fixture
def workflow(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The attributes of Snakemake's workflow that the hooks use."""
    monkeypatch.setenv("PARAVERSE_PLANNED", "")  # restores what `plan_for` sets
    return SimpleNamespace(
        configfiles=["config/config.yaml"],
        is_main_process=True,
        local_exec=False,
        touch=False,
        deployment_settings=SimpleNamespace(deployment_method=("conda",)),  # no fork server
        persistence=SimpleNamespace(rule=lambda file: "rule" if "data/old" in file else None),
        dag=SimpleNamespace(needrun_jobs=list, finished_jobs=[], dependencies={}),
        scheduler=SimpleNamespace(failed=set()),
        start_time=datetime.now(),
        logger_manager=SimpleNamespace(get_logfile=list),
    )


def test_plan_for__exits_with_all_messages(
    workflow: Any, files: MakeFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    files({"config/config.yaml": f"{EXISTING}plotz: x\n", "config/plots.yaml": ""})
    with pytest.raises(SystemExit) as raised:
        hooks.plan_for(
            workflow, {"data_dir": "data", "load": {}, "plotz": "x"}, ProjectInWorkflow()
        )
    assert raised.value.code == 1


def test_call_with_plan__passes_the_plan(
    workflow: Any, plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans: list[Any] = []
    monkeypatch.setattr(hooks, "_WITH_PLAN", [])
    hooks.call_with_plan(plans.append)
    planned = plan(PLOT)
    monkeypatch.setattr(hooks, "make_plan", lambda *args, **kwargs: planned)
    workflow.is_main_process = False
    monkeypatch.setattr(hooks, "batches_to_simulate", lambda workflow, plan, rule: ())
    monkeypatch.setattr(hooks, "_adapt_snakemake", lambda *arguments: None)
    assert plans == [hooks.plan_for(workflow, {}, ProjectInWorkflow())]


def test_start_run__removes_partial_files_of_killed_runs(
    workflow: Any, plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = plan(PLOT)
    partial = f".a.{os.uname().nodename}-999999999.part.nc"
    for folder in ("results", ".paraverse/outputs"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        Path(folder, partial).touch()
    hooks.start_run(workflow, planned, ProjectInWorkflow())
    assert not list(Path().rglob(partial))


def test_end_run__cancels_timers_that_would_delay_the_end(workflow: Any, plan: MakePlan) -> None:
    timer = threading.Timer(60, lambda: None)
    timer.start()
    hooks.end_run(workflow, plan(PLOT), ProjectInWorkflow())
    timer.join(10)
    assert not timer.is_alive()


def test_hooks_of_modules__are_called_besides_those_of_the_workflow(
    plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(hooks, "start_run", lambda *of: calls.append(f"start {of[2].module}"))
    monkeypatch.setattr(hooks, "end_run", lambda *of: calls.append(f"end {of[2].module}"))
    workflow: Any = SimpleNamespace(globals={"onstart": lambda log: calls.append("own start")})
    for name in ("onstart", "onsuccess", "onerror"):
        setattr(workflow, name, partial(workflow.globals.__setitem__, name))
    for module in ("low", "high"):
        hooks._add_hooks(workflow, plan(PLOT), ProjectInWorkflow(module=module))
    for name in ("onstart", "onsuccess", "onerror"):
        workflow.globals[name](log="x.log")
    assert calls == [
        *("start high", "start low", "own start"),
        *("end high", "end low", "end high", "end low"),
    ]
