"""Figures that are skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.base.figure_record import FigureRecord
from paraverse.plan.plan import Plan
from paraverse.workflow.end_of_run.records import skipped_figures
from support.plans import EXISTING, MakePlan

PLOTS = """\
each:
  creator: universe
  universes: all
  plot_func: facet_grid
  file_ext: [pdf, png]
  select: {data: params/seed}
together:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {data: params/seed}}
elsewhere:
  creator: multiverse
  expected_multiverse_ndim: 5
  plot_func: facet_grid
  select_and_combine: {fields: {data: params/seed}}
"""


@pytest.fixture
def drawn(plan: MakePlan) -> Plan:
    """A project in which all figures are drawn."""
    project = plan(PLOTS, f"{EXISTING}convert: {{batch_size: 3}}\n")
    (each,) = project.universe_plots
    for batch in each.universes:
        for path in map(Path, each.paths(batch)):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    for record in each.records:
        FigureRecord().write(record)
    return project


def test_skipped_figures__are_those_of_the_plan_and_of_records(drawn: Plan) -> None:
    (each,), (together,) = drawn.universe_plots, drawn.multiverse_plots
    FigureRecord(skipped={"together": "only one seed"}).write(together.record)
    FigureRecord(skipped={"each, universe sim_9": "empty"}, failed={"x": "y"}).write(
        each.records[1]
    )
    assert list(skipped_figures(drawn)) == [
        ("elsewhere", "the parameter space has 2 dimensions, expected_multiverse_ndim is 5"),
        ("together", "only one seed"),
        ("each, universe sim_9", "empty"),
    ]


def test_skipped_figures__ignores_records_that_cannot_be_read(drawn: Plan) -> None:
    Path(drawn.universe_plots[0].records[0]).write_text("[")
    assert [name for name, _ in skipped_figures(drawn)] == ["elsewhere"]
