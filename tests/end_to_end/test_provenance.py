"""Figures carry all that is needed to make them again, with the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from paraverse.provenance.read import read_provenance
from support import sweeps
from support.projects import Project, example_project, sweeps_project
from support.run_command import paraverse

PLOTS = """
mean: {based_on: mean_random_walk, creator: multiverse, file_ext: [pdf, png, svg]}
each: {based_on: random_walk, creator: universe, universes: all, file_ext: [pdf, png, svg]}
"""
EACH = "results/figures/each/seed~1_max_step_size~0.3"


def run(folder: Path, *targets: str) -> None:
    Project(folder).snakemake(*targets)


def extract(figure: Path, folder: Path, *arguments: str) -> str:
    """Extract the project of a copy of a figure, far from its project, and return the output."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    copy = folder.with_suffix(figure.suffix)
    shutil.copyfile(figure, copy)
    command = ["provenance", str(copy), "--extract", str(folder), *arguments]
    output = paraverse(Project(folder.parent), *command)
    assert output.err == ""
    return output.out


def target(figure: Path) -> str:
    document = read_provenance(figure)
    command = str(document["figure"].get("command") or document["command"])
    assert command.startswith("paraverse run ")
    return command.removeprefix("paraverse run ").strip("'")


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with figures in all formats."""
    project = example_project(tmp_path_factory.mktemp("simulated") / "project")
    with (project.path / "config" / "plots.yaml").open("a") as file:
        file.write(PLOTS)
    # `mean` shares a node with `spread`, which an extracted project does not have
    run(project.path, "mean", "each", "spread")
    assert list((project.path / "results" / "nodes").glob("*.nc"))
    return project.path


@pytest.mark.parametrize("kind", ["pdf", "png", "svg"])
def test_multiverse_figure__is_made_again_from_itself_alone(
    simulated: Path, tmp_path: Path, kind: str
) -> None:
    figure = simulated / f"results/figures/mean.{kind}"
    extract(figure, tmp_path / "again")
    if kind == "pdf":  # the others carry the same
        run(tmp_path / "again", target(figure))
        for made in ("pdf", "png", "svg"):
            path = f"results/figures/mean.{made}"
            assert (tmp_path / "again" / path).read_bytes() == (simulated / path).read_bytes()
    again = {
        str(path.relative_to(tmp_path / "again" / "config")): path.read_text()
        for path in sorted((tmp_path / "again" / "config").rglob("*"))
    }
    names = ["config.yaml", "model.py", "operations.py", "parameter_space.yaml", "plots.yaml"]
    assert sorted(again) == sorted([*names, "provenance.json"])
    assert again["model.py"] == (simulated / "config" / "model.py").read_text()
    assert "based_on" not in again["plots.yaml"]


def test_universe_figure__is_made_again_from_itself_alone(simulated: Path, tmp_path: Path) -> None:
    figure = simulated / f"{EACH}.svg"
    document = read_provenance(figure)
    assert document["figure"]["universe"]["point"] == {"max_step_size": 0.3, "seed": 1}
    assert list(document["figure"]["universe"]["files"]) == [f"{Path(EACH).name}/data.h5"]
    extract(figure, tmp_path / "again")
    run(tmp_path / "again", target(figure))
    for made in ("pdf", "png", "svg"):
        path = f"{EACH}.{made}"
        assert (tmp_path / "again" / path).read_bytes() == (simulated / path).read_bytes()


def test_figures_of_existing_data__are_made_again_with_the_data(tmp_path: Path) -> None:
    sweep = tmp_path / "sweep"
    sweeps.numbered_sweep(sweep, seeds=2, num_steps=30)
    original = sweeps_project(tmp_path / "original", sweep).path
    (original / "config" / "plots.yaml").write_text(
        (original / "config" / "plots.yaml").read_text().replace("\nmean_random_walk:\n", PNG)
    )
    run(original, "mean_random_walk", "random_walk")
    figures = sorted((original / "results" / "figures").rglob("*.*"))
    multiverse, universe = (
        next(figure for figure in figures if name in str(figure))
        for name in ("mean_random_walk", "random_walk/")
    )
    moved = tmp_path / "moved"
    sweep.rename(moved)
    for number, figure in enumerate((multiverse, universe)):
        folder = tmp_path / f"again{number}"
        out = extract(figure, folder, "--data", str(moved))
        assert "ln -s" not in out
        run(folder, target(figure))
        path = figure.relative_to(original)
        assert (folder / path).read_bytes() == figure.read_bytes()


PNG = "\nmean_random_walk:\n  file_ext: png\n"


def test_netcdf_files__carry_provenance(simulated: Path) -> None:
    for path in sorted((simulated / "results").rglob("*.nc")):
        document = read_provenance(path)
        assert document["result"] == str(path.relative_to(simulated))
        assert document["inputs"]["universes"]["number"] > 0
        assert document["configuration"]
    data = read_provenance(simulated / "results/data/mean.nc")["inputs"]
    assert data == read_provenance(simulated / "results/figures/mean.pdf")["inputs"]
    assert len(data["universes"]["files"]) == 6
