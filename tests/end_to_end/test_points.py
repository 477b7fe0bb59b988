"""A universe is drawn where its own parameters say, or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import h5py
import pytest

import paraverse
from support.projects import Project

LOAD: dict[str, Any] = {
    "pspace": {
        "loader": "yaml_to_object",
        "glob_str": "pspace.yml",
        "target_path": "sims",
        "load_as_attr": True,
    },
    "data": {
        "loader": "hdf5",
        "glob_str": "*/data.h5",
        "path_regex": "([^/]+)/data.h5",
        "target_path": "sims/{match:}/data",
    },
}
LINE = {
    "creator": "multiverse",
    "plot_func": "facet_grid",
    "kind": "line",
    "x": "dim_0",
    "hue": "a",
    "select_and_combine": {"fields": {"data": "data/y"}},
}


def make_project(
    folder: Path, values: Any, universes: Mapping[str, tuple[Any, Mapping[str, str]]]
) -> Project:
    """Write a project that sweeps `a`, with the true value and the text files of each universe."""
    names = {name for _, files in universes.values() for name in files}
    entries = {
        name.replace(".", "_"): {
            "loader": {"yml": "yaml"}.get(name.rpartition(".")[2], name.rpartition(".")[2]),
            "glob_str": f"*/{name}",
            "path_regex": f"([^/]+)/{name}",
            "target_path": f"sims/{{match:}}/{name.partition('.')[0]}",
        }
        for name in names
    }
    (folder / "config").mkdir(parents=True)
    config = {"data_dir": "data", "load": {**LOAD, **entries}}
    (folder / "config" / "config.yaml").write_text(json.dumps(config))
    (folder / "config" / "plots.yaml").write_text(json.dumps({"line": LINE}))
    for universe, (value, files) in universes.items():
        (folder / "data" / universe).mkdir(parents=True)
        with h5py.File(folder / "data" / universe / "data.h5", "w") as file:
            file["y"] = [float(value)] * 3
        for name, text in files.items():
            (folder / "data" / universe / name).write_text(text)
    space = f"!pspace\na: !pdim {{default: 99, values: {json.dumps(values)}}}\n"
    (folder / "data" / "pspace.yml").write_text(space)
    return Project(folder)


def drawn(project: Project) -> dict[Any, list[float]]:
    """Return the distinct values of the line at each value of `a`."""
    data = paraverse.load_plot("line", project.path)["data"]
    return {a: sorted(set(data.sel(a=a).values.tolist())) for a in data["a"].values.tolist()}


def test_point__from_json_not_from_the_number(tmp_path: Path) -> None:
    numbered = {"1": 30, "2": 10, "3": 20}
    universes = {n: (a, {"params.json": json.dumps({"a": a})}) for n, a in numbered.items()}
    project = make_project(tmp_path / "p", [10, 20, 30], universes)
    run = project.snakemake()
    assert drawn(project) == {10: [10.0], 20: [20.0], 30: [30.0]}
    assert "universes are complete" not in run.output
    # A restored file with other parameters counts, even if it is older
    (project.path / "data" / "1" / "params.json").write_text('{"a": 10}')
    assert "1: outside" not in project.snakemake().output
    assert paraverse.open_multiverse(project.path).status["2"].startswith("at the same point as 1")


def test_point__unknown_if_the_numbers_are_contradicted(tmp_path: Path) -> None:
    universes: dict[str, Any] = {str(a): (a, {}) for a in range(4)}
    universes |= {str(a): (a, {"params.yml": f"a: {a}"}) for a in (0, 3)}
    project = make_project(tmp_path / "p", [0, 1, 2, 3], universes)
    output = project.snakemake().output
    assert "2 of 4 universes are complete." in output
    for name in "12":
        assert (
            f"{name}: its point in the parameter space is not known: params.yml is missing"
            in output
        )
    values = drawn(project)
    assert (values[0], values[3]) == ([0.0], [3.0])
    assert all(value != value for a in (1, 2) for value in values[a])


def test_point__by_number_is_stated(tmp_path: Path) -> None:
    universes: dict[str, Any] = {"1": (5, {"params.yml": "a: 5"}), "2": (6, {})}
    project = make_project(tmp_path / "p", [5, 6], universes)
    output = project.snakemake().output
    assert "2: placed by number, as params.yml is missing" in output
    assert drawn(project) == {5: [5.0], 6: [6.0]}
    status = paraverse.open_multiverse(project.path).status
    assert status.to_dict() == {
        "1": "complete",
        "2": "complete (placed by number, as params.yml is missing; data.h5 has no a)",
    }


@pytest.mark.parametrize(
    ("values", "text", "reason"),
    [
        (
            [1, 2],
            '"{}"',
            "1: outside the parameter space: a='1' (a is the text '1', not the number",
        ),
        ([5, 6], "{}", "1: outside the parameter space: a=1"),
        ([1, 1.0000000000000002], "{}", "are the same in their first 12 digits"),
    ],
)
def test_point__of_none_is_said_before_anything_runs(
    tmp_path: Path, values: Any, text: str, reason: str
) -> None:
    universes = {str(a): (a, {"params.yml": f"a: {text.format(a)}"}) for a in (1, 2)}
    project = make_project(tmp_path / "p", values, universes)
    run = project.snakemake(check=False)
    assert run.code == 1
    assert reason in run.output
    assert not (project.path / "results").exists()
