"""`open_multiverse` in a project that was run."""

from __future__ import annotations

import doctest
import json
import logging
import os
import shutil
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
from paraverse.pipeline.convert import convert
from paraverse.plan.build import make_plan
from paraverse.yaml_io.configuration import read_yaml
from support import sweeps
from support.projects import MakeFiles, Project, sweeps_project


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


LOADERS = {"params": "yaml", "data": "hdf5", "table": "pandas_csv"}
FILES = {"params": "params.yml", "data": "data.h5", "table": "table.csv"}


def load_section(*names: str) -> str:
    """Return a configuration that loads files under names, which may end with ``2``."""
    entries = {
        name: {
            "loader": LOADERS[name.removesuffix("2")],
            "glob_str": f"*/{FILES[name.removesuffix('2')]}",
            "path_regex": "([^/]+)/",
            "target_path": f"sims/{{match:}}/{name}",
        }
        for name in names
    }
    return json.dumps({"data_dir": "data", "load": entries})


@pytest.fixture
def any_types(files: MakeFiles) -> Multiverse:
    """Three universes with a table and nested parameters, which are also loaded but not stored."""
    params = "seed: {0}\nmodel: {{a: {0}, sizes: [1, {0}]}}\n"
    folder = files(
        {"config/plots.yaml": "", "config/config.yaml": load_section(*LOADERS)}
        | {f"data/u{n}/params.yml": params.format(n) for n in range(3)}
        | {f"data/u{n}/table.csv": f"x,y\n1,{n}\n2,3\n" for n in range(3)}
    )
    for n in range(3):
        with h5py.File(f"data/u{n}/data.h5", "w") as file:
            file["group/y"] = [n, n + 1.0]
    planned = make_plan(read_yaml("config/config.yaml").data)
    (batch,) = planned.batches
    Path(batch.store).parent.mkdir(parents=True)
    convert(planned.conversion.job(batch.name), batch.store)
    names = [*LOADERS, *(f"{name}2" for name in LOADERS)]
    (folder / "config" / "config.yaml").write_text(load_section(*names))
    return paraverse.open_multiverse(folder)


@pytest.mark.parametrize("suffix", ["", "2"])
def test_getitem__of_any_type_and_whether_it_is_stored(
    any_types: Multiverse, suffix: str, caplog: pytest.LogCaptureFixture
) -> None:
    sizes = any_types[f"params{suffix}/model/sizes"]
    assert sizes.values.tolist() == [[1, 0], [1, 1], [1, 2]]
    assert any_types[f"/table{suffix}/"]["y"].tolist() == [0, 3, 1, 3, 2, 3]
    with pytest.raises(
        LoadError, match=f"'params{suffix}/model' is not an array, but has a, sizes"
    ):
        any_types[f"params{suffix}/model"]
    with pytest.raises(LoadError, match=f"There is no 'params{suffix}/modle'"):
        any_types[f"params{suffix}/modle"]
    assert ("is not stored" in caplog.text) is bool(suffix)
    assert "modle" not in caplog.text


def test_universe__of_any_type_that_is_not_stored(any_types: Multiverse) -> None:
    universe = any_types.universe("u1")
    assert universe["params2"]["model"] == {"a": 1, "sizes": [1, 1]}
    assert universe["table2"]["y"].tolist() == [1, 3]
    assert universe["table2/y"].values.tolist() == [1, 3]
    assert universe["data2/group/y"].values.tolist() == [1, 2]
    assert {"table2", "params2", "data2"} <= set(universe)


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


def test_completions__are_the_fields(project: Project) -> None:
    mv = paraverse.open_multiverse(project.path)
    assert "data/random_walk" in mv._ipython_key_completions_()
    assert "abm/mean_energy" in mv.universe("08")["data"]._ipython_key_completions_()
    assert "&lt;Universe sim_08" in mv.universe("08")._repr_html_()


def test_sel__universes_in_a_range(project: Project) -> None:
    mv = paraverse.open_multiverse(project.path)
    part = mv.sel(max_step_size=slice(0.1, 0.5), seed=1)
    assert len(part.parameters) == 2
    assert part["data/random_walk"].sizes == {"max_step_size": 2, "dim_0": 11}
    expected = mv["data/random_walk"].sel(seed=1, max_step_size=[0.1, 0.3])
    np.testing.assert_array_equal(part["data/random_walk"], expected)
    assert part.universe(max_step_size=0.3).id == "sim_08"
    assert len(mv.parameters) == 6
    with pytest.raises(LoadError, match="No universe fits"):
        mv.sel(max_step_size=slice(7, 8))


def test_to_datatree__has_all_stored_arrays(project: Project) -> None:
    tree = paraverse.open_multiverse(project.path).to_datatree()
    assert dict(tree["data/random_walk"].sizes) == {"max_step_size": 3, "seed": 2, "dim_0": 11}
    assert "mean_energy" in tree["data/abm"]


def test_tables__are_a_data_frame_over_the_parameters(project: Project, tmp_path: Path) -> None:
    copy = project.copy_to(tmp_path / "copy")
    data = tmp_path / "data"
    shutil.copytree((project.path / "my_simulation").resolve(), data)
    copy.edit("config/config.yaml", "data_dir: my_simulation", f"data_dir: {data}")
    entry = "{loader: pandas_csv, glob_str: '*/t.csv', path_regex: 'sim_([^/]+)/t.csv', "
    copy.edit("config/config.yaml", "load:\n", f"load:\n  t: {entry}target_path: "
              "'simulations/{match:}/t'}\n")  # fmt: skip
    (data / "sim_08" / "t.csv").write_text("x,y\n1,a\n2,b\n")
    (data / "sim_07" / "t.csv").write_text("x,y\n3,c\n")
    table = paraverse.open_multiverse(copy.path)["t"]
    assert list(table.index.names) == ["max_step_size", "seed"]
    assert table.loc[(0.3, 1), "x"].tolist() == [1, 2]
    assert table.y.tolist() == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda mv: mv["data/random_wlak"], "There is no 'data/random_wlak'. Did you mean"),
        (
            lambda mv: mv["sim_08/data"],
            "is a universe: read it by `universe('sim_08')['data']`",
        ),
        (lambda mv: mv[8], "Takes the path of a field; found 8."),
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
    tests = [test for test in doctest.DocTestFinder().find(multiverse) if test.examples]
    assert len(tests) == 2
    for test in tests:
        test.globs |= {"project": project.path, "paraverse": paraverse}
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
    with pytest.raises(LoadError, match="'data/abm/num_agents' is not stored, and the raw files"):
        mv["data/abm/num_agents"]


def test_open_multiverse__when_the_raw_files_are_gone(project: Project, tmp_path: Path) -> None:
    shutil.copytree(project.path / "results", tmp_path / "results")
    shutil.copytree(project.path / "config", tmp_path / "config")
    (tmp_path / "my_simulation").mkdir()
    mv = paraverse.open_multiverse(tmp_path)
    assert "data/random_walk" in mv
    with pytest.raises(LoadError, match="is not stored, and the raw files"):
        mv["data/abm/num_agents"]
