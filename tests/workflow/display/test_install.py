"""The choice between the output of this library and that of Snakemake."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from snakemake.logging import ColorizingTextHandler
from snakemake.settings.enums import Quietness

from paraverse.base.job_messages import OUTPUT
from paraverse.workflow.display.handler import RunHandler
from paraverse.workflow.display.install import leave_output_to_jobs, replace_output
from support.plans import MakePlan

MakeWorkflow = Callable[..., Any]


@pytest.fixture
def workflow(monkeypatch: pytest.MonkeyPatch) -> MakeWorkflow:
    """The attributes of Snakemake's workflow with which the output is set up."""
    monkeypatch.setenv(OUTPUT, "")

    def make(*, is_main: bool = True, name: str = "DefaultStreamHandler", **settings: Any) -> Any:
        default = ColorizingTextHandler(stream=io.StringIO())
        default.name = name
        logger = logging.Logger("snakemake")
        logger.addHandler(default)
        options = dict.fromkeys(
            ("verbose", "printshellcmds", "debug_dag", "dryrun", "show_failed_logs"), False
        )
        return SimpleNamespace(
            logger_manager=SimpleNamespace(logger=logger),
            modifier=SimpleNamespace(is_main_snakefile=lambda: is_main),
            output_settings=SimpleNamespace(**{**options, "quiet": None, **settings}),
        )

    return make


def is_replaced(workflow: Any) -> bool:
    (handler,) = workflow.logger_manager.logger.handlers
    return isinstance(handler, RunHandler)


def test_replace_output__is_for_runs_and_dry_runs(workflow: MakeWorkflow, plan: MakePlan) -> None:
    project = plan()
    for is_dry in (True, False):
        run = workflow(dryrun=is_dry)
        replace_output(run, project, lambda: None)
        assert is_replaced(run)
    assert os.environ[OUTPUT] == "paraverse", "for the jobs"
    leave_output_to_jobs()
    assert OUTPUT not in os.environ


@pytest.mark.parametrize(
    "options",
    [
        {"verbose": True},
        {"printshellcmds": True},
        {"debug_dag": True},
        {"quiet": {Quietness.ALL}},
        {"is_main": False},
        {"name": "of a plugin"},
    ],
    ids=str,
)
def test_replace_output__leaves_what_the_user_wants_of_snakemake(
    options: dict[str, Any], workflow: MakeWorkflow, plan: MakePlan
) -> None:
    run = workflow(**options)
    replace_output(run, plan(), lambda: None)
    assert not is_replaced(run)
    assert os.environ[OUTPUT] == ""


def test_replace_output__leaves_the_output_of_snakemake_to_those_who_name_it(
    workflow: MakeWorkflow, plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OUTPUT, "snakemake")
    run = workflow()
    replace_output(run, plan(), lambda: None)
    assert not is_replaced(run)
    leave_output_to_jobs()
    assert os.environ[OUTPUT] == "snakemake"
