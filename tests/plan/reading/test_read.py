"""Reading a project, as far as it can be read."""

from __future__ import annotations

import pytest

from paraverse.base.file_index import FileIndex
from paraverse.errors import ConfigError
from paraverse.plan.reading.read import ProjectInputs, read_project
from paraverse.yaml_io.configuration import read_yaml
from support.plans import EXISTING, SPACE
from support.projects import MakeFiles

PLOTS = """\
each: {creator: universe, universes: all, plot_func: facet_grid, select: {data: params/seed}}
swept:
  plot_func: facet_grid
  kind: !sweep {default: line, values: [line, step]}
  select_and_combine: {fields: {data: params/size}}
skipped: {creator: multiverse, plot_func: facet_grid, expected_multiverse_ndim: 1}
wrong: 3
"""


def read(
    files: MakeFiles, config: str = EXISTING, plots: str = PLOTS
) -> tuple[ProjectInputs, list[str]]:
    universe = "{seed: 1, model: {size: 0.3}}"
    data = {"data/pspace.yml": SPACE, "data/a/params.yml": universe}
    files({"config/config.yaml": config, "config/plots.yaml": plots, **data})
    project, problems = read_project(
        read_yaml("config/config.yaml").data, ["config/config.yaml"], FileIndex()
    )
    return project, [str(problem) for problem in problems]


def test_read_project__everything_but_what_is_wrong(files: MakeFiles) -> None:
    config = f"{EXISTING}plot_defaults: {{default_creator: multiverse}}\n"
    project, problems = read(files, config)
    assert [problem.partition("\n")[0] for problem in problems] == ["config/plots.yaml:7: wrong"]
    assert [plot.name for plot in project.plots] == ["each", "swept", "skipped"]
    points = {plot.name: plot.values["creator"] for plot in project.plot_points}
    assert points == {
        "each": "universe",
        "swept/kind~line": "multiverse",
        "swept/kind~step": "multiverse",
        "skipped": "multiverse",
    }
    assert list(project.skipped) == ["skipped"]
    assert [plot.name for plot in project.parsed_plots] == list(points)[:-1]
    assert list(project.used_fields) == ["params/seed", "params/size"]


def test_read_project__all_that_cannot_be_read(files: MakeFiles) -> None:
    config = f"{EXISTING}batch: 3\nloaders: load.py\noperations: ops.py\nplot_functions: draw.py\n"
    sweep = "{default: 1, values: [1, 2], name: same}"
    plots = f"{PLOTS}p: {{a: !sweep {sweep}, b: !sweep {sweep}}}\n"
    plots = plots.replace("universes: all", "universes: {sed: 1}")
    assert sorted(problem.partition("\n")[0] for problem in read(files, config, plots)[1]) == [
        "config/config.yaml:13: batch",
        "config/config.yaml:14: loaders",
        "config/config.yaml:15: operations",
        "config/config.yaml:16: plot_functions",
        "config/plots.yaml:1: each.universes.sed",
        "config/plots.yaml:7: wrong",
        "config/plots.yaml:8: p",
    ]


def test_read_project__nothing_without_a_configuration(files: MakeFiles) -> None:
    with pytest.raises(ConfigError, match="The key 'data_dir' is missing"):
        read(files, "load: {}\n")
