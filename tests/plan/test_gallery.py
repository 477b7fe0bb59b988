"""The plots of a project as the gallery shows them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from paraverse.jobs import MAX_GALLERY_FIGURES
from paraverse.plan.build import make_plan
from paraverse.plan.gallery import gallery_dependencies, gallery_inputs, gallery_plots
from paraverse.plot.facet_grid.encodings import KINDS
from paraverse.yaml_io.configuration import read_yaml
from support.paths import ROOT
from support.plans import MakePlan

ONE = (
    "  creator: multiverse\n  plot_func: facet_grid\n  select_and_combine: {fields: {data: params}}"
)
PLOTS = f"""\
# About all plots

# Values of seeds,
# one for each universe
seeds/each:
  creator: universe
  universes: all
  plot_func: facet_grid
  file_ext: [pdf, png]
  select: {{data: params/seed}}  # of YAML

# --- Others

seeds/all:
{ONE}
swept: !pspace
{ONE}
  bins: !sweep {{default: 10, values: [10, 20]}}
"""


def test_gallery_plots__in_the_order_of_the_file(plan: MakePlan) -> None:
    plots = gallery_plots(plan(PLOTS))
    assert [plot.name for plot in plots] == ["seeds/each", "seeds/all", "swept"]
    assert plots[0].location == "config/plots.yaml:5"


def test_gallery_plots__have_their_own_lines_and_the_comment_above(plan: MakePlan) -> None:
    each, every, _ = gallery_plots(plan(PLOTS))
    assert each.description == "Values of seeds, one for each universe"
    assert each.text.startswith("seeds/each:\n  creator: universe")
    assert each.text.endswith("select: {data: params/seed}  # of YAML")
    assert every.description == ""
    assert every.text == f"seeds/all:\n{ONE}"


def test_gallery_plots__show_some_figures_in_all_formats(plan: MakePlan) -> None:
    each, every, swept = gallery_plots(plan(PLOTS, universes=SEVEN))
    assert (each.count, len(each.figures)) == (7, MAX_GALLERY_FIGURES)
    stem = "results/figures/seeds/each/sim_1"
    assert each.figures[0].files == (f"{stem}.pdf", f"{stem}.png")
    assert each.figures[0].label == "sim_1"
    assert [figure.label for figure in every.figures] == [""]
    assert [figure.label for figure in swept.figures] == ["bins~10", "bins~20"]


def test_gallery_inputs__are_figures_and_records_of_those_of_universes(plan: MakePlan) -> None:
    files = gallery_inputs(plan(PLOTS, universes=SEVEN))
    assert files == [
        "results/drawn/universes/seeds/each/sim_1.json",
        "results/figures/seeds/all.pdf",
        "results/figures/swept/bins~10.pdf",
        "results/figures/swept/bins~20.pdf",
    ]


def test_gallery_dependencies__changes_with_what_is_written(plan: MakePlan) -> None:
    before = gallery_dependencies(plan(PLOTS))
    after = gallery_dependencies(plan(PLOTS.replace("Values", "Numbers")))
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True, True]


SEVEN = {f"sim_{i + 1}": {"seed": i % 3, "model": {"size": 0.1}} for i in range(7)}


def test_gallery_of_the_documentation__has_one_of_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT / "docs" / "gallery")
    plan = make_plan(read_yaml("config/config.yaml").data)
    drawings = [p.drawing for p in plan.multiverse_plots]
    assert {drawing.function for drawing in drawings} >= {
        "facet_grid", "multiplot", "snsplot", "caplot", "draw_graph", "lineplot",
    }  # fmt: skip
    assert {drawing.arguments.get("kind") for drawing in drawings} >= set(KINDS)
    written = Path("config/plots.yaml").read_text()
    names = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "helpers.md").read_text(), re.MULTILINE)
    helpers = {name for name in names if name.startswith(("set_", "annotate", "despine", "call"))}
    assert helpers
    assert {name for name in helpers if name not in written} == set()
