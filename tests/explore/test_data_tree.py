"""The printed data tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from paraverse.commands.main import main
from support import sweeps
from support.projects import sweeps_project


@pytest.fixture
def project(tmp_path: Path) -> str:
    sweeps.numbered_sweep(tmp_path / "sweep", seeds=4, num_steps=10)
    return str(sweeps_project(tmp_path / "project", tmp_path / "sweep").path)


def printed(project: str, *arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["--directory", project, "tree", *arguments]) == 0
    return capsys.readouterr().out


def test_tree__shows_types_sizes_and_what_is_not_stored(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(project, capsys=capsys)
    assert re.search(r"simulations +<12 universes, \(max_step_size: 3, seed: 4\)>", out)
    assert re.search(r"sim_06 +max_step_size=0.1, seed=0\n", out)
    assert re.search(r"random_walk +<float64, \(dim_0: 11\), 0 attributes>\n", out)
    assert re.search(r"num_agents +<uint32, \(dim_0: 101\), 0 attributes>  not stored\n", out)
    assert re.search(r"energy +<TimeSeriesGroup, \d+ members, 1 attribute>", out)
    assert "(9 more)" in out
    assert out.count("random_walk") == 3


def test_tree__of_chosen_universes_in_full(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(project, "--full", "06", capsys=capsys)
    assert out.count("random_walk") == 1
    assert " more)" not in out


def test_tree__of_a_broken_file_says_what_is_wrong(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(project) / "my_simulation" / "sim_06" / "data.h5"
    file.write_bytes(file.read_bytes()[:100])
    (file.parent / "params.yml").unlink()
    out = printed(project, "sim_06", capsys=capsys)
    assert re.search(r"data +<hdf5: .*truncated.*>", out)
    assert "params.yml is missing" in out


def test_tree__of_no_universe_suggests_one(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--directory", project, "tree", "sim_6"]) == 1
    assert "There is no universe 'sim_6'. Did you mean" in capsys.readouterr().err


def test_tree__names_labelled_dimensions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sweeps.utopia_sweep(tmp_path / "run")
    config = tmp_path / "project" / "config"
    config.mkdir(parents=True)
    (config / "config.yaml").write_text("data_dir: ../run\npreset: utopya\n")
    (config / "plots.yaml").write_text("")
    out = printed(str(tmp_path / "project"), "uni04", capsys=capsys)
    assert re.search(r"spectrum +<float64, \(time: 4, kind: 3\), ", out)
    assert re.search(r"state +<int64, \(time: 4, x: 3, y: 2\), ", out)
