"""`paraverse graph`, and other drawings of transformations."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from paraverse.commands.main import main
from support import sweeps
from support.projects import Project, sweeps_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("cli")
    sweeps.numbered_sweep(folder / "sweep", seeds=2, num_steps=10)
    return sweeps_project(folder / "project", folder / "sweep")


@pytest.mark.parametrize("plot", ["random_walk", "mean_random_walk"])
def test_graph__is_a_picture_with_the_operations(
    project: Project, plot: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--directory", str(project.path), "graph", plot]) == 0
    file = capsys.readouterr().out.strip()
    assert file == f"results/graphs/{plot}.svg"
    text = "".join(ElementTree.parse(project.path / file).getroot().itertext())
    assert ("xr.DataArray" if plot == "random_walk" else ".mean") in text


def test_graph__of_no_plot_suggests_one(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--directory", str(project.path), "graph", "random_wlak"]) == 1
    assert "There is no plot 'random_wlak'. Did you mean" in capsys.readouterr().err


def test_graphs__are_those_of_all_plots(project: Project) -> None:
    project.snakemake("graphs")
    drawn = {path.stem for path in (project.path / "results" / "graphs").iterdir()}
    assert drawn == {"random_walk", "mean_random_walk", "abm_mean_energy"}


def test_failing_transformation__is_drawn_beside_its_log(project: Project, tmp_path: Path) -> None:
    failing = project.copy_to(tmp_path / "project")
    failing.edit("config/plots.yaml", "[!dag_tag random_walk, seed]", "[!dag_tag random_walk, x]")
    failing.snakemake("mean_random_walk", check=False)
    picture = failing.path / "logs" / "transform" / "mean_random_walk.svg"
    assert "failed" in "".join(ElementTree.parse(picture).getroot().itertext())


def test_graph__works_while_other_plots_have_mistakes(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = project.copy_to(tmp_path / "project")
    wrong.edit("config/plots.yaml", ".mean: [!dag_tag random_walk, seed]", ".meen: []")
    assert main(["--directory", str(wrong.path), "graph", "random_walk"]) == 0
    assert main(["--directory", str(wrong.path), "graph", "mean_random_walk"]) == 1
    assert "Did you mean '.mean'?" in capsys.readouterr().err
