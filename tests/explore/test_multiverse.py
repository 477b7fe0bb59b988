"""`open_multiverse` in a project that was run."""

from __future__ import annotations

import doctest
import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

import paraverse
from paraverse.errors import LoadError
from paraverse.explore import multiverse
from paraverse.explore.multiverse import Multiverse
from support import sweeps
from support.projects import Project, sweeps_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("multiverse")
    sweeps.numbered_sweep(folder / "sweep", seeds=2, num_steps=10)
    project = sweeps_project(folder / "project", folder / "sweep")
    (folder / "sweep" / "sim_11" / "data.h5").unlink()
    for name in ("params.yml", "data.h5"):
        old = f"glob_str: sim_*/{name}\n    required: true\n"
        project.edit("config/config.yaml", old, f"{old}    on_error: skip\n")
    project.snakemake("mean_random_walk", "abm_mean_energy")
    return project


def raw(project: Project, universe: str, path: str) -> np.ndarray:
    with h5py.File(project.path / "my_simulation" / universe / "data.h5") as file:
        return np.asarray(file[path])


def test_field__lies_over_the_swept_parameters(project: Project) -> None:
    walks = paraverse.open_multiverse(project.path)["data/random_walk"]
    assert dict(walks.sizes) == {"max_step_size": 3, "seed": 2, "dim_0": 11}
    one = walks.sel(seed=1, max_step_size=0.3)
    np.testing.assert_array_equal(one, raw(project, "sim_08", "random_walk"))
    assert np.isnan(walks.sel(seed=1, max_step_size=1.0)).all()


def test_universe__by_name_number_or_parameters(project: Project) -> None:
    mv = paraverse.open_multiverse(project.path / "results" / "universes")
    for universe in (
        mv.universe("sim_08"),
        mv.universe("08"),
        mv.universe(seed=1, max_step_size=0.1 + 0.2),
    ):
        assert universe.id == "sim_08"
        assert universe.parameters == {"max_step_size": 0.3, "seed": 1}
        walk = raw(project, "sim_08", "random_walk")
        np.testing.assert_array_equal(universe["data/random_walk"], walk)
        assert universe["params/abm/num_steps"] == 100


def test_field_that_is_not_stored__is_read_from_the_raw_files(
    project: Project, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    mv = paraverse.open_multiverse(project.path)
    monkeypatch.chdir(Path("/"))
    with caplog.at_level(logging.WARNING):
        agents = mv["data/abm/num_agents"]
        of_one = mv.universe("sim_08")["data/abm/num_agents"]
    np.testing.assert_array_equal(agents.sel(seed=1, max_step_size=0.3), of_one)
    np.testing.assert_array_equal(of_one, raw(project, "sim_08", "abm/num_agents"))
    assert "data/abm/num_agents is not stored" in caplog.text
    assert mv.universe("sim_08")["data/abm/energy"].sel(time=3).ndim == 1


def test_status_parameters_log__are_tables_and_text(project: Project) -> None:
    mv = paraverse.open_multiverse(project.path)
    assert mv.status["sim_08"] == "complete"
    assert mv.status["sim_11"] == "data.h5 is missing"
    assert mv.parameters.loc["sim_08"].to_dict() == {"max_step_size": 0.3, "seed": 1}
    assert mv.log("08") == (project.path / "my_simulation/sim_08/sim.log").read_text()


def test_repr__shows_sizes_fields_and_what_lacks(project: Project) -> None:
    mv = paraverse.open_multiverse(project.path)
    assert "6 universes (max_step_size: 3, seed: 2)" in repr(mv)
    assert "Not complete: 1 universe, see .status" in repr(mv)
    assert "data/random_walk" in repr(mv)
    assert "data.h5 is missing" in mv._repr_html_()


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda mv: mv["data/random_wlak"], "There is no 'data/random_wlak'. Did you mean"),
        (lambda mv: mv.universe("sim_8"), "There is no universe 'sim_8'. Did you mean 'sim_08'"),
        (lambda mv: mv.universe(sead=1), "There is no swept parameter 'sead'. Did you mean 'seed'"),
        (lambda mv: mv.universe(seed=7), "7 is not a value of 'seed'. Its values: 0, 1."),
        (lambda mv: mv.universe(seed=1), "3 universes fit"),
        (lambda mv: mv.universe("08")["data/nothing"], "There is no 'data/nothing'"),
    ],
)
def test_mistakes__are_answered(
    project: Project, ask: Callable[[Multiverse], Any], message: str
) -> None:
    with pytest.raises(LoadError) as raised:
        ask(paraverse.open_multiverse(project.path))
    assert message in str(raised.value)


def test_folder_without_store__says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="no stored universes: run snakemake there"):
        paraverse.open_multiverse(tmp_path)


def test_open_multiverse__examples_give_what_they_say(project: Project) -> None:
    (test,) = [test for test in doctest.DocTestFinder().find(multiverse) if test.examples]
    test.globs["project"] = project.path
    assert doctest.DocTestRunner().run(test) == (0, len(test.examples))


def test_open_multiverse__leaves_the_working_directory_and_serves_threads(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    chdir = pytest.fail
    monkeypatch.setattr(os, "chdir", chdir)
    mv = paraverse.open_multiverse(project.path)
    stored = mv["data/random_walk"]
    raw_field = mv["data/abm/num_agents"]

    def read(number: int) -> None:
        if number % 4 == 0:
            assert mv["data/abm/num_agents"].identical(raw_field)
        elif number % 2 == 0:
            assert paraverse.open_multiverse(project.path)["data/random_walk"].identical(stored)
        else:
            walk = mv.universe("sim_08")["data/random_walk"]
            np.testing.assert_array_equal(walk, raw(project, "sim_08", "random_walk"))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(read, range(32), timeout=120))


def test_open_multiverse__without_configuration_reads_what_is_stored(
    project: Project, tmp_path: Path
) -> None:
    stored = project.copy_to(tmp_path / "project")
    (stored.path / "config" / "config.yaml").unlink()
    mv = paraverse.open_multiverse(stored.path)
    assert mv["data/random_walk"].sizes == {"max_step_size": 3, "seed": 2, "dim_0": 11}
    with pytest.raises(LoadError, match="There is no 'data/abm/num_agents'"):
        mv["data/abm/num_agents"]
