"""The selection of universes and fields of a plot."""

from __future__ import annotations

from typing import Any

import pytest

from support.plans import EXISTING, FindProblems, MakePlan

DRAWN = """\
drawn:
  creator: universe
  plot_func: facet_grid
  select: {data: params}
  universes: %s
"""


@pytest.mark.parametrize(
    ("universes", "expected"),
    [
        ("all", ["sim_5", "sim_6", "sim_7", "sim_9", "sim_10", "sim_11"]),
        ("first", ["sim_5"]),
        ("single", ["sim_5"]),
        ("last", ["sim_11"]),
        ("[sim_10, sim_5]", ["sim_5", "sim_10"]),
        ("{seed: 1}", ["sim_6", "sim_10"]),
        ("{seed: [0, 1], size: 0.3}", ["sim_9", "sim_10"]),
        ("{size: {idx: 1}}", ["sim_5", "sim_6", "sim_7"]),
    ],
)
def test_universe_plot__draws(plan: MakePlan, universes: str, expected: list[str]) -> None:
    (plot,) = plan(DRAWN % universes).universe_plots
    assert [name for batch in plot.universes for name in plot.job(batch).universes] == expected
    figures = [figure for batch in plot.universes for figure in plot.paths(batch)]
    assert figures == [f"results/figures/drawn/{name}.pdf" for name in expected]


def test_universe_plot__takes_the_names_that_the_data_tree_has(plan: MakePlan) -> None:
    config = EXISTING.replace("([^/]+)/params", r"sim_(\d+)/params")
    (plot,) = plan(DRAWN % "[5, '11', sim_9]", config).universe_plots
    drawn = [name for names in plot.universes.values() for name in names]
    assert drawn == ["sim_5", "sim_9", "sim_11"]


@pytest.mark.parametrize(
    ("universes", "place", "message"),
    [
        ("[sim_5, sin_6]", "", "There is no universe 'sin_6'. Did you mean 'sim_6'?"),
        ("{sed: 1}", ".sed", "There is no dimension 'sed'. Did you mean 'seed'?"),
        ("{seed: 9}", ".seed", "9 is not a value of the dimension 'seed'. Its values: 0, 1, 2."),
        ("{seed: []}", ".seed", "No value of the dimension 'seed' is chosen."),
        ("some", "", "Found 'some'. Allowed: all, single, first, last"),
        ("", "", "The key 'universes' is missing. Allowed: all, single, first, last"),
    ],
)
def test_universe_plot__of_unknown_universes(
    problems: FindProblems, universes: str, place: str, message: str
) -> None:
    (problem,) = problems(DRAWN % universes)
    assert problem.startswith(f"config/plots.yaml:5: drawn.universes{place}\n    {message}")


COMBINED = """\
combined:
  creator: multiverse
  plot_func: facet_grid
  select_and_combine:
%s"""


@pytest.mark.parametrize(
    ("section", "dimensions", "grid_indices"),
    [
        (
            "    fields: {data: params/seed}\n",
            {"size": (0.1, 0.3), "seed": (0, 1, 2)},
            {
                **{"sim_5": (0, 0), "sim_6": (0, 1), "sim_7": (0, 2)},
                **{"sim_9": (1, 0), "sim_10": (1, 1), "sim_11": (1, 2)},
            },
        ),
        (
            "    fields: {data: params/seed}\n    subspace: {seed: [2, 0], size: [0.3]}\n",
            {"size": (0.3,), "seed": (0, 2)},
            {"sim_9": (0, 0), "sim_11": (0, 1)},
        ),
        (
            "    fields: {data: {path: seed, subspace: {size: 0.3}}}\n    base_path: params\n"
            "    subspace: {seed: 0}\n",
            {"size": (0.3,), "seed": (0, 1, 2)},
            {"sim_9": (0, 0), "sim_10": (0, 1), "sim_11": (0, 2)},
        ),
    ],
)
def test_multiverse_plot__combines(
    plan: MakePlan,
    section: str,
    dimensions: dict[str, Any],
    grid_indices: dict[str, tuple[int, ...]],
) -> None:
    (shown,) = plan(COMBINED % section).transformations
    field = shown.job.fields["data"]
    assert (field.path, field.dimensions, field.grid_indices) == (
        "params/seed",
        dimensions,
        grid_indices,
    )


def test_multiverse_plot__leaves_out_universes_without_a_place(plan: MakePlan) -> None:
    universes = {"a": {"seed": 0, "model": {"size": 0.1}}, "b": {}, "c": {"seed": 9}}
    planned = plan(COMBINED % "    fields: {data: params/seed}\n", universes=universes)
    assert planned.transformations[0].job.fields["data"].grid_indices == {"a": (0, 0)}


@pytest.mark.parametrize(
    ("section", "place", "message"),
    [
        (
            "    fields: {data: params/seed}\n    subspace: {sed: 1}\n",
            "6: combined.select_and_combine.subspace.sed",
            "There is no dimension 'sed'. Did you mean 'seed'?",
        ),
        (
            "    fields:\n      data:\n        path: params/seed\n        subspace: {seed: 9}\n",
            "8: combined.select_and_combine.fields.data.subspace.seed",
            "9 is not a value of the dimension 'seed'. Its values: 0, 1, 2.",
        ),
        (
            "    fields: {data: params/seed}\n    subspace: [3]\n",
            "6: combined.select_and_combine.subspace",
            "Takes a mapping from dimensions to values; found [3].",
        ),
        (
            "    fields:\n      data: {path: params/seed, transfrm: []}\n",
            "6: combined.select_and_combine.fields.data.transfrm",
            "Unknown key 'transfrm'. Did you mean 'transform'?",
        ),
        (
            "    fields: {data: param/seed}\n",
            "5: combined.select_and_combine.fields.data.path",
            "No universe has 'param/seed': `load` puts nothing there. Did you mean 'params'?",
        ),
    ],
)
def test_multiverse_plot__mistakes(
    problems: FindProblems, section: str, place: str, message: str
) -> None:
    assert problems(COMBINED % section) == [f"config/plots.yaml:{place}\n    {message}"]


OPERATIONS = """\
from paraverse import operation
@operation
def longest(arrays, *, dim):
    return max(arrays, key=lambda array: array.sizes[dim])
"""


def test_multiverse_plot__combines_by_an_operation(plan: MakePlan) -> None:
    section = (
        "    fields: {data: params/seed}\n    combination_method: {operation: longest, dim: x}\n"
    )
    config = f"{EXISTING}operations: ops.py\n"
    (one,) = plan(COMBINED % section, config, more={"ops.py": OPERATIONS}).transformations
    method = one.job.fields["data"].method
    assert method is not None
    assert (method["operation"], method["kwargs"]) == ("longest", {"dim": "x"})
    changed = OPERATIONS.replace("max(", "min(")
    (other,) = plan(COMBINED % section, config, more={"ops.py": changed}).transformations
    (line,) = set(one.depends_on.code) - set(other.depends_on.code)
    assert line.startswith("operation longest")


@pytest.mark.parametrize(
    ("method", "place", "message"),
    [
        ("concatt", "", "Unknown operation 'concatt'. Did you mean 'concat'"),
        ("{operation: longest}", "", "'longest' takes (arrays, dim): missing"),
        ("{operation: longest, dim: x, pass_pspace: true}", ".pass_pspace", "There is no object"),
        ("[concat]", "", "Found ['concat']. Allowed: concat, merge, the name of an operation"),
    ],
)
def test_multiverse_plot__combined_by_what_is_none(
    problems: FindProblems, method: str, place: str, message: str
) -> None:
    section = f"    fields: {{data: params/seed}}\n    combination_method: {method}\n"
    config = f"{EXISTING}operations: ops.py\n"
    (problem,) = problems(COMBINED % section, config, more={"ops.py": OPERATIONS})
    key = f"combined.select_and_combine.combination_method{place}"
    assert problem.startswith(f"config/plots.yaml:6: {key}\n    {message}")


def test_multiverse_plot__without_a_parameter_space(problems: FindProblems) -> None:
    config = EXISTING.replace("    loader: yaml_to_object", "    enabled: false\n    loader: text")
    universes = {"a": {"seed": 0}, "b": {"seed": 0}}
    selection = COMBINED % "    fields: {data: params/seed}\n"
    (problem,) = problems(selection, config, universes=universes)
    assert problem.startswith(
        "config/plots.yaml:4: combined.select_and_combine\n    There is no parameter space"
    )
