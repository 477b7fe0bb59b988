"""Files with plot functions, of this package and of a project."""

from __future__ import annotations

from typing import Any

import pytest

from paraverse.config.models import Config
from paraverse.config.plots import PlotConfig
from paraverse.errors import Location
from paraverse.user_code.plot_function_files import (
    find_builtin_files,
    find_builtin_modules,
    find_function_files,
    is_own_module,
    names_own_file,
)
from paraverse.yaml_io.configuration import parse_yaml
from support.projects import MakeFiles

LOCATION = Location("config.yaml", 3, ("plot_functions",))


def make_plot(text: str) -> PlotConfig:
    file = parse_yaml(f"p: {text}\n", "plots.yaml")
    return PlotConfig(name="p", values=file.data["p"], origins=((file, "p"),))


def make_config(**values: Any) -> Config:
    load = {"data": {"loader": "hdf5", "glob_str": "*.h5"}}
    return Config.model_validate({"data_dir": "data", "load": load, **values})


def test_find_builtin_files__are_those_with_decorators() -> None:
    names = [file.stem for file in find_builtin_files()]
    assert {"errorbars", "generic", "scatter3d", "snsplot"} <= set(names)
    assert "graph_drawing" not in names


def test_find_builtin_modules__are_those_of_dantro_and_utopya() -> None:
    of_dantro = {"basic", "generic", "graph", "multiplot", "snsplot"}
    of_utopya = {"abm", "attractor", "ca", "distributions", "snsplot", "time_series"}
    assert set(find_builtin_modules()) == of_dantro | of_utopya


def test_find_function_files__by_configuration_file_and_module(files: MakeFiles) -> None:
    files({"mine.py": "", "models/forest.py": "", "package/__init__.py": "", "lib/x.py": ""})
    plots = [
        make_plot("{module_file: x.py}"),
        make_plot("{module: models.forest}"),
        make_plot("{module: package}"),
        make_plot("{module: .generic}"),
        make_plot("{module: dantro.plot.funcs.graph}"),
        make_plot("{plot_func: facet_grid}"),
    ]
    config = make_config(plot_functions=["mine.py"], plot_defaults={"base_module_file_dir": "lib"})
    named, problems = find_function_files(config, plots, LOCATION)
    assert problems == []
    assert {file: str(location) for file, location in named.items()} == {
        "mine.py": "config.yaml:3: plot_functions",
        "lib/x.py": "plots.yaml:1: p.module_file",
        "models/forest.py": "plots.yaml:1: p.module",
        "package/__init__.py": "plots.yaml:1: p.module",
    }


def test_find_function_files__module_that_does_not_exist(files: MakeFiles) -> None:
    files({})
    _, (problem,) = find_function_files(make_config(), [make_plot("{module: .genric}")], LOCATION)
    assert str(problem).startswith("plots.yaml:1: p.module\n    There is no module '.genric' in")
    assert "Did you mean '.generic'?" in problem.message


@pytest.mark.parametrize(
    ("module", "is_own"),
    [(None, False), (".ca", False), ("utopya.eval.plots.snsplot", False), ("ca", False)],
)
def test_is_own_module__not_for_those_of_dantro(module: str | None, is_own: bool) -> None:
    assert is_own_module(module) is is_own


def test_names_own_file__by_file_or_module() -> None:
    assert names_own_file(make_plot("{module_file: x.py}"))
    assert names_own_file(make_plot("{module: models.forest}"))
    assert not names_own_file(make_plot("{module: .generic}"))
    assert not names_own_file(make_plot("{plot_func: mine}"))
