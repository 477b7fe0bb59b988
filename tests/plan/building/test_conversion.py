"""Dependencies of stores, and the jobs that write them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import h5py
import numpy as np
import pytest

from paraverse.plan.building.conversion import Conversion
from support.plans import EXISTING, SIMULATED, UNIVERSES, MakePlan

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


class Files(list[str]):
    """Input files of a job."""

    @property
    def size_mb(self) -> float:
        return sum(Path(path).stat().st_size for path in self) / 1e6


@pytest.mark.parametrize("compression", ["auto", "none"])
def test_mem_mb__counts_what_compressed_files_hold(
    plan: MakePlan, tmp_path: Path, compression: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paraverse.plan.building.store_sizes._NEGLIGIBLE", 0)
    for name in UNIVERSES:
        (tmp_path / "data" / name).mkdir(parents=True)
        with h5py.File(tmp_path / "data" / name / "data.h5", "w") as file:
            file.create_dataset("x", data=np.zeros(10**6), compression="gzip")
    load = """
  data:
    loader: hdf5
    glob_str: "*/data.h5"
    path_regex: ([^/]+)/data.h5
    target_path: sims/{match:}/data
"""
    convert = f"convert: {{fields: all, compression: {compression}}}\n"
    project = plan(config=f"{EXISTING.rstrip()}{load}{convert}")
    (batch,) = project.batches
    memory = project.conversion.mem_mb(SimpleNamespace(batch=batch.name), Files(), 1)
    assert memory == pytest.approx(600 + 4 * 6 * 8, rel=0.01)
    Path(batch.store).parent.mkdir(parents=True)
    Path(batch.store).write_bytes(bytes(10**6))
    sizes = project.conversion.estimate_sizes([batch.name])
    compressed = sizes.uncompressed / sizes.compressed
    assert compressed > 100
    expected = {"auto": 4000 if compressed > 850 else 600 + 4 * compressed, "none": 604}
    memory = project.mem_mb(None, Files([batch.store]), 1)
    assert memory == pytest.approx(expected[compression], rel=0.05)


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
