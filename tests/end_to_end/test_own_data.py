"""Projects that `paraverse init` writes run at once, for the example and for odd layouts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import paraverse
from paraverse.commands.main import main
from support.odd_layouts import LAYOUTS, json_parameters, write_data, write_json
from support.projects import Project


def new_project(folder: Path, data: Path | None = None) -> Project:
    arguments = ["init", str(folder), *(["--from", str(data)] if data else [])]
    assert main(arguments) == 0
    return Project(folder)


def figures(project: Project) -> set[str]:
    folder = project.path / "results" / "figures"
    return {str(path.relative_to(folder)) for path in folder.rglob("*.png")}


def test_example__runs_as_it_is_written(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project")
    project.edit("config/parameter_space.yaml", "range: [5]", "range: [2]")
    project.snakemake()
    assert "infected_of_all.png" in figures(project)
    assert len(figures(project)) == 7
    assert "Nothing to be done" in project.snakemake().output


@pytest.mark.parametrize(
    "layout", ["folder names", "attributes", "rounded", "Latin hypercube", "scalars"]
)
def test_layouts__both_plots_work(layout: str, tmp_path: Path) -> None:
    LAYOUTS[layout][0](tmp_path / "output")
    project = new_project(tmp_path / "project", tmp_path / "output")
    run = project.snakemake()
    assert "WARNING: figures show data that may mislead" not in run.output
    multiverse = [name for name in figures(project) if "/" not in name]
    assert len(multiverse) == 1
    if layout != "scalars":
        universes = paraverse.open_multiverse(project.path).parameters
        assert len(figures(project)) == 1 + len(universes)


def test_missing_parameters__are_said_at_the_end(tmp_path: Path) -> None:
    json_parameters(tmp_path / "output")
    project = new_project(tmp_path / "project", tmp_path / "output")
    output = project.snakemake("infected_of_all").output
    assert "11 of 12 universes are complete" in output
    assert "run_4: params.json is missing; its parameters are not known" in output
    assert "No universe is at 1 point of the parameter space: beta=0.1, gamma=0.4" in output
    mv = paraverse.open_multiverse(project.path)
    array = mv["data/group/infected"]
    assert dict(array.sizes) == {"beta": 2, "gamma": 2, "repetition": 3, "dim_0": 20}
    assert array["twice"].dims == ("beta",)
    assert array["seed"].dims == ("beta", "gamma", "repetition")
    assert int(array.isnull().sum()) == 20
    assert mv.universe(twice=0.2, gamma=0.2, repetition=0).id == "run_0"


def test_new_runs__join_the_sweep(tmp_path: Path) -> None:
    for number in range(3):
        write_data(tmp_path / "output" / f"r{number}" / "d.h5", number)
        write_json(tmp_path / "output" / f"r{number}" / "p.json", {"beta": number / 10})
    project = new_project(tmp_path / "project", tmp_path / "output")
    project.snakemake()
    write_data(tmp_path / "output" / "r3" / "d.h5", 3)
    write_json(tmp_path / "output" / "r3" / "p.json", {"beta": 0.05})
    project.snakemake()
    array = paraverse.open_multiverse(project.path)["data/group/infected"]
    assert array["beta"].values.tolist() == [0, 0.05, 0.1, 0.2]
    assert array.sel(beta=0.05)[0] == 3
    assert "Nothing to be done" in project.snakemake().output


def test_sweep__can_be_changed(tmp_path: Path) -> None:
    for number in range(6):
        write_data(tmp_path / "output" / f"r{number}" / "d.h5", number)
        values = {"a": number // 2, "b": number % 2, "size": number**2}
        write_json(tmp_path / "output" / f"r{number}" / "p.json", values)
    project = new_project(tmp_path / "project", tmp_path / "output")
    with (project.path / "config" / "config.yaml").open("a") as file:
        file.write("sweep: {dimensions: [size], ignore: [b]}\n")
    (project.path / "config" / "plots.yaml").write_text(
        "by_size:\n  creator: multiverse\n  module: .generic\n  plot_func: facet_grid\n"
        "  select_and_combine: {fields: {data: data/group/infected}}\n"
        "  kind: line\n  x: dim_0\n  hue: a\n"
    )
    project.snakemake()
    array = paraverse.open_multiverse(project.path)["data/group/infected"]
    assert array.sizes["size"] == 6
    assert array["a"].dims == ("size",)
    assert "b" not in array.coords
    project.edit("config/config.yaml", "dimensions: [size]", "dimensions: [siz]")
    run = project.snakemake(check=False)
    assert run.code == 1
    assert "sweep.dimensions" in run.output
    assert "No universe has a parameter 'siz'" in run.output


def test_thousand_runs__are_planned_from_their_parameters(tmp_path: Path) -> None:
    for number in range(1000):
        folder = tmp_path / "output" / f"r{number}"
        folder.mkdir(parents=True)
        values = {"a": number // 100, "b": number // 10 % 10, "seed": number % 10, "n": 5}
        (folder / "p.json").write_text(json.dumps({**values, "out": f"/x/{number}"}))
        if number % 100 == 0:
            write_data(folder / "d.h5", number)
    project = new_project(tmp_path / "project", tmp_path / "output")
    run = project.snakemake("--dry-run", "infected_of_all")
    assert run.jobs["convert"] > 3
