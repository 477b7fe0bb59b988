"""Fields of universes that plots read."""

from __future__ import annotations

import pytest

from paraverse.config.models import PlotDefaults
from paraverse.plan.reading.parsed_plot import ParsedPlot, parse_plot
from paraverse.plan.reading.project_code import ProjectCode
from paraverse.plan.reading.used_fields import find_used_fields, split_data_path
from support.plans import builtin_code, plot_function, read_plot, small_sweep


@pytest.fixture(scope="module")
def code() -> ProjectCode:
    return builtin_code(mine=plot_function("mine"))


def parsed(keys: str, code: ProjectCode) -> ParsedPlot:
    plot, problems = parse_plot(
        read_plot(f"p: {{{keys}}}"), code, small_sweep(), PlotDefaults.model_validate({})
    )
    assert not problems
    return plot


UNIVERSE = "creator: universe, universes: all, "
MULTIVERSE = "creator: multiverse, "


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            UNIVERSE
            + "plot_func: facet_grid, select: {data: x/y, b: {path: params}}, compute_only: all",
            {"x/y": "p.select.data", "params": "p.select.b.path"},
        ),
        (UNIVERSE + "plot_func: facet_grid", {}),
        (UNIVERSE + "plot_func: mine", {"*": "p.plot_func"}),
        (UNIVERSE + "plot_func: mine, select: {a: x}", {"x": "p.select.a"}),
        (
            MULTIVERSE + "plot_func: mine, select_and_combine: {fields: {a: data/x}}",
            {"data/x": "p.select_and_combine.fields.a.path"},
        ),
        (
            "creator: pyplot, plot_func: mine, select: {a: sims/3/log, b: sims, c: other}",
            {"log": "p.select.a", "*": "p.select.b"},
        ),
    ],
)
def test_find_used_fields__with_their_locations(
    code: ProjectCode, keys: str, expected: dict[str, str]
) -> None:
    used = find_used_fields([parsed(keys, code)], "sims", code)
    assert {path: str(at).partition(": ")[2] for path, at in used.items()} == expected


def test_find_used_fields__location_of_the_first_plot(code: ProjectCode) -> None:
    keys = UNIVERSE + "plot_func: mine, select: {%s: x}"
    used = find_used_fields([parsed(keys % "a", code), parsed(keys % "b", code)], "sims", code)
    assert str(used["x"]) == "plots.yaml:1: p.select.a"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("runs/sims", ("", "")), ("runs/sims/1", ("1", "")), ("runs/sims_2/1", (None, ""))],
)
def test_split_data_path__whole_names_only(path: str, expected: tuple[str | None, str]) -> None:
    assert split_data_path(path, "runs/sims") == expected
