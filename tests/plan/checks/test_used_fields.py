"""Fields and universes that plots read and that do not exist."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import h5py
import pytest

from paraverse.base.file_index import FileIndex
from paraverse.config.models import Config, PlotDefaults
from paraverse.errors import Location
from paraverse.jobs.universe_files import SourceFile, UniverseFiles
from paraverse.plan.checks.used_fields import missing_field_problems, universe_path_problems
from paraverse.plan.reading.parsed_plot import parse_plot
from paraverse.sweep.load_entries import LoadEntries
from support.plans import builtin_code, read_plot, small_sweep

LOAD = {
    name: {
        "loader": loader,
        "glob_str": f"*/{name}",
        "path_regex": "([^/]+)/",
        "target_path": f"sims/{{match:}}/{name}",
    }
    for name, loader in (("data", "hdf5"), ("params", "yaml"))
}
CONFIG = Config.model_validate({"data_dir": "data", "load": LOAD})


@pytest.fixture
def universes(tmp_path: Path) -> list[UniverseFiles]:
    path = str(tmp_path / "data.h5")
    with h5py.File(path, "w") as file:
        file["walk/x"] = [1.0]
    files = (
        SourceFile(path=path, target="data", loader="hdf5"),
        SourceFile(path="params.yml", target="params", loader="yaml"),
    )
    return [UniverseFiles(id="a", key="1", values=None, files=files)]


@pytest.mark.parametrize(
    "path", ["*", "data", "params", "data/walk", "data/walk/x", "params/any/thing"]
)
def test_missing_field_problems__what_may_exist_passes(
    universes: list[UniverseFiles], path: str
) -> None:
    entries = LoadEntries.from_config(CONFIG.load)
    assert (
        list(missing_field_problems({path: Location("f")}, entries, universes, FileIndex())) == []
    )


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("param/seed", "`load` puts nothing there. Did you mean 'params'?"),
        ("datas", "`load` puts nothing there. Did you mean 'data'?"),
        ("data/walk/y", "Did you mean 'data/walk/x'"),
    ],
)
def test_missing_field_problems__what_no_universe_has(
    universes: list[UniverseFiles], path: str, message: str
) -> None:
    entries = LoadEntries.from_config(CONFIG.load)
    location = Location("plots.yaml", 3)
    (problem,) = missing_field_problems({path: location}, entries, universes, FileIndex())
    assert problem.location == location
    assert problem.message.startswith(f"No universe has {path!r}")
    assert message in problem.message


def test_missing_field_problems__suggest_targets_below_files(
    universes: list[UniverseFiles],
) -> None:
    entry = {"loader": "numpy", "glob_str": "*/track.npy", "path_regex": "([^/]+)/"}
    below = {"track": {**entry, "target_path": "sims/{match:}/data/track"}}
    load = Config.model_validate({"data_dir": "data", "load": {**LOAD, **below}}).load
    (problem,) = missing_field_problems(
        {"data/trac": Location("f")}, LoadEntries.from_config(load), universes, FileIndex()
    )
    assert problem.message == "No universe has 'data/trac'. Did you mean 'data/track'?"


@pytest.mark.parametrize(
    ("path", "found"),
    [("data/log", True), ("data/log/line", True), ("data/own", True), ("data/other", False)],
)
def test_missing_field_problems__longest_target_decides(
    universes: list[UniverseFiles], path: str, found: bool
) -> None:
    entry = {"glob_str": "*/own", "path_regex": "([^/]+)/"}
    below = {
        "log": {**entry, "loader": "yaml", "target_path": "sims/{match:}/data/log"},
        "own": {**entry, "loader": "yaml", "target_path": "sims/{match:}/data/own/values"},
    }
    load = Config.model_validate({"data_dir": "data", "load": {**LOAD, **below}}).load
    more = [
        SourceFile(path=f"{name}.yml", target=target, loader="yaml")
        for name, target in (("log", "data/log"), ("own", "data/own/values"))
    ]
    universes = [replace(universes[0], files=(*universes[0].files, *more))]
    problems = missing_field_problems(
        {path: Location("f")}, LoadEntries.from_config(load), universes, FileIndex()
    )
    assert (list(problems) == []) == found


@pytest.mark.parametrize("path", ["params", "params/seed"])
def test_missing_field_problems__entry_that_finds_no_file(
    universes: list[UniverseFiles], path: str
) -> None:
    entries = LoadEntries.from_config(CONFIG.load)
    only_data = [replace(universe, files=universe.files[:1]) for universe in universes]
    (problem,) = missing_field_problems({path: Location("f")}, entries, only_data, FileIndex())
    message = "`load.params` finds no file that matches '*/params'."
    assert problem.message == f"No universe has {path!r}: {message}"
    # Without any universe, this is said once and not for each field
    assert list(missing_field_problems({path: Location("f")}, entries, [], FileIndex())) == []


def test_missing_field_problems__files_that_do_not_exist_yet_may_have_anything() -> None:
    entries = LoadEntries.from_config(CONFIG.load)
    files = (SourceFile(path="nowhere.h5", target="data", loader="hdf5"),)
    universe = UniverseFiles(id="a", key="1", values=None, files=files)
    assert (
        list(missing_field_problems({"data/x": Location("f")}, entries, [universe], FileIndex()))
        == []
    )


def test_universe_path_problems__universe_that_does_not_exist() -> None:
    plot = read_plot("p: {creator: pyplot, plot_func: f, select: {a: sims/0/x, b: sims/10/x}}")
    defaults = PlotDefaults.model_validate({})
    sweep = small_sweep()
    parsed, _ = parse_plot(plot, builtin_code(), sweep, defaults)
    (problem,) = universe_path_problems(parsed, sweep.universes, "sims")
    assert str(problem).startswith("plots.yaml:1: p.select.b\n    There is no universe '10'. ")
