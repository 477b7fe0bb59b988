"""Creators of plots that name none."""

from __future__ import annotations

import pytest

from paraverse.config.models import PlotDefaults
from paraverse.plan.reading.creators import with_combined_fields, with_creator, with_selected_paths
from paraverse.plan.reading.project_code import ProjectCode
from support.plans import EXISTING, MakePlan, builtin_code, plot_function, read_plot


@pytest.fixture(scope="module")
def code() -> ProjectCode:
    return builtin_code(mine=plot_function("mine", creator="universe"))


@pytest.mark.parametrize(
    ("keys", "default", "expected"),
    [
        ("creator: pyplot, plot_func: mine", "multiverse", "pyplot"),
        ("plot_func: mine", "multiverse", "universe"),
        ("plot_func: facet_grid", "multiverse", "multiverse"),
        ("plot_func: unknown", None, None),
    ],
)
def test_with_creator__of_plot_then_function_then_default(
    code: ProjectCode, keys: str, default: str | None, expected: str | None
) -> None:
    defaults = PlotDefaults.model_validate({"default_creator": default})
    assert with_creator(read_plot(f"p: {{{keys}}}"), code, defaults).values["creator"] == expected


def test_creator__is_the_functions_own_or_the_default(plan: MakePlan) -> None:
    more = {
        "draw.py": "from paraverse import is_plot_func\n\n"
        "@is_plot_func(creator='universe', use_dag=True)\ndef mine(*, data, hlpr): pass\n"
    }
    plots = """
own: {module_file: draw.py, plot_func: mine, universes: all, select: {data: params}}
default: {plot_func: facet_grid, select_and_combine: {fields: {data: params/seed}}}
"""
    config = f"{EXISTING}plot_defaults: {{default_creator: multiverse}}\n"
    planned = plan(plots, config, more=more)
    assert [plot.name for plot in planned.universe_plots] == ["own"]
    assert [plot.name for plot in planned.multiverse_plots] == ["default"]


@pytest.mark.parametrize(
    ("keys", "select", "x"),
    [
        ("creator: universe, x: data/time, y: data/e", {"x": "data/time", "y": "data/e"}, "x"),
        ("creator: pyplot, y: data/e, fmt: r--", {"y": "data/e"}, None),
        ("creator: universe, x: t, y: e, select: {t: data/t, e: data/e}", None, "t"),
        ("creator: multiverse, x: t, y: e", None, "t"),
    ],
)
def test_with_selected_paths__arguments_are_paths_if_nothing_is_selected(
    code: ProjectCode, keys: str, select: dict[str, str] | None, x: str | None
) -> None:
    before = read_plot(f"p: {{plot_func: lineplot, {keys}}}")
    plot = with_selected_paths(before, code)
    assert plot.values.get("select") == (select or before.values.get("select"))
    assert plot.arguments().get("x") == x
    if select is not None:
        assert plot.where("select", "y").path == ("p", "y")


@pytest.mark.parametrize(
    ("select", "expected"),
    [
        ("field: data/e", {"fields": {"e": "data/e"}}),
        ("field: [data, e]", {"fields": {"e": "data/e"}}),
        (
            "field: {path: [data, e], dtype: f4}",
            {"fields": {"e": {"path": "data/e", "dtype": "f4"}}},
        ),
        (
            "fields: {a: e, b: {path: f}}, base_path: data, method: merge, subspace: {seed: [1]}",
            {
                "fields": {"a": "e", "b": {"path": "f"}},
                "base_path": "data",
                "combination_method": "merge",
                "subspace": {"seed": [1]},
            },
        ),
    ],
)
def test_with_combined_fields__of_dantros_older_keys(select: str, expected: object) -> None:
    before = read_plot(f"p:\n  creator: multiverse\n  select: {{{select}}}\n")
    plot = with_combined_fields(before)
    assert plot.values.get("select") is None
    assert plot.values["select_and_combine"] == expected
    assert str(plot.where("select_and_combine", "fields", "a", "path")).startswith(
        "plots.yaml:3: p"
    )


@pytest.mark.parametrize(
    "keys",
    [
        "creator: universe, select: {field: data/e}",
        "creator: multiverse, select: {fields: {a: b}, tag: data/e}",
        "creator: multiverse, select: {e: data/e}",
        "creator: multiverse, select: {field: e}, select_and_combine: {fields: {e: data/e}}",
    ],
)
def test_with_combined_fields__leaves_tags(keys: str) -> None:
    plot = read_plot(f"p: {{{keys}}}")
    assert with_combined_fields(plot) is plot
