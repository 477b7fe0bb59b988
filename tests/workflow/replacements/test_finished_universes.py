"""Snakemake keeps universes that are complete.

`tests/end_to_end/test_simulate_batches.py` runs Snakemake with failures and interruptions.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from snakemake.jobs import Job, Reason

from paraverse.base.output_record import OutputRecord
from paraverse.plan.building.simulation import SimulationBatch
from paraverse.sweep.folders import mark_as_simulated
from paraverse.workflow.replacements.finished_universes import (
    FinishedUniverses,
    keep_finished_universes,
)
from support.plans import EXISTING, MakePlan

CONFIG = EXISTING + (
    "simulate: {parameter_space: space.yaml, command: model, outputs: [params.yml, b.txt]}\n"
)
DEPENDS_ON = ("x = 1",)
FINISHED = {"data/u1/params.yml", "data/u1/b.txt", "logs/u1.log"}


@pytest.fixture
def finished(plan: MakePlan) -> FinishedUniverses:
    """Those of a batch in which one universe is complete."""
    simulation = plan(config=CONFIG, more={"model": ""}).simulation
    assert simulation
    for name in ("u1", "u2"):
        folder = Path("data", name)
        mark_as_simulated(folder)
        (folder / "params.yml").touch()
        (folder / "b.txt").touch()
    record = OutputRecord.of(["params.yml", "b.txt"], DEPENDS_ON, "data/u1")
    mark_as_simulated(Path("data/u1"), record)
    return FinishedUniverses(simulation, {"batch"})


def job(
    rule: str = "batch", *, attempt: int = 1, params: Any = DEPENDS_ON, is_main: bool = True
) -> Any:
    reason = Reason()
    workflow = SimpleNamespace(is_main_process=is_main)
    names = ("u1", "u2")
    return SimpleNamespace(
        rule=SimpleNamespace(name=rule),
        output=[f"data/{name}/{file}" for name in names for file in ("params.yml", "b.txt")],
        log=[f"logs/{name}.log" for name in names],
        params=params,
        attempt=attempt,
        dag=SimpleNamespace(reason=lambda job: reason, workflow=workflow),
        reason=reason,
    )


def test_files__of_complete_universes(finished: FinishedUniverses) -> None:
    assert finished.files(job()) == FINISHED
    assert finished.files(job("other")) == set()
    assert finished.files(job(params=("x = 2",))) == set()


def test_files_before__none_if_the_job_is_forced(finished: FinishedUniverses) -> None:
    assert finished.files_before(job()) == FINISHED
    for attempt, is_main, files in ((1, True, set()), (2, True, FINISHED), (1, False, FINISHED)):
        forced = job(attempt=attempt, is_main=is_main)
        forced.reason.forced = True
        assert finished.files_before(forced) == files
        assert finished.files(forced) == FINISHED


def test_complete_in__records_of_unfinished_jobs(finished: FinishedUniverses) -> None:
    async def incomplete(job: Any) -> list[str]:
        return list(job.output)

    forgotten: list[str] = []
    persistence: Any = SimpleNamespace(incomplete=incomplete, cleanup_metadata=forgotten.append)
    finished.complete_in(persistence)
    unfinished = asyncio.run(persistence.incomplete(job()))
    assert unfinished == ["data/u2/params.yml", "data/u2/b.txt"]
    assert set(forgotten) == {"data/u1/params.yml", "data/u1/b.txt"}
    assert asyncio.run(persistence.incomplete(job("other"))) == job().output


def test_keep_finished_universes__batches_have_the_resources_of_single_jobs(
    plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("prepare", "remove_existing_output", "cleanup", "get_log_error_info"):
        monkeypatch.setattr(Job, name, getattr(Job, name))  # restores it
    simulation = plan(config=CONFIG, more={"model": ""}).simulation
    assert simulation is not None
    batch = SimulationBatch(("a", "b"))
    rules = {
        "p_simulate": SimpleNamespace(resources={"mem_mb": 500, "_cores": 2}, run_func_src="a"),
        f"p_{batch.rule}": SimpleNamespace(resources={"mem_mb": 1, "runtime": 3}, run_func_src="b"),
    }
    workflow: Any = SimpleNamespace(
        persistence=SimpleNamespace(incomplete=lambda job: []),
        get_rule=rules.__getitem__,
        is_rule=rules.__contains__,
    )
    keep_finished_universes(workflow, simulation, "p_simulate", [f"p_{batch.rule}"])
    rule = rules[f"p_{batch.rule}"]
    assert rule.resources == {"mem_mb": 500, "_cores": 2, "runtime": 3}
    assert rule.run_func_src == "a"
