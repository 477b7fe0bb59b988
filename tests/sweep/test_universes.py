"""Universes to simulate and universes that exist, with their points."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from paraverse.base.file_index import FileIndex
from paraverse.config.models import Config
from paraverse.sweep.load_entries import LoadEntries
from paraverse.sweep.parameter_files import FileParameters
from paraverse.sweep.universes import find_existing_universes
from paraverse.yaml_io.configuration import parse_yaml
from support.plans import EXISTING, SIMULATED, SPACE, UNIVERSES, FindProblems, MakePlan


def test_list_simulated_universes__are_named_by_their_points(plan: MakePlan) -> None:
    universes = plan(config=SIMULATED).universes
    assert {name: universe.values for name, universe in universes.items()} == {
        f"seed~{seed}_size~{size}": (size, seed) for size in (0.1, 0.3) for seed in range(3)
    }
    (file,) = universes["seed~1_size~0.3"].files
    assert (file.path, file.target) == ("data/seed~1_size~0.3/params.yml", "params")


def test_list_simulated_universes__stay_the_same_when_the_space_grows(plan: MakePlan) -> None:
    grown = SPACE.replace("[3]", "[5]").replace("[0.1,", "[0.05, 0.1,")
    before, after = plan(config=SIMULATED), plan(config=SIMULATED, space=grown)
    assert len(after.universes) == 15
    assert before.universes.items() <= after.universes.items()
    assert before.simulation
    assert after.simulation
    assert before.simulation.depends_on == after.simulation.depends_on
    for name in before.universes:
        assert before.simulation.job(name) == after.simulation.job(name)


def test_list_simulated_universes__all_change_with_a_shared_parameter(plan: MakePlan) -> None:
    before, after = plan(config=SIMULATED), plan(config=SIMULATED, space=f"{SPACE}n: 3\n")
    assert before.universes.keys() == after.universes.keys()
    assert before.simulation
    assert after.simulation
    assert before.simulation.depends_on != after.simulation.depends_on


def test_find_existing_universes__in_the_order_of_the_space(plan: MakePlan) -> None:
    universes = plan().universes
    assert [(u.id, u.key, u.values) for u in universes.values()] == [
        (name, name, (p["model"]["size"], p["seed"])) for name, p in UNIVERSES.items()
    ]


def test_find_existing_universes__point_by_parameters_not_by_number(plan: MakePlan) -> None:
    one, other = UNIVERSES["sim_5"], UNIVERSES["sim_11"]
    universes = plan(universes=UNIVERSES | {"sim_5": other, "sim_11": one}).universes
    assert universes["sim_5"].values == (0.3, 2)
    assert universes["sim_11"].values == (0.1, 0)
    assert next(iter(universes)) == "sim_11"


NUMBERED = EXISTING.replace("([^/]+)/params", r"sim_(\d+)/params")


def test_find_existing_universes__point_by_number_if_parameters_are_missing(plan: MakePlan) -> None:
    folders = {"sim_05": {}, "sim_11": {"seed": 2}, "sim_06": UNIVERSES["sim_6"]}
    universes = plan(config=NUMBERED, universes=folders).universes
    assert {name: (u.key, u.values) for name, u in universes.items()} == {
        "sim_05": ("05", (0.1, 0)),
        "sim_06": ("06", (0.1, 1)),
        "sim_11": ("11", (0.3, 2)),
    }
    reason = "params.yml has no size, seed"
    assert universes["sim_05"].warnings == ()
    assert universes["sim_05"].notes == (f"placed by number, as {reason}",)


def test_find_existing_universes__no_point_by_number_if_one_contradicts(plan: MakePlan) -> None:
    folders = {"sim_05": {}, "sim_06": UNIVERSES["sim_6"], "sim_11": {"seed": 0}}
    universes = plan(config=NUMBERED, universes=folders).universes
    assert {name: u.values for name, u in universes.items()} == {
        "sim_06": (0.1, 1),
        "sim_05": None,
        "sim_11": None,
    }
    assert "that of sim_11 is not right" in universes["sim_05"].warnings[0]
    stray = plan(config=NUMBERED, universes={**UNIVERSES, "sim_6": {}, "sim_0": {}}).universes
    assert stray["sim_6"].warnings == (
        "its point in the parameter space is not known: params.yml has no size, seed; its number "
        "is not used, as that of sim_0 is not right",
    )


@pytest.mark.parametrize(
    ("loader", "file", "form"),
    [
        ("json", "params.json", '{{"seed": {seed}, "model": {{"size": {size}}}}}'),
        ("toml", "params.toml", "seed = {seed}\n[model]\nsize = {size}\n"),
        ("pandas_csv", "params.csv", "seed,size\n{seed},{size}\n"),
    ],
)
def test_find_existing_universes__point_from_any_mapping(
    plan: MakePlan, loader: str, file: str, form: str
) -> None:
    config = EXISTING.replace("loader: yaml\n", f"loader: {loader}\n").replace("params.yml", file)
    # The numbers say something else
    points = dict(zip(reversed(UNIVERSES), UNIVERSES.values(), strict=True))
    contents = {
        f"data/{name}/{file}": form.format(seed=p["seed"], size=p["model"]["size"])
        for name, p in points.items()
    }
    universes = plan(config=config, universes={}, more=contents).universes
    assert {name: u.values for name, u in universes.items()} == {
        name: (p["model"]["size"], p["seed"]) for name, p in points.items()
    }


def test_find_existing_universes__point_from_hdf5_attributes(
    plan: MakePlan, tmp_path: Path
) -> None:
    config = EXISTING.replace("loader: yaml\n", "loader: hdf5\n").replace("params", "data")
    points = dict(zip(reversed(UNIVERSES), UNIVERSES.values(), strict=True))
    for name, parameters in points.items():
        (tmp_path / "data" / name).mkdir(parents=True)
        with h5py.File(tmp_path / "data" / name / "data.yml", "w") as file:
            file.attrs["seed"] = parameters["seed"]
            file.create_group("model").attrs["size"] = np.float32(parameters["model"]["size"])
    universes = plan(config=config, universes={}).universes
    assert {name: u.values for name, u in universes.items()} == {
        name: (p["model"]["size"], p["seed"]) for name, p in points.items()
    }


def test_find_existing_universes__point_from_the_path(plan: MakePlan) -> None:
    regex = r"(seed_(?P<seed>\\d+)_size_(?P<size>[^/]+))/params"
    config = EXISTING.replace("([^/]+)/params", regex.replace("\\\\", "\\"))
    names: dict[str, Any] = {
        f"seed_{seed}_size_{size}": {} for seed in range(3) for size in (0.1, 0.3)
    }
    universes = plan(config=config, universes=names).universes
    assert {name: u.values for name, u in universes.items()} == {
        f"seed_{seed}_size_{size}": (size, seed) for seed in range(3) for size in (0.1, 0.3)
    }


def test_find_existing_universes__reads_parameters_with_the_given_function(plan: MakePlan) -> None:
    plan()
    config = Config.model_validate(parse_yaml(EXISTING, "config.yaml").data)
    parameters = FileParameters(mappings=({"seed": 1, "model": {"size": 0.3}},))
    universes, space = find_existing_universes(
        "data",
        LoadEntries.from_config(config.load),
        FileIndex(),
        read=lambda *arguments: parameters,
    )
    assert space is not None
    assert [u.values for u in universes] == [(0.3, 1), *[None] * 5]


def test_find_existing_universes__outside_the_space_or_twice_have_no_point(plan: MakePlan) -> None:
    folders = {
        "a": {"seed": 0, "model": {"size": 0.1}},
        "b": {"seed": 0, "model": {"size": 0.1 + 1e-15}},
        "c": {"seed": 7, "model": {"size": 0.1}},
        "d": {"seed": 1, "model": {"size": 0.1}},
    }
    universes = plan(universes=folders).universes
    assert {name: (u.values is not None, u.warnings) for name, u in universes.items()} == {
        "a": (True, ()),
        "b": (False, ("at the same point as a: size=0.1, seed=0",)),
        "c": (False, ("outside the parameter space: size=0.1, seed=7",)),
        "d": (True, ()),
    }


def test_find_existing_universes__without_a_space_in_the_order_of_numbers(plan: MakePlan) -> None:
    config = EXISTING.replace("    loader: yaml_to_object", "    enabled: false\n    loader: text")
    project = plan(config=config, universes={n: {} for n in ("x_10", "x_9", "x_100")})
    assert project.space is None
    assert list(project.universes) == ["x_9", "x_10", "x_100"]
    assert all(u.values is None and u.warnings == () for u in project.universes.values())


@pytest.mark.parametrize("space", [SPACE, None])
def test_find_existing_universes__names_in_results_have_no_special_characters(
    plan: MakePlan, space: str | None
) -> None:
    config = EXISTING if space else EXISTING.replace("to_object", "to_object\n    enabled: false")
    names = ["{run}", "<run>", "a\\b", "x" * 200]
    universes = dict(zip([*names, "_run_"], UNIVERSES.values(), strict=False))
    project = plan(config=config, universes=universes)
    found = {universe.key: universe for universe in project.universes.values()}
    assert list(found) == [*names, "_run_"]
    assert all(universe.files and not universe.warnings for universe in found.values())
    assert found["{run}"].id.startswith("_run__")
    assert len({universe.id for universe in found.values()}) == 5
    for path in project.results:
        assert not set("{}<>\\") & set(path)
        assert all(len(name) < 230 for name in path.split("/"))


LOG = """\
  log:
    loader: text
    glob_str: "*/sim.log"
    path_regex: ([^/]+)/sim.log
    target_path: sims/{match:}/log
"""


@pytest.mark.parametrize(
    ("option", "failures", "reasons"),
    [
        ("required: true", ("sim.log is missing",), ()),
        ("on_error: skip", (), ("sim.log is missing",)),
        ("required: false", (), ()),
    ],
)
def test_find_existing_universes__name_missing_files(
    plan: MakePlan, option: str, failures: tuple[str, ...], reasons: tuple[str, ...]
) -> None:
    config = f"{EXISTING}{LOG}    {option}\n"
    universes = plan(config=config, more={"data/sim_5/sim.log": ""}).universes
    assert (universes["sim_5"].errors, universes["sim_5"].warnings) == ((), ())
    assert (universes["sim_6"].errors, universes["sim_6"].warnings) == (failures, reasons)


@pytest.mark.parametrize(
    ("config", "problem"),
    [
        (
            EXISTING.replace("data_dir: data", "data_dir: dta"),
            "config/config.yaml:1: data_dir\n    There is no folder 'dta', in which to find "
            "universes.",
        ),
        (
            f"{EXISTING}{LOG}    required: true\n",
            "config/config.yaml:15: load.log.glob_str\n    No file below 'data' matches, and the "
            "entry is `required`.",
        ),
        (
            EXISTING.replace("([^/]+)/", r"run_(\d+)/"),
            "config/config.yaml:11: load.params.path_regex\n    'run_(\\\\d+)/params.yml' does not "
            "match 'sim_10/params.yml', which `glob_str` finds.",
        ),
        (
            EXISTING.replace("{match:}", "all"),
            "config/config.yaml:2: load\n    No entry loads files of universes: give one a "
            "`path_regex` and a `target_path` with `{match:}`, such as "
            "`simulations/{match:}/data`.",
        ),
        (
            SIMULATED.replace('"*/params.yml"', '"*/parameters.yml"'),
            "config/config.yaml:1: data_dir\n    No entry of `load` takes the files that "
            "`simulate` makes, such as seed~0_size~0.1/data.h5, seed~0_size~0.1/params.yml, "
            "seed~0_size~0.1/sim.log: they do not match '*/parameters.yml'. Use patterns such as "
            "`*/data.h5` with `path_regex: ([^/]+)/data.h5`.",
        ),
    ],
)
def test_make_plan__no_universes(problems: FindProblems, config: str, problem: str) -> None:
    (message,) = problems(config=config)
    assert message.startswith(problem)


@pytest.mark.parametrize(
    ("config", "file"), [(EXISTING, "data/pspace.yml"), (SIMULATED, "space.yaml")]
)
@pytest.mark.parametrize("space", ["", "seed: 3\n", "!pspace\nseed: !pdim {default: 0}\n"])
def test_make_plan__file_without_a_parameter_space(
    problems: FindProblems, config: str, file: str, space: str
) -> None:
    (problem,) = problems(config=config, space=space)
    assert file in problem


@pytest.mark.parametrize(
    ("option", "is_error"), [("on_error: fail", True), ("on_error: skip", False)]
)
def test_find_existing_universes__files_that_must_not_be_read(
    plan: MakePlan, tmp_path: Path, option: str, is_error: bool
) -> None:
    (tmp_path / "secret").write_text("secret")
    folders = tmp_path / "data"
    for name in ("sim_5", "sim_6"):
        (folders / name).mkdir(parents=True, exist_ok=True)
    os.mkfifo(folders / "sim_5" / "sim.log")
    (folders / "sim_6" / "sim.log").symlink_to("../../secret")
    universes = plan(config=f"{EXISTING}{LOG}    {option}\n").universes
    for name, reason in {
        "sim_5": "data/sim_5/sim.log is a FIFO, not a regular file",
        "sim_6": f"data/sim_6/sim.log leads to {tmp_path}/secret, outside of data",
    }.items():
        universe = universes[name]
        assert (universe.errors if is_error else universe.warnings) == (reason,)
        assert not any(file.path.endswith("sim.log") for file in universe.files)
        assert universe.values is not None
