"""Mistakes in plots are found before anything runs, each with its line."""

from __future__ import annotations

import pytest

from support.plans import EXISTING, FindProblems, MakePlan

CONFIG = f"{EXISTING}operations: ops.py\nplot_functions: draw.py\n"
MORE = {
    "ops.py": """\
from paraverse import operation

@operation
def weigh(x, *, over, by=1):
    return x
""",
    "draw.py": """\
from paraverse import plot_function

@plot_function(required_tags=("mean",))
def draw(*, data, hlpr, color=None):
    pass
""",
}
PLOT = """\
p:
  creator: universe
  universes: all
  plot_func: facet_grid
  select: {data: params}
"""


@pytest.mark.parametrize(
    ("node", "message"),
    [
        (".meen: !dag_tag data", "Unknown operation '.meen'. Did you mean '.mean'?"),
        ("weihg: !dag_tag data", "Unknown operation 'weihg'. Did you mean 'weigh'?"),
        ("np.logg: !dag_tag data", "Unknown operation 'np.logg'"),
        ("weigh: !dag_tag data", "'weigh' takes (x, over, [by]): missing a required argument"),
        ("weigh: {x: 1, over: a, bi: 2}", "'weigh' takes (x, over, [by]): there is no 'bi'."),
        ("weigh: [!dag_tag dta]\n      kwargs: {over: a}", "There is no tag 'dta'. Did you mean"),
    ],
)
def test_transform__mistakes(problems: FindProblems, node: str, message: str) -> None:
    (problem,) = problems(f"{PLOT}  transform:\n    - print\n    - {node}\n", CONFIG, more=MORE)
    assert problem.startswith(f"config/plots.yaml:8: p.transform[1]\n    {message}")


@pytest.mark.parametrize(
    "node",
    [
        ".mean: !dag_tag data",
        ".method_of_something: !dag_tag data",
        "np.linalg.norm: !dag_tag data",
        "xr.DataArray: !dag_tag data",
        "weigh: [!dag_tag data]\n      kwargs: {over: seed}",
    ],
)
def test_transform__what_may_be_right_passes(plan: MakePlan, node: str) -> None:
    assert plan(f"{PLOT}  transform:\n    - {node}\n", CONFIG, more=MORE).targets


def test_transform__any_name_passes_if_a_file_registers_what_cannot_be_told(
    plan: MakePlan,
) -> None:
    ops = MORE["ops.py"] + "for name in ('a', 'b'):\n    operation(name)(abs)\n"
    assert plan(f"{PLOT}  transform: [a, b]\n", CONFIG, more={**MORE, "ops.py": ops}).targets


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("universe\n", "univers\n", "2: p.creator", "'univers' is not a creator. Did you mean"),
        ("  creator: universe\n", "", "1: p.creator", "The key 'creator' is missing."),
        ("facet_grid", "facet_gird", "4: p.plot_func", "There is no plot function 'facet_gird'."),
        ("  plot_func: facet_grid\n", "", "1: p", "The key 'plot_func' is missing."),
        ("facet_grid", "draw", "1: p.transform", "draw needs a result with the tag 'mean'."),
        ("{data: params}", "3", "5: p.select", "Takes a mapping from tags; found 3."),
        ("params}", "parms}", "5: p.select.data", "No universe has 'parms': `load` puts"),
        (
            "select",
            "kind: lien\n  select",
            "5: p.kind",
            "'lien' is not a kind. Did you mean 'line'?",
        ),
        ("select", "helper: {}\n  select", "5: p.helper", "Unknown key 'helper'. Did you mean"),
        (
            "select",
            "file_ext: jgp\n  select",
            "5: p.file_ext",
            "'jgp' is not a file format. Allowed:",
        ),
        (
            "select",
            "helpers:\n    set_titel: {title: A}\n  select",
            "6: p.helpers.set_titel",
            "There is no helper 'set_titel'. Did you mean 'set_title'",
        ),
        (
            "select",
            "select_and_combine: {}\n  select",
            "5: p.select_and_combine",
            "A universe plot has nothing to combine",
        ),
    ],
)
def test_plot__mistakes(
    problems: FindProblems, old: str, new: str, place: str, message: str
) -> None:
    (problem,) = problems(PLOT.replace(old, new, 1), CONFIG, more=MORE)
    assert problem.startswith(f"config/plots.yaml:{place}\n    {message}")


def test_plot__mistake_in_what_it_is_based_on_is_named_there(problems: FindProblems) -> None:
    base = "lines:\n  kind: lien\n"
    config = f"{EXISTING}base_plots: base.yaml\n"
    (problem,) = problems(f"{PLOT}  based_on: lines\n", config, more={"base.yaml": base})
    assert problem == "base.yaml:2: p.kind\n    'lien' is not a kind. Did you mean 'line'?"


def test_operations__names_that_are_taken(problems: FindProblems) -> None:
    operations = """\
from paraverse import is_operation, operation, register_operation

@operation
def squared(x):
    return x

@operation("np.log", overwrite=True)
def log(x):
    return x

@operation
def weigh(x):
    return x

def other(x):
    return x

register_operation(func=other, name="weigh")
register_operation(func=other, name="weigh", skip_existing=True)
register_operation(other, "mean", overwrite_existing=True)
"""
    meta = "  dag_options: {meta_operations: {weigh: [define: 1], double: [define: 2]}}\n"
    found = problems(PLOT + meta, CONFIG, more={**MORE, "ops.py": operations})
    hint = "Give it another name, or `overwrite=True` if it should replace that one everywhere."
    assert sorted(found) == [
        "config/plots.yaml:6: p.dag_options.meta_operations.weigh\n    There is an operation "
        "'weigh' already, in ops.py:15; this one needs another name.",
        f"ops.py:15\n    'weigh' is registered already, in ops.py:12. {hint}",
        f"ops.py:4\n    'squared' is an operation that comes with paraverse. {hint}",
    ]
