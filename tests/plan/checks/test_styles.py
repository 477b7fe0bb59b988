"""Names in styles that matplotlib does not have are found before anything runs."""

from __future__ import annotations

import pytest

from paraverse.config.plots import PlotConfig
from paraverse.plan.checks.styles import style_problems
from paraverse.yaml_io.configuration import parse_yaml
from support.plans import MakePlan

PLOT = """\
p:
  creator: universe
  universes: all
  plot_func: facet_grid
  select: {data: params}
"""


def find(style: str) -> list[str]:
    file = parse_yaml(f"p:\n  style: {style}\n", "plots.yaml")
    plot = PlotConfig(name="p", values=file.data["p"], origins=((file, "p"),))
    return list(map(str, style_problems(plot)))


@pytest.mark.parametrize(
    "style",
    [
        "{}",
        "{figure.dpi: 100, _internal: 1, base_style: ggplot, rc_file: x, ignore_defaults: true}",
        "{base_style: [default, dark_background]}",
        "{base_style: ~}",
    ],
)
def test_style_problems__names_that_exist_pass(style: str) -> None:
    assert find(style) == []


@pytest.mark.parametrize(
    ("style", "problem"),
    [
        (
            "{figure.dpy: 1}",
            "figure.dpy\n    matplotlib has no parameter 'figure.dpy'. Did you mean",
        ),
        ("{xyz: 1}", "xyz\n    matplotlib has no parameter 'xyz'."),
        (
            "{base_style: gplot}",
            "base_style\n    matplotlib has no style 'gplot'. Did you mean 'gg",
        ),
    ],
)
def test_style_problems__names_that_do_not_exist(style: str, problem: str) -> None:
    (message,) = find(style)
    assert message.startswith(f"plots.yaml:2: p.style.{problem}")


def test_rc_file__updates_figures_when_it_changes(plan: MakePlan) -> None:
    dependencies = []
    for width in (1, 2):
        plots = f"{PLOT}  style: {{rc_file: rc.yml}}\n"
        (plot,) = plan(plots, more={"rc.yml": f"lines.linewidth: {width}"}).universe_plots
        dependencies.append(plot.depends_on)
    assert dependencies[0] != dependencies[1]
