"""Simulating: failures, other programs, data that are not ours."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from support.projects import Project


@pytest.fixture
def tiny(tmp_path: Path) -> Project:
    """Two universes, simulated by a shell command; no plots."""
    project = Project(tmp_path / "project")
    config = project.path / "config"
    config.mkdir(parents=True)
    (config / "space.yaml").write_text(
        "!pspace\nseed: !pdim {default: 0, range: [2]}\nname: a 'b' {c}\n"
    )
    entry = {
        "loader": "text",
        "glob_str": "*/out.txt",
        "path_regex": "([^/]+)/out.txt",
        "target_path": "simulations/{match:}/out",
    }
    settings = {
        "data_dir": "data",
        "simulate": {
            "parameter_space": "config/space.yaml",
            "command": "grep seed {params} > {folder}/out.txt; echo hello from {universe}",
            "outputs": ["out.txt", "params.yml", "sim.log"],
        },
        "load": {"out": entry},
    }
    (config / "config.yaml").write_text(yaml.safe_dump(settings))
    (config / "plots.yaml").write_text("")
    return project


TARGETS = [f"data/seed~{seed}/out.txt" for seed in (0, 1)]


def test_command__is_any_command_line(tiny: Project) -> None:
    tiny.snakemake(*TARGETS)
    folder = tiny.path / "data" / "seed~1"
    assert (folder / "out.txt").read_text() == "seed: 1\n"
    assert (folder / "sim.log").read_text() == "hello from seed~1\n"
    parameters = yaml.safe_load((folder / "params.yml").read_text())
    assert parameters == {"seed": 1, "name": "a 'b' {c}"}
    visible = sorted(p.name for p in folder.iterdir() if not p.name.startswith("."))
    assert visible == ["out.txt", "params.yml", "sim.log"]


def test_failing_model__stops_only_its_universe_and_leaves_no_half_file(tiny: Project) -> None:
    tiny.edit("config/config.yaml", "echo hello", "grep -q 1 {folder}/out.txt && echo hello")
    run = tiny.snakemake(*TARGETS, check=False)
    assert run.code != 0
    assert "exit status 1" in run.output
    assert "Traceback" not in run.output
    assert (tiny.path / "data" / "seed~1" / "out.txt").exists()
    assert not (tiny.path / "data" / "seed~0" / "out.txt").exists()


def test_missing_output__is_named_with_what_was_written(tiny: Project) -> None:
    tiny.edit("config/config.yaml", "{folder}/out.txt", "{folder}/other.txt")
    run = tiny.snakemake(*TARGETS, check=False)
    assert "did not write out.txt; it wrote other.txt" in run.output


def test_folder_of_others__is_not_touched(tiny: Project) -> None:
    theirs = tiny.path / "data" / "seed~1" / "out.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("precious")
    run = tiny.snakemake(*TARGETS, check=False)
    assert run.code != 0
    assert "config/config.yaml:1: data_dir" in run.output
    assert "did not simulate" in run.output
    assert theirs.read_text() == "precious"


def test_parameter_space_of_others__is_not_overwritten(tiny: Project) -> None:
    theirs = tiny.path / "data" / "pspace.yml"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("precious")
    assert tiny.snakemake(check=False).code != 0
    assert theirs.read_text() == "precious"


def test_points_that_are_gone__stay_until_clean(tiny: Project) -> None:
    tiny.snakemake(*TARGETS)
    theirs = tiny.path / "data" / "notes" / "readme.txt"
    theirs.parent.mkdir()
    theirs.write_text("precious")
    tiny.edit("config/space.yaml", "range: [2]", "values: [0, 7]")
    run = tiny.snakemake("data/seed~7/out.txt")
    assert "until the target `clean` removes them: data/seed~1\n" in run.output
    assert (tiny.path / "data" / "seed~1" / "out.txt").exists()
    tiny.snakemake("clean")
    assert not (tiny.path / "data" / "seed~1").exists()
    assert (tiny.path / "data" / "seed~0" / "out.txt").exists()
    assert theirs.read_text() == "precious"
