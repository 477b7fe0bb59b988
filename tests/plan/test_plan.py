"""Dependencies across all jobs of a plan."""

from __future__ import annotations

import pytest

from paraverse.plan.plan import Plan
from support.plans import EXISTING, FindProblems, MakePlan

PLOTS = """\
each: {creator: universe, universes: all, plot_func: facet_grid, select: {data: params/seed}}
together:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {data: params/seed}}
"""


def upstream(project: Plan) -> tuple[str, str]:
    (plot,) = project.multiverse_plots
    return project.upstream(project.batches[0].store), project.upstream(plot.data)


def test_upstream__changes_with_data_configuration_and_order(plan: MakePlan) -> None:
    config = f"{EXISTING}convert: {{batch_size: 3}}\n"
    before = upstream(plan(PLOTS, config))
    assert upstream(plan(PLOTS, config)) == before
    first, second = (
        upstream(plan(PLOTS, config, more={f"data/{name}/params.yml": "{seed: 0, n: 3}"}))
        for name in ("sim_5", "sim_11")
    )
    assert first[0] != before[0]
    assert second[0] == before[0], "another batch"
    assert len({before[1], first[1], second[1]}) == 3


@pytest.mark.parametrize(
    ("convert", "are_targets"),
    [("{}", False), ("{fields: all}", True), ("{fields: [params/seed]}", True)],
)
def test_targets__stores_if_the_configuration_names_fields(
    plan: MakePlan, convert: str, are_targets: bool
) -> None:
    project = plan(config=f"{EXISTING}convert: {convert}\n")
    stores = [batch.store for batch in project.batches]
    assert project.targets == (stores if are_targets else [])
    chosen = plan(PLOTS, f"{EXISTING}convert: {{fields: all}}\nonly: each\n")
    assert all(target.startswith("results/drawn") for target in chosen.targets)


def test_parameter_table__is_a_target_if_there_are_scalars(plan: MakePlan) -> None:
    assert "results/parameters.csv" not in plan("").targets
    planned = plan("", f"{EXISTING}scalars: params/seed\n")
    assert "results/parameters.csv" in planned.targets
    assert "results/parameters.csv" in planned.results
    assert planned.parameter_table_job.scalars == ("params/seed",)
    assert planned.parameter_table_job.parameters == ("size", "seed")
    assert "params/seed" in planned.conversion.fields


def test_parameter_table__scalars_that_no_universe_has(problems: FindProblems) -> None:
    (problem,) = problems("", f"{EXISTING}scalars: [parms/seed]\n")
    assert problem.startswith("config/config.yaml:13: scalars[0]\n    No universe has 'parms/seed'")
