"""A figure depends on the helpers that its plot calls, and on those that its function names."""

from __future__ import annotations

import textwrap

import pytest

from support.plans import MakePlan

PLOT = """\
p:
  creator: universe
  universes: all
  plot_func: facet_grid
  select: {data: params}
"""


def with_keys(keys: str) -> str:
    return PLOT + textwrap.indent(keys, "  ")


FUNCTIONS = """
from paraverse import helper, plot_function

SIZE = 1

@helper
def inner(hlpr):
    hlpr.ax.plot([SIZE])

@helper
def outer(hlpr):
    hlpr.invoke_helper("inner")

@helper
def unused(hlpr):
    pass

@plot_function(required_tags=("data",), helper_defaults=DEFAULTS)
def mine(*, data, hlpr):
    pass
"""


@pytest.mark.parametrize("defaults", ["{'outer': {}}", "dict(outer={})", "'defaults.yml'"])
@pytest.mark.parametrize(
    ("old", "new", "is_used"),
    [("SIZE = 1", "SIZE = 2", True), ("pass\n\n@plot", "print()\n\n@plot", False)],
)
def test_find_used_helpers__that_only_a_plot_function_names(
    plan: MakePlan, defaults: str, old: str, new: str, is_used: bool
) -> None:
    dependencies = []
    for text in (FUNCTIONS, FUNCTIONS.replace(old, new)):
        more = {"mine.py": text.replace("DEFAULTS", defaults), "defaults.yml": "outer: {}"}
        plots = with_keys("module_file: mine.py").replace("facet_grid", "mine")
        (plot,) = plan(plots, more=more).universe_plots
        dependencies.append(plot.depends_on)
    assert (dependencies[0] != dependencies[1]) == is_used
