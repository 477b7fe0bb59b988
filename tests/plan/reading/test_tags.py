"""Tags that are computed for plots."""

from __future__ import annotations

import pytest

from paraverse.plan.reading.plot_sections import transform_sections
from paraverse.plan.reading.project_code import ProjectCode
from paraverse.plan.reading.tags import computed_tags
from paraverse.transform.language.graph import Graph
from support.plans import MakePlan, builtin_code, plot_function, read_plot

PLOT = "p: {define: {a: 1, b: 2, .hidden: 3}, "


@pytest.fixture(scope="module")
def code() -> ProjectCode:
    return builtin_code(
        anything=plot_function("anything"),
        needs_a=plot_function("needs_a", required_tags=("a",)),
        a_and_others=plot_function(
            "a_and_others", required_dag_tags=("a",), compute_only_required_dag_tags=False
        ),
    )


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("plot_func: anything", None),
        ("plot_func: unknown", None),
        ("plot_func: needs_a", ("a",)),
        ("plot_func: a_and_others", None),
        ("plot_func: needs_a, compute_only: all", None),
        ("plot_func: needs_a, compute_only: [b, a, b]", ("b", "a")),
        ("plot_func: anything, compute_only: b", ("b",)),
        ("plot_func: needs_a, x: !dag_result b", ("a", "b")),
        ("plot_func: anything, x: !dag_result b", None),
        ("plot_func: anything, helpers: {set_title: !dag_result .hidden}", ("a", "b", ".hidden")),
    ],
)
def test_computed_tags__of_plot_and_function(
    code: ProjectCode, keys: str, expected: tuple[str, ...] | None
) -> None:
    plot = read_plot(f"{PLOT}{keys}}}")
    graph = Graph.of(**transform_sections(plot))
    assert computed_tags(plot, graph, code) == expected


@pytest.mark.parametrize("section", ["select_and_combine", "select"])
def test_computed_tags__combined_fields_that_a_function_takes_as_one_dataset(
    plan: MakePlan, section: str
) -> None:
    plots = f"""\
several:
  creator: multiverse
  module_file: old.py
  plot_func: diagram
  {section}: {{fields: {{seeds: params/seed}}}}
"""
    function = "@is_plot_func(creator='multiverse')\ndef diagram(dm, *, hlpr, mv_data): pass\n"
    (planned,) = plan(
        plots, more={"old.py": f"from paraverse import is_plot_func\n\n{function}"}
    ).transformations
    assert planned.job.tags == ("seeds",)


def test_computed_tags__fields_that_a_function_refers_to(plan: MakePlan) -> None:
    plots = """\
several:
  creator: multiverse
  plot_func: multiplot
  select_and_combine: {fields: {seeds: params/seed, all: params}}
  to_plot:
    - {function: plt.plot, args: [!dag_result seeds]}
"""
    (planned,) = plan(plots).transformations
    assert planned.job.tags == ("seeds",)
