"""The forms of a node, and the mistakes in them."""

from __future__ import annotations

import pytest

from support.transformations import assert_problem

MISTAKES = {
    "no operation": (
        "transform:\n- {args: [1], tag: a}",
        "plots.yaml:2: transform[0]",
        "No operation is named. Write `operation: NAME` or `NAME: arguments`.",
    ),
    "two operations": (
        "transform:\n- {mul: [1], add: [2]}",
        "plots.yaml:2: transform[0]",
        "One node takes one operation; found 'mul', 'add'.",
    ),
    "two forms": (
        "transform:\n- {operation: mul, add: [2]}",
        "plots.yaml:2: transform[0]",
        "One node takes one operation; found 'add', 'mul'.",
    ),
    "misspelt key": (
        "transform:\n- {mul: [1, 2], kwrgs: {a: 1}}",
        "plots.yaml:2: transform[0]",
        "Unknown key 'kwrgs'. Did you mean 'kwargs'?",
    ),
    "operation is no name": (
        "transform:\n- {operation: [mul]}",
        "plots.yaml:2: transform[0]",
        "'operation' takes a name; found ['mul'].",
    ),
    "arguments twice": (
        "transform:\n- {mul: [1, 2], args: [3]}",
        "plots.yaml:2: transform[0]",
        "'mul' has arguments twice: after its name and in 'args'.",
    ),
    "keywords twice": (
        "transform:\n- {mul: {a: 1}, kwargs: {b: 3}}",
        "plots.yaml:2: transform[0]",
        "'mul' has keyword arguments twice: after its name and in 'kwargs'.",
    ),
    "args no list": (
        "transform:\n- {operation: neg, args: !dag_tag dm}",
        "plots.yaml:2: transform[0]",
        "'args' takes a list; found !dag_tag dm.",
    ),
    "kwargs no mapping": (
        "transform:\n- {neg: 1, kwargs: [2]}",
        "plots.yaml:2: transform[0]",
        "'kwargs' takes a mapping; found [2].",
    ),
    "hook": (
        "transform:\n- expression: 3",
        "plots.yaml:2: transform[0]",
        "'expression': Takes one string, such as `expression: a**2 + b`, and a mapping `symbols`. "
        "With `ignore_hooks: true` the arguments stay as they are.",
    ),
}


@pytest.mark.parametrize(("text", "location", "message"), MISTAKES.values(), ids=MISTAKES)
def test_read_call__reports_what_is_wrong_where(text: str, location: str, message: str) -> None:
    assert_problem(text, location, message)
