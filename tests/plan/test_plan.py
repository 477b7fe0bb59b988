"""Jobs of a plan that are built on demand."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.plan.plan import Plan
from support.plans import EXISTING, MakePlan

CONFIG = f"{EXISTING}convert: {{batch_size: 3}}\n"
PLOTS = (
    "each: {creator: universe, universes: all, plot_func: facet_grid, select: {data: params/seed}}"
)


@pytest.fixture
def planned(plan: MakePlan) -> Plan:
    return plan(PLOTS, CONFIG)


def test_convert__gets_the_files_of_its_universes(planned: Plan) -> None:
    names = [universe.id for universe in planned.batches[0].universes]
    job = planned.convert_job("sim_5")
    paths = [file.path for universe in job.universes for file in universe.files]
    assert paths == [f"data/{name}/params.yml" for name in names]
    assert [universe.id for universe in job.universes] == names
    assert job.dimensions == ("size", "seed")
    assert "params/seed" in job.fields


def test_convert__depends_on_small_files_by_content_and_on_others_as_inputs(
    plan: MakePlan, tmp_path: Path
) -> None:
    before = plan(PLOTS, CONFIG)
    assert before.convert_inputs("sim_5") == []
    name = "data/sim_5/params.yml"
    text = (tmp_path / name).read_text()
    after = plan(PLOTS, CONFIG, more={name: f"{text}# changed\n"})
    assert after.small_files_digest("sim_5") != before.small_files_digest("sim_5")
    large = plan(PLOTS, CONFIG, more={name: text + "#" * 40_000})
    assert large.convert_inputs("sim_5") == [name]
