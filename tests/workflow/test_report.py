"""Figures in the report of Snakemake."""

from __future__ import annotations

from pathlib import Path

from snakemake.io import get_flag_value, is_flagged
from snakemake.iocontainers import Wildcards

from paraverse.workflow.report import reported_figures, reported_folders
from support.plans import MakePlan

EACH = """\
each:
  creator: universe
  universes: all
  plot_func: facet_grid
  file_ext: [pdf, png]
  select: {data: params/seed}
"""
SEVERAL = EACH + "  kind: line\n  files: [seed]\n"
TOGETHER = """\
together:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  file_ext: [pdf, svg]
  select_and_combine: {fields: {data: params/seed}}
"""


def test_reported_folders__as_far_as_they_exist(plan: MakePlan) -> None:
    project = plan(EACH)
    assert reported_folders(project) == []
    Path("results/figures/each").mkdir(parents=True)
    (folder,) = reported_folders(project)
    assert folder == "results/figures/each"
    flag = get_flag_value(folder, "report")
    assert (flag.category, flag.subcategory) == ("universes", "each")
    assert flag.patterns == ["{universe,[^/]+}.pdf", "{universe,[^/]+}.png"]
    assert flag.labels(Wildcards(fromdict={"universe": "sim_10"})) == {"size": "0.3", "seed": "1"}
    assert flag.labels(Wildcards(fromdict={"universe": "mine"})) == {"universe": "mine"}


def test_reported_folders__of_several_figures_each(plan: MakePlan) -> None:
    project = plan(SEVERAL)
    Path("results/figures/each/sim_5").mkdir(parents=True)
    (folder,) = reported_folders(project)
    flag = get_flag_value(folder, "report")
    assert flag.patterns[0] == "{universe,[^/]+}/{figure,[^/]+}.pdf"
    labels = flag.labels(Wildcards(fromdict={"universe": "sim_5", "figure": "seed~0"}))
    assert labels == {"size": "0.1", "seed": "0", "figure": "seed~0"}


def test_reported_figures__of_a_multiverse_plot_in_each_format(plan: MakePlan) -> None:
    (plot,) = plan(TOGETHER).multiverse_plots
    figures = reported_figures(plot)
    assert figures == ["results/figures/together.pdf", "results/figures/together.svg"]
    assert {get_flag_value(figure, "report").category for figure in figures} == {"multiverse"}


def test_reported_figures__of_several_is_a_folder(plan: MakePlan) -> None:
    (plot,) = plan(f"{TOGETHER}  files: [seed]\n").multiverse_plots
    (folder,) = reported_figures(plot)
    assert is_flagged(folder, "directory")
    flag = get_flag_value(folder, "report")
    assert flag.patterns == ["{figure}.pdf", "{figure}.svg"]
    assert flag.labels == {"plot": "together", "figure": "{figure}"}
