"""Dependencies of stores, and the jobs that write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.plan.conversion import Conversion
from support.plans import EXISTING, SIMULATED, MakePlan

CONFIG = f"{EXISTING}convert: {{batch_size: 3}}\n"
PLOTS = (
    "each: {creator: universe, universes: all, plot_func: facet_grid, select: {data: params/seed}}"
)


@pytest.fixture
def existing(plan: MakePlan) -> Conversion:
    return plan(PLOTS, CONFIG).conversion


def test_job__has_the_files_of_its_universes(existing: Conversion) -> None:
    names = [universe.id for universe in existing.batches["sim_5"].universes]
    job = existing.job("sim_5")
    paths = [file.path for universe in job.universes for file in universe.files]
    assert paths == [f"data/{name}/params.yml" for name in names]
    assert list(job.versions) == paths
    assert [universe.id for universe in job.universes] == names
    assert job.dimensions == ("size", "seed")
    assert "params/seed" in job.fields


def test_files_digest__changes_with_the_content_of_the_batch(
    plan: MakePlan, existing: Conversion, tmp_path: Path
) -> None:
    name = "data/sim_5/params.yml"
    text = (tmp_path / name).read_text()
    before = existing.files_digest("sim_5"), existing.files_digest("sim_11")
    after = plan(PLOTS, CONFIG, more={name: f"{text}# changed\n"}).conversion
    assert after.files_digest("sim_5") != before[0]
    assert after.files_digest("sim_11") == before[1]
    assert existing.inputs("sim_5") == [], "files are compared by content, not by time"


def test_simulated__inputs_are_a_file_of_each_universe(plan: MakePlan) -> None:
    conversion = plan(PLOTS, SIMULATED).conversion
    ((name, batch),) = conversion.batches.items()
    assert conversion.inputs(name) == [f"data/{u.id}/params.yml" for u in batch.universes]
    assert conversion.job(name).versions == {}


def test_simulated__stores_depend_on_which_files_are_loaded(plan: MakePlan) -> None:
    outputs = ", outputs: [params.yml, other.yml]}"
    config = SIMULATED.replace("command: model}", f"command: model{outputs}")
    conversion = plan(PLOTS, config).conversion
    (name,) = conversion.batches
    config = config.replace("/params.yml", "/other.yml")
    other = plan(PLOTS, config).conversion
    assert other.depends_on == conversion.depends_on
    assert other.files_digest(name) != conversion.files_digest(name)


def test_simulated__depends_on_the_simulation(plan: MakePlan) -> None:
    before = plan(PLOTS, SIMULATED).conversion.depends_on
    other = SIMULATED.replace("command: model", "command: model --fast")
    assert plan(PLOTS, other).conversion.depends_on != before
