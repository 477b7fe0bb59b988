"""Small projects whose universes hold nothing but their parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
import yaml

from paraverse.config.models import Config
from paraverse.config.plots import PlotConfig
from paraverse.errors import ConfigError, Location
from paraverse.jobs.universe_files import UniverseFiles
from paraverse.plan.build import make_plan
from paraverse.plan.plan import Plan
from paraverse.plan.reading.project_code import ProjectCode, read_project_code
from paraverse.plan.reading.read_sweep import Sweep
from paraverse.sweep.parameter_space import ParameterSpace
from paraverse.user_code.registered import RegisteredFunction
from paraverse.user_code.used_code import UsedCode
from paraverse.yaml_io.configuration import parse_yaml, read_yaml
from support.projects import MakeFiles

SPACE = """\
!pspace
seed: !pdim {default: 0, range: [3]}
model:
  size: !pdim {default: 0.1, values: [0.1, 0.3], order: -1}
"""
EXISTING = """\
data_dir: data
load:
  pspace:
    loader: yaml_to_object
    glob_str: pspace.yml
    load_as_attr: true
    target_path: sims
  params:
    loader: yaml
    glob_str: "*/params.yml"
    path_regex: ([^/]+)/params.yml
    target_path: sims/{match:}/params
"""
SIMULATED = f"{EXISTING}simulate: {{parameter_space: space.yaml, command: model}}\n"
PLOTS_OF_BOTH_CREATORS = """\
mean:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {data: params/seed}}
walk:
  creator: universe
  universes: all
  plot_func: facet_grid
  kind: line
  select: {data: params/seed}
"""
UNIVERSES: dict[str, dict[str, Any]] = {
    f"sim_{(i + 1) * 4 + seed + 1}": {"seed": seed, "model": {"size": size}}
    for i, size in enumerate((0.1, 0.3))
    for seed in range(3)
}
"""Folders and parameters, numbered as paramspace does."""

MakePlan = Callable[..., Plan]
FindProblems = Callable[..., list[str]]


@pytest.fixture
def plan(files: MakeFiles) -> MakePlan:
    """Make the plan of a project.

    `plots`, `config`, `space` are the texts of the files, `universes` the parameters in each
    folder in ``data``, `more` all other files.
    """

    def make(
        plots: str = "",
        config: str = EXISTING,
        *,
        space: str = SPACE,
        universes: Mapping[str, Any] = UNIVERSES,
        more: Mapping[str, str] | None = None,
    ) -> Plan:
        contents = {"config/config.yaml": config, "config/plots.yaml": plots, "space.yaml": space}
        if "simulate:" not in config:
            contents |= {f"data/{n}/params.yml": yaml.dump(p) for n, p in universes.items()}
            contents["data/pspace.yml"] = space
        files(contents | dict(more or {}))
        return make_plan(read_yaml("config/config.yaml").data)

    return make


@pytest.fixture
def problems(plan: MakePlan) -> FindProblems:
    """Make the plan of a project with mistakes; return what is said of them."""

    def find(*args: Any, **kwargs: Any) -> list[str]:
        with pytest.raises(ConfigError) as error:
            plan(*args, **kwargs)
        return [str(problem) for problem in error.value.problems]

    return find


def read_plot(text: str) -> PlotConfig:
    """Return the only plot in the text of a plots file, without the plots it is based on."""
    file = parse_yaml(text, "plots.yaml")
    ((name, values),) = file.data.items()
    return PlotConfig(name=name, values=values, origins=((file, name),))


def builtin_code(**plot_functions: RegisteredFunction) -> ProjectCode:
    """Return the functions that come with paraverse, and other plot functions by name."""
    config = Config.model_validate({"data_dir": "data", "load": {}})
    code, unreadable = read_project_code(config, [], lambda *keys: Location("config.yaml"))
    assert not unreadable
    functions = {**code.plot_functions.functions, **plot_functions}
    return replace(code, plot_functions=replace(code.plot_functions, functions=functions))


def plot_function(name: str, **options: Any) -> RegisteredFunction:
    """Return a registered plot function of a project."""
    return RegisteredFunction(
        name=name, file="draw.py", line=1, registered_at=1, options=options, find_used_code=UsedCode
    )


def small_sweep() -> Sweep:
    """Return six universes over ``size`` and ``seed``, and one that is not in the space."""
    space = ParameterSpace.from_pspace(parse_yaml(SPACE, "space.yaml").data)
    universes = [
        UniverseFiles(id=f"sim_{number}", key=str(number), values=point.values, files=())
        for number, point in enumerate(space.points())
    ]
    outside = UniverseFiles(id="other", key="other", values=None, files=())
    return Sweep(universes=[*universes, outside], space=space, is_readable=True)
