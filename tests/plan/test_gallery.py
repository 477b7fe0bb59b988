"""The plots of a project as the gallery shows them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from paraverse.plan.build import make_plan
from paraverse.plan.gallery import gallery_content, gallery_dependencies, gallery_inputs
from paraverse.plot.facet_grid.encodings import KINDS
from paraverse.yaml_io.configuration import read_yaml
from support.paths import ROOT
from support.plans import EXISTING, MakePlan

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
SEVEN = {f"sim_{i + 1}": {"seed": i % 3, "model": {"size": 0.1}} for i in range(7)}


def test_gallery_content__has_plots_in_the_order_of_the_file(plan: MakePlan) -> None:
    content = gallery_content(plan(PLOTS), "title")
    assert [plot.name for plot in content.plots] == ["seeds/each", "seeds/all", "swept"]
    assert (content.plots[0].file, content.plots[0].line) == ("config/plots.yaml", 5)
    assert content.title == "title"


def test_gallery_content__plots_have_their_own_lines_and_the_comment_above(plan: MakePlan) -> None:
    each, every, _ = gallery_content(plan(PLOTS), "").plots
    assert each.description == "Values of seeds, one for each universe"
    assert each.text.startswith("seeds/each:\n  creator: universe")
    assert each.text.endswith("select: {data: params/seed}  # of YAML")
    assert every.description == ""
    assert every.text == f"seeds/all:\n{ONE}"


def test_gallery_content__has_all_figures_in_all_formats(plan: MakePlan) -> None:
    each, every, swept = gallery_content(plan(PLOTS, universes=SEVEN), "").plots
    (figures,) = each.of_universes
    assert (figures.folder, figures.formats) == ("results/figures/seeds/each", ("pdf", "png"))
    assert sum(map(len, figures.universes.values())) == 7
    assert [figure.label for figure in every.of_multiverse] == [""]
    assert [figure.label for figure in swept.of_multiverse] == ["bins = 10", "bins = 20"]


def test_gallery_content__has_all_universes_and_their_space(plan: MakePlan) -> None:
    content = gallery_content(plan(PLOTS), "")
    assert content.dimensions == {"size": (0.1, 0.3), "seed": (0, 1, 2)}
    assert [u.id for batch in content.batches for u in batch.universes][:2] == ["sim_5", "sim_6"]
    assert not content.are_simulated


def test_gallery_inputs__are_figures_and_records_of_those_of_universes(plan: MakePlan) -> None:
    files = gallery_inputs(plan(PLOTS, universes=SEVEN))
    assert files == [
        "results/data/seeds/all.nc",
        "results/figures/seeds/all.pdf",
        "results/drawn/multiverse/seeds/all.json",
        "results/data/swept/bins~10.nc",
        "results/figures/swept/bins~10.pdf",
        "results/drawn/multiverse/swept/bins~10.json",
        "results/data/swept/bins~20.nc",
        "results/figures/swept/bins~20.pdf",
        "results/drawn/multiverse/swept/bins~20.json",
        "results/drawn/universes/seeds/each/sim_1.json",
    ]


def changed(before: list[str], after: list[str]) -> list[str]:
    return [a.split()[0] for a, b in zip(before, after, strict=True) if a != b]


def test_gallery_dependencies__change_with_what_is_written(plan: MakePlan) -> None:
    before = gallery_dependencies(plan(PLOTS))
    assert before == gallery_dependencies(plan(PLOTS))
    after = gallery_dependencies(plan(PLOTS.replace("Values", "Numbers")))
    assert changed(before, after) == ["plot"]


def test_gallery_dependencies__change_with_universes_and_what_they_lack(plan: MakePlan) -> None:
    before = gallery_dependencies(plan(PLOTS))
    config = (
        EXISTING + '  log: {loader: text, glob_str: "*/sim.log", path_regex: "([^/]+)/sim.log", '
    )
    config += "target_path: 'sims/{match:}/log', required: true, on_error: skip}\n"
    after = gallery_dependencies(plan(PLOTS, config, more={"data/sim_5/sim.log": "done"}))
    assert changed(before, after) == ["universes"]


def test_gallery_of_the_documentation__has_one_of_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT / "docs" / "gallery")
    plan = make_plan(read_yaml("config/config.yaml").data)
    drawings = [p.drawing for p in plan.multiverse_plots]
    assert {drawing.function for drawing in drawings} >= {
        "facet_grid", "multiplot", "snsplot", "caplot", "draw_graph", "lineplot", "abmplot",
        "histogram", "time_series", "bifurcation_diagram",
    }  # fmt: skip
    assert {drawing.arguments.get("kind") for drawing in drawings} >= set(KINDS)
    written = Path("config/plots.yaml").read_text()
    names = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "helpers.md").read_text(), re.MULTILINE)
    helpers = {name for name in names if name.startswith(("set_", "annotate", "despine", "call"))}
    assert helpers
    assert {name for name in helpers if name not in written} == set()
