"""The outcome of a run."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from paraverse.workflow.end_of_run.listing import MAX_LINES
from paraverse.workflow.end_of_run.outcome import (
    EndedJob,
    Outcome,
    format_failures,
    format_figures,
    read_outcome,
)
from support.plans import PLOTS_OF_BOTH_CREATORS, MakePlan


def snakemake_job(rule: str, **attributes: Any) -> Any:
    properties = {"is_norun": False, "log": [], "message": None, "wildcards": SimpleNamespace()}
    return SimpleNamespace(
        rule=SimpleNamespace(name=rule), is_group=lambda: False, **{**properties, **attributes}
    )


def test_read_outcome__tells_jobs_that_ended_from_those_that_were_not_run() -> None:
    target = snakemake_job("all", is_norun=True)
    drawn = snakemake_job("walk", wildcards=SimpleNamespace(batch="a"), message="Drawing walk")
    failed, grouped = snakemake_job("mean", log=["mean.log"]), snakemake_job("spread")
    left = snakemake_job("histogram")
    group = SimpleNamespace(is_group=lambda: True, jobs=[grouped])
    dag = SimpleNamespace(
        finished_jobs=[drawn, target], needrun_jobs=lambda: [failed, grouped, left, target]
    )
    scheduler = SimpleNamespace(failed=[failed, group])
    workflow = SimpleNamespace(dag=dag, scheduler=scheduler, touch=False)
    assert read_outcome(workflow) == Outcome(
        finished=[EndedJob(rule="walk", message="Drawing walk", batch="a")],
        failed=[
            EndedJob(rule="mean", message="mean", logs=("mean.log",)),
            EndedJob(rule="spread", message="spread"),
        ],
        left=["histogram"],
    )


def test_read_outcome__of_a_module_has_its_jobs_only() -> None:
    jobs = [snakemake_job("low_mean"), snakemake_job("high_mean"), snakemake_job("compare")]
    dag = SimpleNamespace(finished_jobs=jobs, needrun_jobs=lambda: jobs)
    workflow = SimpleNamespace(dag=dag, scheduler=SimpleNamespace(failed=jobs), touch=False)
    job = EndedJob(rule="mean", message="low_mean")
    outcome = read_outcome(workflow, {"low_mean": "mean", "low_spread": "spread"})
    assert outcome == Outcome(finished=[job], failed=[job], left=[])
    workflow.touch = True
    assert read_outcome(workflow, {"low_mean": "mean"}).finished == []


def test_format_figures__names_the_files_of_each_plot(plan: MakePlan) -> None:
    project = plan(PLOTS_OF_BOTH_CREATORS)
    (batch,) = project.universe_plots[0].universes
    finished = [EndedJob(rule="mean"), EndedJob(rule="walk", batch=batch)]
    count = len(project.universes)
    assert format_figures(project, Outcome(finished=finished)) == (
        f"Drew 2 plots:\n  results/figures/mean.pdf\n  results/figures/walk/ ({count} universes)"
    )
    assert format_figures(project, Outcome(finished=[EndedJob(rule="convert")])) is None


def test_format_failures__names_jobs_with_their_logs_and_what_was_not_run(plan: MakePlan) -> None:
    job = EndedJob(rule="mean", message="Drawing mean", logs=("logs/plot/mean.log",))
    outcome = Outcome(failed=[job], left=["transform__walk", "walk"])
    assert format_failures(plan(PLOTS_OF_BOTH_CREATORS), outcome) == (
        "1 job failed:\n  Drawing mean (log: logs/plot/mean.log)\nNot run: 2 jobs; not drawn: walk"
    )
    assert format_failures(plan(PLOTS_OF_BOTH_CREATORS), Outcome()) is None


def test_format_failures__is_short(plan: MakePlan) -> None:
    failed = [EndedJob(rule="simulate", message=str(number)) for number in range(300)]
    text = str(format_failures(plan(PLOTS_OF_BOTH_CREATORS), Outcome(failed=failed)))
    assert text.startswith("300 jobs failed:\n  0\n")
    assert text.endswith(f"  and {300 - MAX_LINES} more")
