"""Outputs that are missing, damaged or outdated are a reason for running a job.

`tests/end_to_end/test_freshness.py` runs Snakemake on the same kinds of changes.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from snakemake.io import flag
from snakemake.jobs import Reason
from snakemake.persistence import ParamsChange
from snakemake.settings.types import RerunTrigger

from paraverse.base.figure_record import FigureRecord
from paraverse.base.output_record import record_outputs
from paraverse.workflow.large_stores import Announcement
from paraverse.workflow.log import logger
from paraverse.workflow.project_in_workflow import ProjectInWorkflow
from paraverse.workflow.replacements import outdated
from paraverse.workflow.replacements.outdated import OutputChecks, run_outdated_jobs
from support.plans import MakePlan

PLOTS = (
    "each: {creator: universe, universes: all, plot_func: facet_grid, select: {data: params/seed}}"
)
RECORD = "results/drawn/universes/each/sim_5.json"
FIGURE = "results/figures/each/sim_5.pdf"
PLACE = ProjectInWorkflow(module="p", rename=lambda rule: f"p_{rule}")


@pytest.fixture
def workflow() -> Any:
    return SimpleNamespace(
        rerun_triggers={RerunTrigger.PARAMS},
        persistence=SimpleNamespace(has_metadata=lambda job: False),
        deployment_settings=SimpleNamespace(deployment_method=set()),
        touch=False,
        dryrun=False,
    )


@pytest.fixture
def checks(plan: MakePlan, workflow: Any) -> OutputChecks:
    """Return the checks of a project in which one batch of figures is drawn."""
    planned = plan(PLOTS)
    Path(FIGURE).parent.mkdir(parents=True)
    Path(FIGURE).write_text("figure")
    FigureRecord.of([FIGURE]).write(RECORD)
    record_outputs([RECORD], ["x = 1"])
    return OutputChecks(planned, workflow, PLACE)


class Job(SimpleNamespace):
    """A job of Snakemake, as far as it is needed."""

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)


def job(rule: str = "p_each", output: Any = RECORD, params: tuple[Any, ...] = ("x = 1", 2)) -> Any:
    return Job(rule=SimpleNamespace(name=rule), output=[output], params=params, wildcards=None)


def problem(checks: OutputChecks, of: Any) -> str:
    reason = Reason()
    has_problem = checks.give_reason(of, reason)
    assert bool(reason) == has_problem
    return str(reason)


def test_give_reason__none_if_everything_is_as_written(checks: OutputChecks) -> None:
    assert not problem(checks, job())


def test_give_reason__missing_output(checks: OutputChecks) -> None:
    Path(RECORD).unlink()
    assert RECORD in problem(checks, job())


@pytest.mark.parametrize("path", [RECORD, FIGURE])
def test_give_reason__changed_output(checks: OutputChecks, path: str) -> None:
    Path(path).write_text("edited")
    assert f"{path} has changed" in problem(checks, job())


def test_give_reason__other_dependencies(checks: OutputChecks, workflow: Any) -> None:
    assert "data, code or configuration = " in problem(checks, job(params=("x = 2",)))
    workflow.rerun_triggers = {RerunTrigger.MTIME}
    assert not problem(checks, job(params=("x = 2",)))


def test_give_reason__output_without_any_record(checks: OutputChecks, workflow: Any) -> None:
    Path(".paraverse/outputs", f"{RECORD}.json").unlink()
    assert "record = missing" in problem(checks, job())
    workflow.persistence.has_metadata = lambda job: True
    assert not problem(checks, job())


def test_give_reason__a_package_that_was_installed(checks: OutputChecks, workflow: Any) -> None:
    def fail(message: str) -> None:
        FigureRecord.of([FIGURE], failed={"each": message}).write(RECORD)
        record_outputs([RECORD], ["x = 1"])

    fail("This plot needs numpy: `pip install numpy`.")
    assert "package = numpy was installed" in problem(checks, job())
    workflow.deployment_settings.deployment_method = {"conda"}
    assert not problem(checks, job())
    workflow.deployment_settings.deployment_method = set()
    fail("ValueError: too long")
    assert not problem(checks, job())


def test_give_reason__not_for_other_rules_and_temporary_files(checks: OutputChecks) -> None:
    Path(RECORD).unlink()
    assert not problem(checks, job(rule="each"))
    assert not problem(checks, job(output=flag(RECORD, "temp")))


@pytest.mark.parametrize(
    ("of", "is_changed"),
    [(job(), False), (job(params=("x = 2",)), True), (job(rule="each"), True)],
)
def test_params_changed__only_if_the_record_is_of_others(
    checks: OutputChecks, workflow: Any, of: Any, is_changed: bool
) -> None:
    workflow.dag = SimpleNamespace()
    workflow.persistence.params_changed = lambda job, file=None: ParamsChange({"x = 0"}, set(), {1})
    run_outdated_jobs(workflow, checks)
    assert bool(workflow.persistence.params_changed(of)) == is_changed


def test_finish__accepts_everything_for_touch(checks: OutputChecks, workflow: Any) -> None:
    Path(FIGURE).write_text("edited")
    workflow.touch = True
    checks.finish({job(params=("x = 2",)): Reason()})
    assert not problem(checks, job(params=("x = 2",)))


def test_finish__announces_large_stores_once(
    checks: OutputChecks, workflow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced: list[list[str]] = []
    messages: list[str] = []

    def announce(plan: Any, batches: list[str]) -> Announcement:
        announced.append(batches)
        return Announcement("large", is_warning=True)

    monkeypatch.setattr(outdated, "announce_stores", announce)
    monkeypatch.setattr(logger, "warning", messages.append)
    convert = job("p_convert", "results/universes/sim_5.nc")
    convert.wildcards = SimpleNamespace(batch="sim_5")
    checks.finish({job(): Reason()})
    assert announced == []
    checks.finish({convert: Reason(), job(): Reason()})
    checks.finish({convert: Reason()})
    assert announced == [["sim_5"]]
    assert messages == ["large"]


def test_finish__forgets_figures_that_are_forced(checks: OutputChecks, workflow: Any) -> None:
    drawn = Path(".paraverse/figures/each/sim_5.json")
    drawn.parent.mkdir(parents=True)
    drawn.write_text("{}")
    reason = Reason()
    checks.finish({job(): reason})
    assert drawn.exists()
    reason.forced = True
    workflow.dryrun = True
    checks.finish({job(): reason})
    assert drawn.exists()
    workflow.dryrun = False
    checks.finish({job(): reason})
    assert not drawn.exists()
