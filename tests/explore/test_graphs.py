"""Drawings of the transformations of plots."""

from __future__ import annotations

from pathlib import Path

import pytest

from paraverse.errors import PlotError
from paraverse.explore.graphs import draw_transformation, find_transforming_jobs
from support.plans import MakePlan

PLOTS = """\
mean:
  creator: multiverse
  module: .generic
  plot_func: facet_grid
  select_and_combine: {fields: {seeds: params/seed}}
  transform: [{.mean: !dag_tag seeds, tag: data}]
each:
  creator: universe
  universes: all
  module: .generic
  plot_func: facet_grid
  select: {data: params/seed}
"""


def test_find_transforming_jobs__has_one_job_for_each_plot(plan: MakePlan) -> None:
    assert set(find_transforming_jobs(plan(PLOTS))) == {"mean", "each"}


def test_draw_transformation__writes_an_svg(plan: MakePlan) -> None:
    file = draw_transformation(plan(PLOTS), "mean")
    assert file == "results/graphs/mean.svg"
    assert ".mean" in Path(file).read_text()
    assert draw_transformation(plan(PLOTS), "each", "graph.svg") == "graph.svg"
    assert Path("graph.svg").read_text().startswith("<svg")


def test_draw_transformation__suggests_the_name_of_a_plot(plan: MakePlan) -> None:
    with pytest.raises(PlotError, match=r"There is no plot 'maen'\. Did you mean 'mean'"):
        draw_transformation(plan(PLOTS), "maen")
