"""Batches hold the universes that have to be simulated."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from paraverse.base.output_record import OutputRecord
from paraverse.plan.building.simulation import SimulationBatch
from paraverse.plan.plan import Plan
from paraverse.sweep.folders import mark_as_simulated
from paraverse.workflow.replacements.simulation_batches import (
    FOLDER,
    batches_to_simulate,
    divide_evenly,
    find_batches_at_once,
    store_batches,
)
from support.plans import EXISTING, MakePlan

CONFIG = EXISTING + (
    "simulate:\n  parameter_space: space.yaml\n  command: model\n"
    "  outputs: [params.yml]\n  batch_size: SIZE\n"
)
MAIN: Any = SimpleNamespace(is_main_process=True)
JOB: Any = SimpleNamespace(is_main_process=False)


@pytest.fixture
def planned(plan: MakePlan) -> Plan:
    """A project with six universes, none of which is simulated."""
    return plan(config=CONFIG.replace("SIZE", "4"), more={"model": ""})


def folder(plan: Plan, index: int) -> Path:
    return Path(plan.data_dir, list(plan.universes)[index])


def write(plan: Plan, *universes: int) -> None:
    """Write the files of universes with records, as their simulation does."""
    assert plan.simulation
    for index in universes:
        path = folder(plan, index)
        mark_as_simulated(path)
        (path / "params.yml").write_text("a")
        record = OutputRecord.of(["params.yml"], plan.simulation.stated_dependencies, path)
        mark_as_simulated(path, record)


def sizes(plan: Plan) -> list[int]:
    return [len(batch.universes) for batch in batches_to_simulate(MAIN, plan)]


def test_batches_to_simulate__all_at_first(planned: Plan) -> None:
    batches = batches_to_simulate(MAIN, planned)
    assert [*batches[0].universes, *batches[1].universes] == list(planned.universes)
    assert sizes(planned) == [3, 3]


def test_batches_to_simulate__none_of_one_universe(plan: MakePlan, planned: Plan) -> None:
    write(planned, 0, 1, 2, 3, 4)
    assert sizes(planned) == []
    assert sizes(plan(config=CONFIG.replace("SIZE", "1"), more={"model": ""})) == []


def test_batches_to_simulate__only_what_is_missing_or_damaged(planned: Plan) -> None:
    write(planned, *range(6))
    assert sizes(planned) == []
    (folder(planned, 1) / "params.yml").unlink()
    (folder(planned, 2) / "params.yml").unlink()
    (folder(planned, 3) / "params.yml").write_text("edited by somebody")
    (folder(planned, 4) / "params.yml").write_text("")
    (folder(planned, 5) / "params.yml").write_text("")
    assert sizes(planned) == [2, 2]


def test_batches_to_simulate__outdated_ones_are_not_with_missing_ones(
    plan: MakePlan, planned: Plan
) -> None:
    """Snakemake may be told that parameters do not count."""
    write(planned, 0, 1, 2)
    changed = plan(config=CONFIG.replace("SIZE", "4"), more={"model": "changed"})
    assert [set(batch.universes) for batch in batches_to_simulate(MAIN, changed)] == [
        {folder(planned, index).name for index in indices} for indices in ((0, 1, 2), (3, 4, 5))
    ]


@pytest.mark.parametrize("option", [["-F"], ["--forcerun", "simulate"], ["-R", "simulate"]])
def test_batches_to_simulate__all_if_they_are_forced(
    planned: Plan, option: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(planned, *range(6))
    monkeypatch.setattr(sys, "argv", ["snakemake", "--cores", "2", *option])
    assert sizes(planned) == [3, 3]


def test_batches_to_simulate__jobs_read_those_of_their_run(planned: Plan) -> None:
    batches = batches_to_simulate(MAIN, planned)
    store_batches(batches)
    write(planned, 0, 1)
    assert set(batches_to_simulate(JOB, planned)) == set(batches)


def test_batches_to_simulate__other_files_are_ignored(planned: Plan) -> None:
    store_batches([SimulationBatch(("seed~7_model.size~0.1", "gone"))])
    (FOLDER / "damaged.json").write_text("{")
    assert batches_to_simulate(JOB, planned) == ()


class Rule:
    """A rule of Snakemake with the patterns of its outputs."""

    def __init__(self, *patterns: str) -> None:
        self.patterns = patterns

    def products(self) -> tuple[str, ...]:
        return self.patterns

    def is_producer(self, file: str) -> bool:
        return any(re.fullmatch(pattern, file) for pattern in self.patterns)


@pytest.mark.parametrize("allowed_rules", [set(), {"simulate"}])
def test_find_batches_at_once__one_rule_writes_each_file(
    planned: Plan, allowed_rules: set[str]
) -> None:
    batched = list(planned.universes)[:4]
    batch = SimulationBatch(tuple(batched))
    rules = {"simulate": Rule("data/.*"), batch.rule: Rule(*(f"data/{u}" for u in batched))}
    workflow: Any = SimpleNamespace(
        is_rule=rules.__contains__,
        get_rule=rules.__getitem__,
        dag_settings=SimpleNamespace(allowed_rules=allowed_rules),
    )
    find_batches_at_once(workflow, "simulate", [batch.rule])
    for universe in planned.universes:
        producers = [name for name, rule in rules.items() if rule.is_producer(f"data/{universe}")]
        of_batch = [batch.rule] if universe in batched else []
        is_single = universe not in batched or allowed_rules
        assert producers == [*(["simulate"] if is_single else []), *of_batch]


def test_store_batches__removes_old_ones(planned: Plan) -> None:
    old, new = batches_to_simulate(MAIN, planned)
    store_batches([old])
    os.utime(FOLDER / f"{old.rule}.json", (0, 0))
    store_batches([new])
    assert batches_to_simulate(JOB, planned) == (new,)


@pytest.mark.parametrize(
    ("count", "size", "expected"), [(0, 3, []), (2, 3, [2]), (25, 25, [25]), (26, 25, [13, 13])]
)
def test_divide_evenly(count: int, size: int, expected: list[int]) -> None:
    batches = divide_evenly([str(index) for index in range(count)], size)
    assert [len(batch.universes) for batch in batches] == expected
