"""Dependencies of simulated universes."""

from __future__ import annotations

from pathlib import Path

from paraverse.plan.simulation import Simulation
from support.plans import EXISTING, MakePlan

CONFIG = EXISTING + (
    "simulate: {parameter_space: space.yaml, command: model, depends_on: [table.csv]}\n"
)


def simulation(plan: MakePlan, table: str) -> Simulation:
    planned = plan(config=CONFIG, more={"table.csv": table, "model": ""}).simulation
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
