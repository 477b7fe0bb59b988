"""Mistakes in what is simulated and loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from paramspace import ParamSpace

from paraverse.config.models import Config, Simulate
from paraverse.errors import Location
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.plan.checks.sweep import (
    foreign_folder_problems,
    load_problems,
    no_point_problems,
    no_universe_problems,
    simulate_problems,
    simulated_folder_problems,
)
from paraverse.plan.reading.read_sweep import Sweep
from paraverse.sweep.folders import mark_as_simulated
from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.parameter_space import ParameterSpace
from paraverse.yaml_io.configuration import parse_yaml
from support.plans import EXISTING, SIMULATED, FindProblems, MakePlan, small_sweep
from support.projects import MakeFiles


def where(*keys: str | int) -> Location:
    return Location("config.yaml", None, keys)


def read(text: str) -> tuple[Config, LoadEntries]:
    config = Config.model_validate(parse_yaml(text, "config.yaml").data)
    return config, LoadEntries.from_config(config.load)


def test_load_problems__right_entries_pass() -> None:
    assert list(load_problems(*read(EXISTING), {}, where)) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "{match:}",
            "{basename}",
            "config.yaml: load\n    No entry loads files of universes:",
        ),
        (
            'params:\n    loader: yaml\n    glob_str: "*/params.yml"',
            'params:\n    loader: yaml\n    load_as_attr: true\n    glob_str: "*/params.yml"',
            "config.yaml: load.params.load_as_attr\n    Only the parameter space can be an attr",
        ),
        (
            "    loader: yaml_to_object\n",
            "    loader: yaml\n",
            "config.yaml: load.pspace.load_as_attr\n    Only the parameter space can be an attr",
        ),
        (
            "  params:\n",
            "  more:\n    loader: yaml_to_object\n    glob_str: more.yml\n"
            "    load_as_attr: true\n    target_path: sims\n  params:\n",
            "config.yaml: load.more.load_as_attr\n    `load.pspace` is the parameter space, and",
        ),
        (
            "loader: yaml\n",
            "loader: yamll\n",
            "config.yaml: load.params.loader\n    There is no loader 'yamll'.",
        ),
        (
            "loader: yaml\n",
            "loader: yaml\n    sheet: 3\n",
            "config.yaml: load.params.sheet\n    'yaml' takes no option 'sheet'.",
        ),
    ],
)
def test_load_problems__mistakes(old: str, new: str, problem: str) -> None:
    assert old in EXISTING
    (found,) = load_problems(*read(EXISTING.replace(old, new, 1)), {}, where)
    assert str(found).startswith(problem)


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ({"script": "model.py"}, "config.yaml: simulate.script\n    model.py: This file does not"),
        (
            {"command": "model {folders}"},
            "config.yaml: simulate.command\n    ",
        ),
        (
            {"command": "model", "depends_on": ["model.exe", "there"]},
            "config.yaml: simulate.depends_on\n    model.exe: This file does not exist.",
        ),
    ],
)
def test_simulate_problems__missing_programs_and_unknown_placeholders(
    files: MakeFiles, keys: dict[str, Any], problem: str
) -> None:
    files({"there": ""})
    simulate = Simulate.model_validate({"parameter_space": "space.yaml", **keys})
    (found,) = simulate_problems(simulate, where)
    assert str(found).startswith(problem)


@pytest.mark.parametrize(
    ("config", "sweep", "message"),
    [
        (EXISTING, Sweep(is_readable=True), "There is no folder 'data', in which to find"),
        (
            EXISTING.replace("data_dir: data", "data_dir: ."),
            Sweep(is_readable=True),
            "No universe is found in '.': no file there matches",
        ),
        (
            SIMULATED,
            Sweep(space=small_sweep().space, is_readable=True),
            "No entry of `load` takes the files that `simulate` makes, such as seed~0_size~0.1/",
        ),
    ],
)
def test_no_universe_problems__says_where_they_are_looked_for(
    config: str, sweep: Sweep, message: str, files: MakeFiles
) -> None:
    files({})
    (problem,) = no_universe_problems(*read(config), sweep, where)
    assert problem.location == where("data_dir")
    assert problem.message.startswith(message)


@pytest.mark.parametrize("sweep", [small_sweep(), Sweep()])
def test_no_universe_problems__not_if_there_are_some_or_if_they_are_unreadable(
    sweep: Sweep,
) -> None:
    assert list(no_universe_problems(*read(EXISTING), sweep, where)) == []


def test_no_point_problems__with_the_reason_for_the_first_few(problems: FindProblems) -> None:
    folders = {f"u{n}": {"seed": str(n), "model": {"size": 0.1}} for n in range(3)}
    (problem,) = problems(universes=folders | {"u3": {}, "u4": {}})
    assert problem == (
        "config/config.yaml:1: data_dir\n    None of the universes in 'data' has a point in the "
        "parameter space. Let an entry of `load` read files that hold the swept parameters (size, "
        "seed) with the values of the parameter space:\n"
        + "".join(
            f"      u{n}: outside the parameter space: size=0.1, seed='{n}' "
            f"(seed is the text '{n}', not the number {n})\n"
            for n in range(3)
        )
        + "      and 2 more"
    )


def test_no_point_problems__not_if_one_has_a_point_or_nothing_is_swept() -> None:
    config, _ = read(EXISTING)
    assert list(no_point_problems(config, small_sweep(), where)) == []
    lost = UniverseFiles(id="a", key="a", values=None, files=(), warnings=("outside",))
    assert list(no_point_problems(config, Sweep(universes=[lost]), where)) == []
    constant = ParameterSpace.from_pspace(ParamSpace({"a": 1}))
    assert list(no_point_problems(config, Sweep(universes=[lost], space=constant), where)) == []


def test_foreign_folder_problems__folders_that_were_not_simulated(files: MakeFiles) -> None:
    files({"data/sim_0/precious": "x", "data/pspace.yml": "x"})
    config, _ = read(SIMULATED)
    (problem,) = foreign_folder_problems(config, small_sweep(), where)
    assert problem.message.startswith("data holds what this workflow did not simulate")
    assert "sim_0, pspace.yml" in problem.message


def test_foreign_folder_problems__not_if_another_rule_simulates(files: MakeFiles) -> None:
    files({"data/sim_0/precious": "x"})
    config, _ = read(SIMULATED.replace("command: model", "rule: model"))
    assert list(foreign_folder_problems(config, small_sweep(), where)) == []


def test_foreign_folder_problems__existing_data_are_not_overwritten(files: MakeFiles) -> None:
    files({"data/sim_0/precious": "x"})
    assert list(foreign_folder_problems(read(EXISTING)[0], small_sweep(), where)) == []


def test_make_plan__reports_all_of_them(problems: FindProblems) -> None:
    config = SIMULATED.replace("command: model", "script: model.py")
    found = problems(config=config, more={"data/pspace.yml": "x"})
    assert [problem.partition("\n")[0] for problem in found] == [
        "config/config.yaml:1: data_dir",
        "config/config.yaml:13: simulate.script",
    ]


@pytest.mark.parametrize("foreign", ["data/seed~0_size~0.1/precious", "data/pspace.yml"])
def test_make_plan__does_not_simulate_into_folders_of_others(
    problems: FindProblems, foreign: str
) -> None:
    (problem,) = problems(config=SIMULATED, more={foreign: "x"})
    assert problem.startswith("config/config.yaml:1: data_dir\n    data holds what this workflow")


def test_make_plan__takes_folders_that_it_simulated(plan: MakePlan, tmp_path: Path) -> None:
    for folder in (tmp_path / "data", tmp_path / "data" / "seed~9_size~0.1"):
        mark_as_simulated(folder)
    planned = plan(config=SIMULATED, more={"data/pspace.yml": "x"})
    assert planned.simulation
    assert planned.simulation.outputs[0] == "data/{universe}/data.h5"


@pytest.mark.parametrize(
    ("simulate", "problem"),
    [
        ("script: model.py", "config/config.yaml:13: simulate.script\n    model.py: This file"),
        (
            "command: x, depends_on: [model.exe]",
            "config/config.yaml:13: simulate.depends_on\n    model.exe: This file does not exist.",
        ),
    ],
)
def test_make_plan__missing_programs(problems: FindProblems, simulate: str, problem: str) -> None:
    (found,) = problems(config=SIMULATED.replace("command: model", simulate))
    assert found.startswith(problem)


def test_simulated_folder_problems__braces_would_be_wildcards() -> None:
    config, _ = read(SIMULATED.replace("data_dir: data", 'data_dir: "data_{run}"'))
    (problem,) = simulated_folder_problems(config, where)
    assert problem.location == where("data_dir")
    assert list(simulated_folder_problems(read(SIMULATED)[0], where)) == []
