"""Graphs: all mistakes at once, the tags that are results, the data that is read."""

from __future__ import annotations

import pytest

from paraverse.errors import ConfigError
from paraverse.transform.language.graph import Graph
from paraverse.yaml_io.placeholders import Previous, Tag
from support.transformations import assert_problem, graph_of_yaml

MISTAKES = {
    "node needs itself": (
        "transform:\n- {neg: !dag_tag a, tag: a}",
        "plots.yaml:2: transform[0]",
        "Nodes need each other's results: a → a.",
    ),
    "nodes need each other": (
        "transform:\n- {neg: !dag_tag b, tag: a}\n- neg: !dag_tag a\n- {neg: !dag_prev , tag: b}",
        "plots.yaml:2: transform[0]",
        "Nodes need each other's results: a → b → transform[1] → a.",
    ),
    "fallback needs the node": (
        "transform:\n- {div: [1, 0], tag: a, allow_failure: true, fallback: !dag_tag b}\n"
        "- {neg: !dag_tag a, tag: b}",
        "plots.yaml:2: transform[0]",
        "Nodes need each other's results: a → b → a.",
    ),
}


@pytest.mark.parametrize(("text", "location", "message"), MISTAKES.values(), ids=MISTAKES)
def test_of__reports_what_is_wrong_where(text: str, location: str, message: str) -> None:
    assert_problem(text, location, message)


def test_of__finds_all_problems_at_once() -> None:
    text = "define: {a: []}\ntransform:\n- neg: !dag_tag x\n- {args: [1]}\n- neg: !dag_tag y"
    with pytest.raises(ConfigError) as error:
        graph_of_yaml(text).checked()
    assert [problem.location.line for problem in error.value.problems] == [1, 3, 4, 5]


def test_public_tags__are_those_of_results() -> None:
    graph = graph_of_yaml(
        "define: {b: 1, .x: 2, _y: 3}\nselect: {a: p}\ntransform: [{neg: 1, tag: c}]\n"
        "exclude_from_all: [c]",
        inputs=["field"],
    )
    assert graph.public_tags() == ["b", "a"]


def test_nodes_by_operation__are_those_of_the_nodes() -> None:
    graph = graph_of_yaml(
        "meta_operations: {f: [{neg: !arg 0}]}\ntransform: [{f: 1, tag: a}, {f: 2}]"
    )
    assert [node.args for node in graph.nodes_by_operation()["neg"]] == [(1,), (2,)]
    assert set(graph.nodes_by_operation()) == {"neg"}


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("select: {x: a/b, y: {path: c, transform: [neg]}}", ["a/b", "c"]),
        ("transform: [{getitem: [!dag_tag dm, a/b], tag: x}]", ["a/b"]),
        ("transform: [{len: !dag_tag dm, tag: x}]", [""]),
        (
            "base_transform: [{getitem: [!dag_tag dm, a], tag: .a}]\nselect_base: .a\n"
            "select: {x: b, y: {path: c/d}}\nselect_path_prefix: p",
            ["a/p/b", "a/p/c/d"],
        ),
        (
            "base_transform: [{getitem: [!dag_tag dm, a], tag: group}]\nselect_base: group\n"
            "select: {x: b}",
            ["a", "a/b"],
        ),
        (
            "meta_operations: {f: {select: {x: {path: !arg 0}}, transform: [{neg: !dag_tag x}]}}\n"
            "transform: [{f: a, tag: a}, {f: b, tag: b}]",
            ["a", "b"],
        ),
        ("select: {x: a, .unneeded: b}", ["a"]),
        ("select: {x: {path: a, allow_failure: true, fallback: !dag_tag .y}, .y: b}", ["a", "b"]),
        ("select: {x: {path: a, transform: [{getitem: [!dag_prev , 0]}]}}", ["a"]),
    ],
)
def test_selected_paths__is_what_is_read(text: str, paths: list[str]) -> None:
    assert sorted(graph_of_yaml(text).checked().selected_paths()) == paths


def test_selected_paths__of_some_tags() -> None:
    graph = graph_of_yaml("select:\n  x: a\n  y: b").checked()
    assert graph.selected_paths(["y"]) == {"b": ("select", "y")}


def test_of__takes_long_chains() -> None:
    chain = [{"define": 0}, *({"add": [Previous(), 1]} for _ in range(5000))]
    graph = Graph.of(transform=chain).checked()
    assert len(graph.nodes) == 5002
    text = Graph.of(transform=[{"neg": Tag("a"), "tag": "b"}, {"neg": Tag("b"), "tag": "a"}])
    assert len(text.problems) == 1
