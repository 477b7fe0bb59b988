"""The universes behind the figures of a plot."""

from __future__ import annotations

from paraverse.plan.used_universes import data_behind, universes_of, used_universes
from support.plans import EXISTING, UNIVERSES, MakePlan

PLOTS = """\
each:
  creator: universe
  universes: {seed: [0, 1]}
  plot_func: facet_grid
  select: {data: params/seed}
first: &plot
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {data: params/seed}, subspace: {seed: [0]}}
second: *plot
any:
  creator: pyplot
  plot_func: facet_grid
  select: {data: sims/sim_6/params/seed}
"""


def test_used_universes__are_those_with_a_point(plan: MakePlan) -> None:
    universes = {**UNIVERSES, "other": {"seed": 77, "model": {"size": 0.1}}}
    project = plan(PLOTS, EXISTING, universes=universes)
    plots = {plot.name: plot for plot in project.plots}
    assert used_universes(project, plots["first"]) == {"sim_5", "sim_9"}
    assert used_universes(project, plots["any"]) == {"sim_6"}
    assert len(used_universes(project, plots["each"])) == 4


def test_universes_of__a_shared_node(plan: MakePlan) -> None:
    project = plan(PLOTS, EXISTING)
    (node,) = project.node_jobs
    assert universes_of(project, node) == {"sim_5", "sim_9"}
    fields, paths = data_behind(node.job)
    assert [field.path for field in fields.values()] == ["params/seed"]
    assert paths == []
