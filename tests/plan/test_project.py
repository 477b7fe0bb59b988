"""Planning outside of Snakemake."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.errors import ConfigError
from paraverse.plan.project import enter_project, find_project, plan_project
from support.plans import SIMULATED, SPACE
from support.projects import MakeFiles


def test_find_project__is_the_nearest_folder_with_a_configuration(files: MakeFiles) -> None:
    outer = files({"config/config.yaml": "", "inner/config/config.yaml": "", "inner/a/b/c": ""})
    assert find_project(outer / "inner" / "a" / "b") == outer / "inner"
    assert find_project(outer / "config") == outer


def test_find_project__without_a_configuration(files: MakeFiles) -> None:
    folder = files({"a/b": ""}) / "a"
    assert find_project(folder) == folder


def test_plan_project__of_the_working_directory(files: MakeFiles) -> None:
    files({"config/config.yaml": SIMULATED, "config/plots.yaml": "", "space.yaml": SPACE})
    assert len(plan_project().universes) == 6


def test_enter_project__is_the_nearest_one_or_that_with_a_name(
    files: MakeFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    outer = files({"config/config.yaml": "", "other/config/config.yaml": "", "a/b": ""})
    monkeypatch.chdir(outer / "a")
    enter_project()
    assert Path.cwd() == outer
    enter_project("other")
    assert Path.cwd() == outer / "other"
    with pytest.raises(ConfigError, match="name the project by --directory"):
        enter_project(str(outer / "a"))


def test_plan_project__has_no_plots_yet(files: MakeFiles) -> None:
    files({"config/config.yaml": SIMULATED, "space.yaml": SPACE})
    assert plan_project().plots == []
    files({"config/config.yaml": f"{SIMULATED}plots: config/plots.yaml\n"})
    with pytest.raises(ConfigError, match="This file does not exist"):
        plan_project()


def test_plan_project__leaves_out_plots_that_are_not_needed(files: MakeFiles) -> None:
    right = "right: {creator: pyplot, plot_func: facet_grid, select: {data: sims}}\n"
    plots = f"{right}wrong: {{creator: nobody}}\n"
    files({"config/config.yaml": SIMULATED, "config/plots.yaml": plots, "space.yaml": SPACE})
    with pytest.raises(ConfigError, match="wrong"):
        plan_project()
    assert [plot.name for plot in plan_project(needed=["right"]).plots] == ["right"]
    assert plan_project(needed=()).plots == []


def test_plan_project__data_are_not_looked_at(files: MakeFiles) -> None:
    files(
        {
            "config/config.yaml": SIMULATED,
            "config/plots.yaml": "",
            "space.yaml": SPACE,
            "data/pspace.yml": "not ours",
        }
    )
    simulation = plan_project().simulation
    assert simulation
    assert simulation.parameter_space_copy == "data/pspace.yml"


@pytest.mark.parametrize(
    ("contents", "message"),
    [
        ({"other": ""}, "This file does not exist: name the project by --directory."),
        ({"config/config.yaml": "a: [1"}, "Not valid YAML: "),
        ({"config/config.yaml": ""}, "The key 'data_dir' is missing."),
    ],
)
def test_plan_project__wrong_configuration(
    files: MakeFiles, contents: dict[str, str], message: str
) -> None:
    files(contents)
    with pytest.raises(ConfigError) as error:
        plan_project()
    assert all(problem.location.file == "config/config.yaml" for problem in error.value.problems)
    assert error.value.problems[0].message.startswith(message)
