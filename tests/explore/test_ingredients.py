"""The ingredients of figures; `tests/commands/test_explain.py` prints it."""

from __future__ import annotations

import pytest

from paraverse.explore.ingredients import list_ingredients
from paraverse.plan.plan import Plan
from support.plans import EXISTING, UNIVERSES, MakePlan

PLOTS = """\
each:
  creator: universe
  universes: {seed: [0, 1]}
  plot_func: own_function
  select: {data: params/seed}
  helpers: {set_title: {title: A}, own_helper: {}}
mean:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {data: params/seed}, subspace: {seed: [0]}}
any:
  creator: pyplot
  plot_func: facet_grid
  select: {data: sims/sim_6/params/seed}
"""
CODE = """\
from paraverse import helper, plot_function

@plot_function
def own_function(*, data, hlpr):
    pass

@helper
def own_helper(hlpr):
    pass
"""


@pytest.fixture
def project(plan: MakePlan) -> Plan:
    universes = {**UNIVERSES, "other": {"seed": 77, "model": {"size": 0.1}}}
    config = f"{EXISTING}plot_functions: draw.py\n"
    return plan(PLOTS, config, universes=universes, more={"draw.py": CODE})


def lines(project: Plan, name: str, universe: str | None = None) -> dict[str, tuple[str, ...]]:
    plot = next(plot for plot in project.plots if plot.name == name)
    return {i.label: i.lines for i in list_ingredients(project, plot, universe)}


def test_list_ingredients__of_figures_of_universes(project: Plan) -> None:
    of_plot = lines(project, "each")
    assert of_plot["figure"] == ("results/figures/each/, 4 universes",)
    assert of_plot["function"] == ("own_function (draw.py:4)",)
    assert of_plot["helpers"] == ("set_title", "own_helper (draw.py:8)")
    assert of_plot["universes"] == ("4 of 7 universes",)
    assert of_plot["load"] == ("params: yaml, */params.yml, 4 files",)
    of_one = lines(project, "each", "sim_5")
    assert of_one["figure"] == ("results/figures/each/sim_5.pdf",)
    assert of_one["universes"] == ("sim_5, size=0.1, seed=0",)


def test_list_ingredients__of_a_multiverse_plot(project: Plan) -> None:
    of_plot = lines(project, "mean")
    assert of_plot["fields"] == ("params/seed as data",)
    assert of_plot["data"] == ("results/data/mean.nc, tag data",)
    assert of_plot["universes"] == ("2 of 7 universes",)


def test_list_ingredients__of_data_in_the_tree(project: Plan) -> None:
    of_plot = lines(project, "any")
    assert of_plot["fields"] == ("params/seed",)
    assert of_plot["universes"] == ("1 of 7 universes",)
