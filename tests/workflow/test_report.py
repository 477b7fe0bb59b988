"""Figures in the report of Snakemake."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from snakemake.io import get_flag_value, is_flagged
from snakemake.iocontainers import Wildcards

from paraverse.workflow.project_in_workflow import ProjectInWorkflow
from paraverse.workflow.report import (
    described_universe_plots,
    in_order,
    reported_figures,
    reported_folder,
    tell_when_reporting,
)
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


def labels_of(file: object, **wildcards: str) -> dict[str, str]:
    """Return the labels of a file, without what makes the report sort them."""
    labels = get_flag_value(file, "report").labels(Wildcards(fromdict=wildcards))
    return {name: label.strip() for name, label in labels.items()}


def test_tell_when_reporting__before_and_while_a_report_is_made() -> None:
    workflow = SimpleNamespace(create_report=str.upper)
    is_reporting = tell_when_reporting(workflow)
    assert not is_reporting()
    assert workflow.create_report("html") == "HTML"
    assert is_reporting()


def test_reported_folder__if_it_exists(plan: MakePlan) -> None:
    project = plan(EACH)
    (plot,) = project.universe_plots
    assert reported_folder(project, plot, ProjectInWorkflow()) == []
    Path("results/figures/each").mkdir(parents=True)
    (folder,) = reported_folder(project, plot, ProjectInWorkflow())
    assert folder == "results/figures/each"
    flag = get_flag_value(folder, "report")
    assert (flag.category, flag.subcategory) == ("universes", "each")
    assert flag.patterns == ["{universe,[^/]+}.{format,pdf}", "{universe,[^/]+}.{format,png}"]
    assert labels_of(folder, universe="sim_10", format="png") == {
        "size": "0.3",
        "seed": "1",
        "format": "png",
    }
    assert labels_of(folder, universe="mi{ne}", format="pdf")["universe"] == "mi{\u2060ne}"


def test_reported_folder__of_several_figures_each(plan: MakePlan) -> None:
    project = plan(SEVERAL)
    Path("results/figures/each/sim_5").mkdir(parents=True)
    (folder,) = reported_folder(project, project.universe_plots[0], ProjectInWorkflow())
    flag = get_flag_value(folder, "report")
    assert flag.patterns[0] == "{universe,[^/]+}/{figure,[^/]+}.{format,pdf}"
    labels = labels_of(folder, universe="sim_5", figure="seed~0", format="pdf")
    assert labels == {"size": "0.1", "seed": "0", "figure": "seed~0", "format": "pdf"}


def test_reported_figures__of_a_multiverse_plot_in_each_format(plan: MakePlan) -> None:
    project = plan(TOGETHER)
    figures = reported_figures(
        project, project.multiverse_plots[0], ProjectInWorkflow(), "figure.rst"
    )
    assert figures == ["results/figures/together.pdf", "results/figures/together.svg"]
    assert {get_flag_value(figure, "report").category for figure in figures} == {"multiverse"}
    assert [labels_of(figure) for figure in figures] == [
        {"plot": "together", "format": "pdf"},
        {"plot": "together", "format": "svg"},
    ]


def test_reported_figures__of_several_is_a_folder(plan: MakePlan) -> None:
    project = plan(f"{TOGETHER}  files: [seed]\n")
    (folder,) = reported_figures(
        project, project.multiverse_plots[0], ProjectInWorkflow(), "figure.rst"
    )
    assert is_flagged(folder, "directory")
    flag = get_flag_value(folder, "report")
    assert flag.patterns == ["{figure,[^/]+}.{format,pdf}", "{figure,[^/]+}.{format,svg}"]
    labels = labels_of(folder, figure="seed~0", format="pdf")
    assert labels == {"plot": "together", "figure": "seed~0", "format": "pdf"}


def test_reported_figures__of_a_plot_with_a_sweep_have_its_points_in_order(plan: MakePlan) -> None:
    project = plan(
        f"{TOGETHER}  bins: !sweep {{default: 9, values: [9, 10]}}\n".replace("pdf, svg", "pdf")
    )
    plots = project.multiverse_plots
    figures = [
        figure
        for plot in plots
        for figure in reported_figures(project, plot, ProjectInWorkflow(), "figure.rst")
    ]
    assert list(map(labels_of, figures)) == [
        {"plot": "together", "point": "bins = 9"},
        {"plot": "together", "point": "bins = 10"},
    ]


def test_in_order__gives_labels_that_sort_so() -> None:
    labels = [str(number) for number in [-10, -9, *range(300)]]
    shown = list(in_order(labels).values())
    assert sorted(shown) == shown
    assert list(map(str.strip, shown)) == labels


def test_described_universe_plots__name_the_comments_above_them(plan: MakePlan) -> None:
    project = plan(f"# Where `each`\n# one_ goes\n{EACH}{EACH.replace('each:', 'more:')}")
    assert described_universe_plots(project) == {"each": r"\ Where \`each\` one\_ goes"}
