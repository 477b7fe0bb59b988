"""Modules of the project that a configuration names count with their code."""

from __future__ import annotations

import pytest

from support.plans import EXISTING, MakePlan

POWERS = "def squared(x=1):\n    return x**2\n"
PLOT = """\
p:
  creator: multiverse
  plot_func: facet_grid
  select_and_combine: {fields: {}}
"""


def dependencies(plan: MakePlan, keys: str, text: str) -> set[str]:
    config = f"{EXISTING}operations: ops.py\nplot_functions: ops.py\n"
    made = plan(f"{PLOT}  {keys}\n", config, more={"ops.py": "", "tools/powers.py": text})
    data, figure = made.transformations[0].depends_on, made.multiverse_plots[0].depends_on
    return {*data.code, *figure.code}


@pytest.mark.parametrize(
    "keys",
    [
        "transform: [{import: [tools.powers, squared], tag: data}]",
        "transform: [{import_and_call: [tools.powers, squared, 2], tag: data}]",
        "transform: [{define: 1, tag: data}]\n"
        "  helpers: {call: {functions: [{function: [tools.powers, squared]}]}}",
    ],
    ids=["import", "import_and_call", "helper"],
)
def test_plan__depends_on_modules_that_are_named(plan: MakePlan, keys: str) -> None:
    before = dependencies(plan, keys, POWERS)
    assert dependencies(plan, keys, f"# note\n{POWERS}") == before
    (line,) = before - dependencies(plan, keys, POWERS.replace("**2", "**3"))
    assert line.startswith("squared in tools/powers.py ")
