"""Code, names of functions and format strings must not come from the data."""

from __future__ import annotations

from typing import Any

import pytest

from paraverse.plan.checks.code_arguments import code_message
from paraverse.transform.language.graph import Graph
from paraverse.yaml_io.placeholders import Previous, Tag


def message(*nodes: Any) -> str | None:
    graph = Graph.of(
        inputs=["params"],
        define={"square": "lambda x: x**2"},
        transform=[{"getitem": [Tag("params"), "code"], "tag": "code"}, *nodes],
    )
    assert not graph.problems
    return code_message(graph.nodes[-1], graph)


@pytest.mark.parametrize(
    "node",
    [
        {"lambda": Tag("code")},
        {"call_lambda": [Tag("code"), 1]},
        {"import": ["os", Tag("code")]},
        {"import_and_call": [Tag("code"), "system", "x"]},
        {".query": [Tag("params"), Tag("code")]},
        {".eval": [Tag("params")], "kwargs": {"expr": Tag("code")}},
        {"pd.eval": Tag("code")},
        {"np.": [Tag("code"), 1]},
        {"getattr": [1, Tag("code")]},
        {"print": 1, "kwargs": {"fstr": Tag("code")}},
        {"get_operation": Tag("code")},
    ],
)
def test_code_message__text_from_data(node: Any) -> None:
    (operation, *_) = node
    assert message(node) == (
        f"{operation!r} would run text from the data, 'params', as code. "
        "Write the code into the configuration."
    )


@pytest.mark.parametrize(
    "node",
    [
        {"lambda": "lambda x: x"},
        {"call_lambda": [Tag("square"), Tag("code")]},
        {".query": [Tag("params"), "a > 1"]},
        {"import_and_call": ["math", "sqrt", Tag("code")]},
        {"print": Tag("code"), "kwargs": {"fstr": "{}"}},
        {"import": "math"},
        {"add": [Previous(), 1]},
    ],
)
def test_code_message__code_in_the_configuration(node: Any) -> None:
    assert message(node) is None
