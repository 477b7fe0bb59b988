"""All checks of a project."""

from __future__ import annotations

import pytest

from paraverse.base.file_index import FileIndex
from paraverse.plan.checks.project import project_problems
from paraverse.plan.reading.read import read_project
from paraverse.yaml_io.configuration import read_yaml
from support.plans import SIMULATED, SPACE
from support.projects import MakeFiles

PLOTS = """\
a:
  creator: universe
  universes: all
  plot_func: facet_grid
  kind: lien
  select: {data: parms/seed}
  dag_options: {verbose: 1}
  expected_multiverse_ndim: two
all: {creator: multiverse, plot_func: facet_grid, select_and_combine: {field: {}}}
"""


@pytest.mark.parametrize(
    ("check_data", "places"),
    [
        (
            True,
            ["config/config.yaml:1: data_dir", "config/plots.yaml:6: a.select.data"],
        ),
        (False, []),
    ],
)
def test_project_problems__data_are_looked_at_on_demand(
    files: MakeFiles, check_data: bool, places: list[str]
) -> None:
    files(
        {
            "config/config.yaml": SIMULATED.replace("command: model", "script: model.py"),
            "config/plots.yaml": PLOTS,
            "space.yaml": SPACE,
            "data/pspace.yml": "x",
        }
    )
    values = read_yaml("config/config.yaml").data
    project, unreadable = read_project(values, ["config/config.yaml"], FileIndex())
    assert unreadable == []
    found = {
        str(problem).partition("\n")[0]
        for problem in project_problems(project, FileIndex(), check_data=check_data)
    }
    assert found == {
        *places,
        "config/config.yaml:13: simulate.script",
        "config/plots.yaml:5: a.kind",
        "config/plots.yaml:7: a.dag_options.verbose",
        "config/plots.yaml:8: a.expected_multiverse_ndim",
        "config/plots.yaml:9: all",
        "config/plots.yaml:9: all.select_and_combine.field",
        "config/plots.yaml:9: all.transform",
    }
