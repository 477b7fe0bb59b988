"""Tags that do not exist, or that are left out."""

from __future__ import annotations

import pytest

from paraverse.plan.checks.tags import tag_problems
from paraverse.plan.reading.plot_sections import transform_sections
from paraverse.plan.reading.project_code import ProjectCode
from paraverse.transform.language.graph import Graph
from support.plans import builtin_code, plot_function, read_plot


@pytest.fixture(scope="module")
def code() -> ProjectCode:
    return builtin_code(needs_mean=plot_function("needs_mean", required_tags=("mean",)))


def problems(keys: str, code: ProjectCode) -> list[str]:
    plot = read_plot(f"p: {{{keys}}}")
    graph = Graph.of(**transform_sections(plot))
    return [str(problem).partition(": ")[2] for problem in tag_problems(plot, graph, code)]


@pytest.mark.parametrize(
    "keys",
    [
        "define: {mean: 1}, plot_func: needs_mean",
        "define: {mean: 1, seed: 2}, plot_func: needs_mean, compute_only: [mean, seed]",
        "define: {seed: 2}, plot_func: other, x: !dag_result seed",
    ],
)
def test_tag_problems__tags_that_exist_pass(code: ProjectCode, keys: str) -> None:
    assert problems(keys, code) == []


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (
            "define: {seed: 2}, plot_func: other, x: !dag_result sed",
            "p.x\n    `!dag_result` asks for a result with the tag 'sed'. Did you mean 'seed'?",
        ),
        (
            "define: {mean: 1}, plot_func: other, compute_only: [maen]",
            "p.compute_only\n    compute_only asks for a result with the tag 'maen'. "
            "Did you mean 'mean'?",
        ),
        (
            "define: {mean: 1, seed: 2}, plot_func: needs_mean, compute_only: [seed]",
            "p.compute_only\n    needs_mean needs the tag 'mean' too: add it, or leave this key "
            "out.",
        ),
        (
            "define: {seed: 2}, plot_func: needs_mean",
            "p.transform\n    needs_mean needs a result with the tag 'mean'. Allowed: seed.",
        ),
    ],
)
def test_tag_problems__of_what_does_not_exist(code: ProjectCode, keys: str, message: str) -> None:
    (problem,) = problems(keys, code)
    assert problem == message
