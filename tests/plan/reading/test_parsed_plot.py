"""Plots with their transformations as graphs."""

from __future__ import annotations

import pytest

from paraverse.config.models import PlotDefaults
from paraverse.errors import KeyPath
from paraverse.plan.reading.parsed_plot import ParsedPlot, is_field, parse_plot
from paraverse.plan.reading.project_code import ProjectCode
from support.plans import builtin_code, read_plot, small_sweep

COMBINED = """\
p:
  creator: multiverse
  plot_func: mine
  define: {half: 0.5}
  select_and_combine:
    combination_method: longest
    transform_after_combine: [double, triple]
    fields:
      walk:
        path: data/x
        transform:
          - mul: [!dag_prev , !dag_tag half]
        subspace: {size: 0.1}
      seed: params/seed
  transform:
    - {.mean: !dag_tag walk, tag: mean}
"""


@pytest.fixture(scope="module")
def code() -> ProjectCode:
    return builtin_code()


def parse(text: str, code: ProjectCode) -> tuple[ParsedPlot, list[str]]:
    defaults = PlotDefaults.model_validate({})
    parsed, problems = parse_plot(read_plot(text), code, small_sweep(), defaults)
    return parsed, [str(problem) for problem in problems]


def test_parse_plot__fields_are_inputs_of_the_transformation(code: ProjectCode) -> None:
    parsed, problems = parse(COMBINED, code)
    assert not problems
    assert not parsed.is_universe_plot
    assert list(parsed.fields) == ["walk", "seed"]
    assert parsed.computed_tags == ["half", "mean"]
    fields = [node.args[0] for node in parsed.graph.nodes if is_field(node)]
    assert fields == ["walk", "seed"]
    assert parsed.fields["walk"].dimensions == {"size": (0.1,), "seed": (0, 1, 2)}
    assert parsed.fields["seed"].dimensions == {"size": (0.1, 0.3), "seed": (0, 1, 2)}


def test_parse_plot__nodes_of_a_field(code: ProjectCode) -> None:
    field = parse(COMBINED, code)[0].fields["walk"]
    operations = [node.operation for node in field.nodes if node.operation]
    assert [name for name in operations if name not in ("define", "getitem")] == [
        "mul", "longest", "double", "triple",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "location"),
    [
        (("define", "half"), "plots.yaml:4: p.define.half"),
        (("select", "field", "path"), "plots.yaml:10: p.select_and_combine.fields.walk.path"),
        (
            ("select", "field", "transform", 0, "args"),
            "plots.yaml:12: p.select_and_combine.fields.walk.transform[0].args",
        ),
    ],
)
def test_parse_plot__locations_of_nodes_in_each_universe(
    code: ProjectCode, keys: KeyPath, location: str
) -> None:
    assert str(parse(COMBINED, code)[0].fields["walk"].before.where(*keys)) == location


@pytest.mark.parametrize(
    ("keys", "location"),
    [
        (("define", "half"), "plots.yaml:4: p.define.half"),
        (("select", "field"), "plots.yaml:7: p.select_and_combine.transform_after_combine"),
        (
            ("select", "field", "transform", 0),
            "plots.yaml:6: p.select_and_combine.combination_method",
        ),
        (
            ("select", "field", "transform", 2),
            "plots.yaml:7: p.select_and_combine.transform_after_combine[1]",
        ),
    ],
)
def test_parse_plot__locations_of_nodes_after_combining(
    code: ProjectCode, keys: KeyPath, location: str
) -> None:
    assert str(parse(COMBINED, code)[0].fields["walk"].after.where(*keys)) == location


def test_parse_plot__universes_of_a_universe_plot(code: ProjectCode) -> None:
    text = "p: {creator: universe, universes: {size: 0.3}, plot_func: mine, select: {a: data/x}}"
    parsed, problems = parse(text, code)
    assert not problems
    assert parsed.is_universe_plot
    assert parsed.universes == {"sim_3", "sim_4", "sim_5"}
    assert dict(parsed.selected_paths) == {"data/x": ("select", "a")}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "p: {creator: universe, universes: [nobody]}",
            "plots.yaml:1: p.universes\n    There is no universe 'nobody'.",
        ),
        (
            "p: {creator: multiverse, select_and_combine: {fields: {a: x}, subspace: {sed: 1}}}",
            "plots.yaml:1: p.select_and_combine.subspace.sed\n    There is no dimension 'sed'.",
        ),
    ],
)
def test_parse_plot__wrong_selection_is_a_problem(
    code: ProjectCode, text: str, problem: str
) -> None:
    parsed, (found,) = parse(text, code)
    assert found.startswith(problem)
    assert parsed.universes == frozenset()
    assert [dict(field.dimensions) for field in parsed.fields.values()] in ([], [{}])


def test_selected_paths__none_if_the_graph_has_problems(code: ProjectCode) -> None:
    text = "p: {select: {a: x}, transform: [{mean: !dag_tag b}], creator: pyplot, plot_func: f}"
    parsed, problems = parse(text, code)
    assert not problems
    assert parsed.graph.problems
    assert parsed.selected_paths == {}
