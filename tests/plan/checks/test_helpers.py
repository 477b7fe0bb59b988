"""Mistakes in helpers are found before anything runs."""

from __future__ import annotations

import textwrap

import pytest

from support.plans import EXISTING, FindProblems, MakePlan

PLOT = """\
p:
  creator: universe
  universes: all
  plot_func: facet_grid
  select: {data: params}
"""
RIGHT = """\
helpers:
  setup_figure: {ncols: 2}
  save_figure: {dpi: 100}
  set_suptitle: {title: A, fontsize: 12}
  set_title: ~
  set_limits: {x: [0, ~], enabled: true, skip_empty_axes: false}
  set_legend: {loc: best, anything: 1}
  axis_specific:
    [0, ~]: {set_title: {title: left}}
    right: {axis: [1, 0], set_labels: {x: t}}
    everywhere: {axis: all, despine: {}}
animation: {enabled: true, writer: pillow, writer_kwargs: {pillow: {init: {fps: 3}}}}
file_ext: gif
style: {rc_file: rc.yml}
"""


def with_keys(keys: str) -> str:
    return PLOT + textwrap.indent(keys, "  ")


def test_helpers__that_are_right_pass(plan: MakePlan) -> None:
    (plot,) = plan(with_keys(RIGHT)).universe_plots
    drawing = plot.settings.drawing
    assert drawing.animation["writer"] == "pillow"
    assert drawing.raise_exc
    assert (0, None) in drawing.helpers["axis_specific"]
    assert "animation.writer_kwargs.pillow.init.fps = 3" in plot.depends_on.configuration


@pytest.mark.parametrize(
    ("keys", "place", "message"),
    [
        ("helpers: {set_titel: {}}", "p.helpers.set_titel", "no helper 'set_titel'. Did you mean"),
        ("helpers: {setup_figur: {}}", "p.helpers.setup_figur", "Did you mean 'setup_figure'"),
        ("helpers: {set_title: A}", "p.helpers.set_title", "takes a mapping; found 'A'"),
        ("helpers: {set_limits: {q: 1}}", "p.helpers.set_limits.q", "takes no 'q'. Allowed:"),
        ("helpers: {axis_specific: [1]}", "p.helpers.axis_specific", "Takes a mapping from axes"),
        (
            "helpers: {axis_specific: {left: {set_title: {}}}}",
            "p.helpers.axis_specific.left",
            "add the key `axis`",
        ),
        (
            "helpers: {axis_specific: {left: {axis: all, set_limits: {q: 1}}}}",
            "p.helpers.axis_specific.left.set_limits.q",
            "takes no 'q'",
        ),
        (
            "helpers: {axis_specific: {[0, 0]: {set_suptitle: {}}}}",
            "set_suptitle",
            "about the whole figure",
        ),
    ],
)
def test_helpers__mistakes(problems: FindProblems, keys: str, place: str, message: str) -> None:
    (problem,) = problems(with_keys(keys))
    where, _, said = problem.partition("\n")
    assert where.startswith("config/plots.yaml:6: ")
    assert where.endswith(place)
    assert message in said


def test_helpers__of_the_project_are_known(plan: MakePlan, problems: FindProblems) -> None:
    config = f"{EXISTING}plot_functions: mine.py\n"
    more = {"mine.py": "from paraverse import helper\n\n@helper\ndef shade(hlpr, *, by): pass\n"}
    assert plan(with_keys("helpers: {shade: {by: 1}}"), config, more=more).universe_plots
    (problem,) = problems(with_keys("helpers: {shade: {bye: 1}}"), config, more=more)
    assert "shade takes no 'bye'. Did you mean 'by'?" in problem
