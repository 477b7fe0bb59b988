"""The sections of a configuration, and the mistakes in them."""

from __future__ import annotations

import pytest

from support.transformations import assert_problem, graph_of_yaml

MISTAKES = {
    "node of a wrong kind": (
        "transform:\n- [neg, 1]",
        "plots.yaml:2: transform[0]",
        "Takes the name of an operation or a mapping; found ['neg', 1].",
    ),
    "transform no list": (
        "transform:\n  neg: 1",
        "plots.yaml:1: transform",
        "Takes a list of operations; found {'neg': 1}.",
    ),
    "context no mapping": (
        "transform:\n- {neg: 1, context: why}",
        "plots.yaml:2: transform[0]",
        "'context' takes a mapping; found 'why'.",
    ),
    "cache neither on nor off": (
        "transform:\n- {neg: 1, file_cache: often}",
        "plots.yaml:2: transform[0]",
        "Takes `true` or `false`: whether the result gets a file of its own; found 'often'.",
    ),
    "allow_failure": (
        "transform:\n- {neg: 1, allow_failure: maybe}",
        "plots.yaml:2: transform[0]",
        "'allow_failure' takes true, false, log, warn, silent; found 'maybe'.",
    ),
    "fallback alone": (
        "transform:\n- {neg: 1, fallback: 3}",
        "plots.yaml:2: transform[0]",
        "'fallback' is for nodes with `allow_failure: true` (or log, warn, silent).",
    ),
    "fallback of a selection alone": (
        "select:\n  x: {path: a, fallback: 3}",
        "plots.yaml:2: select.x",
        "'fallback' is for nodes with `allow_failure: true` (or log, warn, silent).",
    ),
    "define no mapping": (
        "define: [a]",
        "plots.yaml:1: define",
        "Takes a mapping from tags; found ['a'].",
    ),
    "empty definition": (
        "define:\n  a: []",
        "plots.yaml:2: define.a",
        "A list is a list of nodes, and this one is empty. "
        "To define a list, write `- define: [[1, 2]]`.",
    ),
    "selection of a wrong kind": (
        "select:\n  a: [x]",
        "plots.yaml:2: select.a",
        "Takes a path or a mapping; found ['x'].",
    ),
    "selection without path": (
        "select:\n  a: {transform: []}",
        "plots.yaml:2: select.a",
        "The key 'path', the data to select, is missing.",
    ),
    "path is no text": (
        "select:\n  a: {path: !dag_tag b}\ndefine: {b: x}",
        "plots.yaml:2: select.a.path",
        "Takes a path in the data; found !dag_tag b.",
    ),
    "misspelt key of a selection": (
        "select:\n  a:\n    path: x\n    trasform: []",
        "plots.yaml:4: select.a.trasform",
        "Unknown key 'trasform'. Did you mean 'transform'?",
    ),
    "cached selection": (
        "select:\n  a: {path: x, file_cache: true}",
        "plots.yaml:2: select.a.file_cache",
        "'file_cache' is not for selections. Selected data are in a file already; use it for "
        "nodes of `transform`.",
    ),
    "tag at the end of a selection": (
        "select:\n  a:\n    path: x\n    transform:\n    - {neg: !dag_prev , tag: b}",
        "plots.yaml:5: select.a.transform[0]",
        "The result of the last node gets the tag of the selection, 'a'; a tag of its own is one "
        "too many.",
    ),
}


@pytest.mark.parametrize(("text", "location", "message"), MISTAKES.values(), ids=MISTAKES)
def test_read__reports_what_is_wrong_where(text: str, location: str, message: str) -> None:
    assert_problem(text, location, message)


@pytest.mark.parametrize(
    ("options", "cached"),
    [
        ("cache: true", True),
        ("file_cache: true", True),
        ("file_cache: {write: true}", True),
        ("file_cache: {write: {enabled: true, min_size: 3}, read: false}", True),
        ("file_cache: {read: true}", False),
        ("file_cache: {write: {enabled: false}}", False),
        ("cache: false", False),
    ],
)
def test_node__is_cached_if_it_says_so(options: str, cached: bool) -> None:
    graph = graph_of_yaml(f"transform: [{{neg: 1, tag: a, {options}}}]").checked()
    assert graph.nodes[graph.tags["a"]].cached is cached
