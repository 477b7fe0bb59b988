"""Simulations stay when Snakemake deletes all outputs, and figures of universes go."""

from __future__ import annotations

import asyncio
import inspect
import re
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from snakemake.cli import parse_args  # noqa: F401 (imports what others import in a circle)
from snakemake.dag import DAG

from paraverse.base.figure_record import FigureRecord, universe_record
from paraverse.workflow.project_in_workflow import ProjectInWorkflow
from paraverse.workflow.replacements.deleted_outputs import delete_results_only
from support.plans import PLOTS_OF_BOTH_CREATORS, SIMULATED, MakePlan

RECORD = universe_record("walk", "seed~0")
FIGURE = "results/figures/walk/seed~0.pdf"
OUTPUTS = {
    "p_simulate": "data/seed~0/data.h5",
    "p_write_parameter_space": "data/pspace.yml",
    "p_convert": "results/universes/seed~0.nc",
    "p_walk": RECORD,
}


class Dag:
    """A graph of jobs that deletes their outputs as Snakemake's does."""

    def __init__(self) -> None:
        self.jobs = [
            SimpleNamespace(rule=SimpleNamespace(name=rule), output=[path])
            for rule, path in OUTPUTS.items()
        ]

    async def clean(self, only_temp: bool = False, dryrun: bool = False) -> None:
        for job in [] if only_temp or dryrun else self.jobs:
            for path in job.output:
                Path(path).unlink()


def test_clean__of_snakemake_needs_nothing_but_the_jobs() -> None:
    assert set(re.findall(r"\bself\.(\w+)", inspect.getsource(DAG.clean))) == {"jobs"}


@pytest.fixture
def dag(plan: MakePlan) -> Any:
    project = plan(PLOTS_OF_BOTH_CREATORS, SIMULATED)
    for path in (*OUTPUTS.values(), FIGURE):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).touch()
    FigureRecord(files={FIGURE: "1a", "results/figures/walk/gone.pdf": "2b"}).write(RECORD)
    dag = Dag()
    workflow = SimpleNamespace(dag=dag)
    for name in ("other", "p"):
        place = ProjectInWorkflow(module=name, rename=partial("{}_{}".format, name))
        delete_results_only(workflow, project, place)
    return dag


def test_delete_results_only__keeps_simulations(dag: Any) -> None:
    asyncio.run(dag.clean(dryrun=True))
    assert all(Path(path).exists() for path in (*OUTPUTS.values(), FIGURE))
    asyncio.run(dag.clean())
    left = [path for path in (*OUTPUTS.values(), FIGURE) if Path(path).exists()]
    assert left == ["data/seed~0/data.h5", "data/pspace.yml"]


def test_delete_results_only__does_not_concern_temporary_files(dag: Any) -> None:
    asyncio.run(dag.clean(only_temp=True))
    assert all(Path(path).exists() for path in (*OUTPUTS.values(), FIGURE))
