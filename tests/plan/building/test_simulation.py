"""Dependencies of simulated universes."""

from __future__ import annotations

from pathlib import Path

from paraverse.jobs.simulate import SimulateBatchJob
from paraverse.plan.building.simulation import Simulation, SimulationBatch
from support.plans import EXISTING, MakePlan

CONFIG = EXISTING + (
    "simulate: {parameter_space: space.yaml, command: model, depends_on: [table.csv]}\n"
)


def simulation(plan: MakePlan, table: str, on_error: str = "fail") -> Simulation:
    config = CONFIG.replace("command:", f"on_error: {on_error}, command:")
    planned = plan(config=config, more={"table.csv": table, "model": ""}).simulation
    assert planned
    return planned


def test_depends_on__declared_files_by_content(plan: MakePlan, tmp_path: Path) -> None:
    before = simulation(plan, "1").depends_on
    again = simulation(plan, "1").depends_on
    assert again == before
    assert simulation(plan, "2").depends_on != before


def test_parameter_space__by_content(plan: MakePlan, tmp_path: Path) -> None:
    before = simulation(plan, "").parameter_space_digest
    (tmp_path / "space.yaml").write_text((tmp_path / "space.yaml").read_text() + "n: 3\n")
    planned = plan(config=CONFIG, space=(tmp_path / "space.yaml").read_text())
    assert planned.simulation
    assert planned.simulation.parameter_space_digest != before


def test_job__has_the_parameters_of_the_universe(plan: MakePlan) -> None:
    job = simulation(plan, "").job("seed~1_size~0.3")
    assert job.parameters == {"seed": 1, "model": {"size": 0.3}}
    assert job.command == "model"


def test_batch_job__has_the_files_of_each_universe(plan: MakePlan) -> None:
    planned = simulation(plan, "")
    batch = SimulationBatch(("seed~1_size~0.3", "seed~2_size~0.3"))
    job = planned.batch_job(batch)
    assert [universe.parameters["seed"] for universe in job.universes] == [1, 2]
    files = planned.files(batch.universes)
    assert files[:2] == ["data/seed~1_size~0.3/data.h5", "data/seed~1_size~0.3/params.yml"]
    assert files[3] == "data/seed~2_size~0.3/data.h5"
    assert batch.logs[1] == "logs/simulate/seed~2_size~0.3.log"


def test_batch__rules_have_names_by_content() -> None:
    names = {SimulationBatch(ids).rule for ids in (("a", "b"), ("a", "b"), ("a", "c"), ("a",))}
    assert len(names) == 3


def test_single_job__is_a_batch_of_one_if_failures_are_skipped(plan: MakePlan) -> None:
    name = "seed~1_size~0.3"
    planned = simulation(plan, "")
    assert planned.single_job(name) == planned.job(name)
    skipping = simulation(plan, "", "skip")
    assert skipping.single_job(name) == SimulateBatchJob(universes=(skipping.job(name),))
    assert skipping.job(name).skip_failure
    assert skipping.depends_on == planned.depends_on, "it simulates nothing again"
