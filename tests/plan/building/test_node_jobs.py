"""Nodes that have a job of their own, in the plan of a project."""

from __future__ import annotations

import re

from paraverse.plan.plan import Plan
from support.plans import EXISTING, MakePlan

FIELD = "    fields: {%s: params/seed}\n"


def plot(name: str, tag: str = "data", *, more: str = "", transform: str = "") -> str:
    """A plot of the seeds of all universes."""
    return (
        f"{name}:\n  creator: multiverse\n  plot_func: facet_grid\n  kind: line\n"
        f"  select_and_combine:\n{FIELD % tag}{more}  transform: [{transform}]\n"
    )


def inputs_by_rule(plan: Plan) -> dict[str, tuple[list[str], list[str]]]:
    """For each job the operations that it runs or fields that it combines, and what it reads."""
    inputs = {}
    for transformation in plan.transformations:
        name = re.sub(r"-\w+$", "", transformation.rule)
        read = [re.sub(r".*/(.*)-.*", r"\1", node) for node in transformation.nodes]
        inputs[name] = (read, ["stores"] if transformation.stores else [])
    return inputs


def test_field_of_one_plot__is_combined_by_that_plot(plan: MakePlan) -> None:
    planned = plan(plot("a"))
    assert inputs_by_rule(planned) == {"transform__a": ([], ["stores"])}


def test_field_of_two_plots__is_combined_once_whatever_its_tags(plan: MakePlan) -> None:
    planned = plan(plot("a") + plot("b", "seeds", transform="{.mean: !dag_tag seeds, tag: data}"))
    assert inputs_by_rule(planned) == {
        "node__params.seed": ([], ["stores"]),
        "transform__a": (["params.seed"], []),
        "transform__b": (["params.seed"], []),
    }


def test_fields_that_differ__are_combined_by_each_plot(plan: MakePlan) -> None:
    planned = plan(plot("a") + plot("b", more="    subspace: {seed: [0, 1]}\n"))
    assert inputs_by_rule(planned) == {
        "transform__a": ([], ["stores"]),
        "transform__b": ([], ["stores"]),
    }


def test_marked_node__has_a_job_and_takes_its_field_along(plan: MakePlan) -> None:
    transform = "{.mean: !dag_tag x, tag: m, cache: true}, {add: [!dag_prev , %s], tag: data}"
    plots = plot("a", "x", transform=transform % 1) + plot("b", "x", transform=transform % 2)
    marked = {
        "node__m": ([], ["stores"]),
        "transform__a": (["m"], []),
        "transform__b": (["m"], []),
    }
    assert inputs_by_rule(plan(plots)) == marked
    assert inputs_by_rule(plan(plots + plot("c"))) == {
        **marked,
        "node__params.seed": ([], ["stores"]),
        "node__m": (["params.seed"], []),
        "transform__c": (["params.seed"], []),
    }


def test_what_a_node_needs_that_may_fail__is_computed_beside_it(plan: MakePlan) -> None:
    transform = "{.mean: !dag_tag x, tag: data, allow_failure: true, fallback: 0}"
    planned = plan(plot("a", "x", transform=transform) + plot("b"))
    assert inputs_by_rule(planned) == {
        "transform__a": ([], ["stores"]),
        "transform__b": ([], ["stores"]),
    }


def test_choice_of_plots__changes_no_job(plan: MakePlan) -> None:
    plots = plot("a") + plot("b")
    planned, selected = plan(plots), plan(plots, f"{EXISTING}only: [a]\n")
    assert selected.targets == ["results/figures/a.pdf"]
    assert [t.depends_on for t in selected.transformations] == [
        t.depends_on for t in planned.transformations
    ]


def test_node__keeps_its_file_when_the_sweep_grows(plan: MakePlan) -> None:
    plots = plot("a") + plot("b")
    before = plan(plots, universes={"x": {"seed": 0, "model": {"size": 0.1}}})
    after = plan(plots)
    assert before.transformations[0].data == after.transformations[0].data
    assert before.transformations[0].depends_on != after.transformations[0].depends_on
