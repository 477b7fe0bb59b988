"""The code behind the lines that state what results depend on."""

from __future__ import annotations

from paraverse.plan.code_sources import code_sources, function_of_line
from support.plans import EXISTING, SIMULATED, MakePlan

PLOT = """\
mean:
  creator: multiverse
  plot_func: facet_grid
  kind: line
  select_and_combine: {fields: {seeds: params/seed}}
  transform: [{own: !dag_tag seeds, tag: data}]
"""
CODE = {
    "config/operations.py": "from paraverse import operation\nfrom powers import power\n\n"
    "@operation\ndef own(x):\n    return power(x)\n",
    "config/powers.py": "def power(x):\n    return x**2\n",
}


def test_code_sources__are_those_of_the_project_that_plots_use(plan: MakePlan) -> None:
    project = plan(PLOT, f"{EXISTING}operations: config/operations.py\n", more=CODE)
    sources = code_sources(project)
    assert {line.rpartition(" ")[0] for line in sources} == {
        "operation own",
        "power in config/powers.py",
        "import of operation in config/operations.py",
        "import of power in config/operations.py",
    }
    assert next(iter(sources.values())).endswith("return power(x)")
    kind, function = function_of_line(next(iter(sources)), project.code)
    assert kind == "operation"
    assert function is not None
    assert (function.file, function.line) == ("config/operations.py", 5)
    assert function_of_line("power in config/powers.py 1a2b3c4d", project.code) == ("", None)


def test_code_sources__have_the_model(plan: MakePlan) -> None:
    config = SIMULATED.replace("command: model", "script: model.py")
    sources = code_sources(plan("", config, more={"model.py": "print(1)\n"}))
    assert list(sources.values()) == ["print(1)"]
