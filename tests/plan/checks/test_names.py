"""Names that plots cannot have."""

from __future__ import annotations

import re

import pytest

from paraverse.config.models import PlotDefaults
from paraverse.plan.checks.names import RULES, folder_problems, name_problems
from paraverse.plan.reading.parsed_plot import parse_plot
from support.paths import ROOT
from support.plans import FindProblems, builtin_code, read_plot, small_sweep


def test_name_problems__different_targets_pass() -> None:
    plots = [read_plot(f'"{name}": {{}}') for name in ("a", "a/b", "a.b", "b~1+c-d_e")]
    assert list(name_problems(plots)) == []


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["gallery"], "'gallery' is the name of a rule; name the plot otherwise."),
        (["a/b", "a__b"], "'a__b' and 'a/b' would be the same target 'a__b': rename one."),
        (["a b"], "'a b' cannot name files: letters, digits and _ . + - are possible, and / "),
        ([".a"], "'.a' cannot name files"),
        (["a/.b"], "'a/.b' cannot name files"),
    ],
)
def test_name_problems__names_of_rules_targets_and_files(names: list[str], message: str) -> None:
    (problem,) = name_problems([read_plot(f'"{name}": {{}}') for name in names])
    assert message in problem.message


def test_rules__are_those_of_the_workflow() -> None:
    files = [ROOT / "Snakefile", *(ROOT / "rules").glob("*.smk")]
    rules = re.findall(r"^ *rule (\w+):$", "\n".join(f.read_text() for f in files), re.MULTILINE)
    assert set(rules) <= set(RULES)


@pytest.mark.parametrize(("files", "count"), [("seed", 1), ("~", 0)])
def test_folder_problems__folders_belong_to_the_plot_that_fills_them(
    files: str, count: int
) -> None:
    keys = f"creator: multiverse, plot_func: facet_grid, files: {files}"
    plots = [read_plot(f"p: {{{keys}}}"), read_plot("p/q: {}"), read_plot("pq: {}")]
    defaults = PlotDefaults.model_validate({})
    parsed, _ = parse_plot(plots[0], builtin_code(), small_sweep(), defaults)
    problems = list(folder_problems(plots, [parsed]))
    assert [problem.location.path for problem in problems] == [("p/q",)] * count


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["all"], "'all' is the name of a rule; name the plot otherwise."),
        (["a/b", "a__b"], "'a__b' and 'a/b' would be the same target 'a__b': rename one."),
        (["a b"], "'a b' cannot name files: letters, digits and _ . + - are possible"),
        (["/a"], "'/a' cannot name files"),
    ],
)
def test_make_plan__names_that_plots_cannot_have(
    problems: FindProblems, names: list[str], message: str
) -> None:
    keys = "{creator: universe, universes: all, plot_func: facet_grid, select: {data: params}}"
    (problem,) = problems("".join(f'"{name}": {keys}\n' for name in names))
    assert message in problem
