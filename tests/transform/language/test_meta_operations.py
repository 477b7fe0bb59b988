"""Meta-operations, and the mistakes in their definitions and uses."""

from __future__ import annotations

import pytest

from support.transformations import assert_problem, graph_of_yaml

MISTAKES = {
    "meta_operations no mapping": (
        "meta_operations: [neg]",
        "plots.yaml:1: meta_operations",
        "Takes a mapping from names to lists of operations; found ['neg'].",
    ),
    "meta-operation of a wrong kind": (
        "meta_operations:\n  f: neg",
        "plots.yaml:2: meta_operations.f",
        "Takes a list of operations, or a mapping with `select` and `transform`; found 'neg'.",
    ),
    "unknown key of a meta-operation": (
        "meta_operations:\n  f:\n    define: {a: 1}\n    transform: [{neg: 1}]",
        "plots.yaml:3: meta_operations.f.define",
        "A meta-operation has no 'define'. Allowed: select, transform.",
    ),
    "empty meta-operation": (
        "meta_operations:\n  f: []",
        "plots.yaml:2: meta_operations.f",
        "A meta-operation has at least one operation; its last is the result.",
    ),
    "meta-operation with the name of an operation": (
        "meta_operations:\n  neg: [{mul: [!arg 0, -1]}]",
        "plots.yaml:2: meta_operations.neg",
        "There is an operation 'neg' already; this one needs another name.",
    ),
    "meta-operation uses itself": (
        "meta_operations:\n  f: [{g: !arg 0}]\n  g: [{f: !arg 0}]\ntransform: [{f: 1}]",
        "plots.yaml:3: meta_operations.g[0]",
        "'f' uses itself: f → g → f.",
    ),
    "unused tag inside": (
        "meta_operations:\n  f:\n  - {neg: !arg 0, tag: x}\n  - squared\ntransform: [{f: 1}]",
        "plots.yaml:3: meta_operations.f[0]",
        "The tag 'x' is not used inside 'f', nor visible outside: remove it.",
    ),
    "unused selection inside": (
        "meta_operations:\n  f:\n    select: {x: a}\n    transform: [neg]",
        "plots.yaml:3: meta_operations.f.select.x",
        "The tag 'x' is not used inside 'f', nor visible outside: remove it. For a selection, "
        "write `omit_tag: true`.",
    ),
    "tag used twice inside": (
        "meta_operations:\n  f:\n  - {neg: !arg 0, tag: x}\n  - {neg: !dag_tag x, tag: x}",
        "plots.yaml:4: meta_operations.f[1]",
        "The tag 'x' is used twice in 'f'.",
    ),
    "tag of the outside inside": (
        "define: {y: 1}\nmeta_operations:\n  f:\n  - {neg: !dag_tag y}\ntransform: [f: []]",
        "plots.yaml:4: meta_operations.f[0]",
        "There is no tag 'y' inside 'f', and tags outside are not visible there. Make it an "
        "argument: `!arg 0` or `!kwarg name`.",
    ),
    "gap in the arguments": (
        "meta_operations:\n  f: [{add: [!arg 0, !arg 2]}]",
        "plots.yaml:2: meta_operations.f",
        "There is `!arg 2`, but no `!arg 1`.",
    ),
    "required behind optional": (
        "meta_operations:\n  f: [{add: [!arg [0, 3], !arg 1]}]",
        "plots.yaml:2: meta_operations.f",
        "`!arg 0` has a default, so `!arg 1` after it needs one, too.",
    ),
    "default in one place": (
        "meta_operations:\n  f: [{add: [!kwarg [a, 3], !kwarg a]}]",
        "plots.yaml:2: meta_operations.f[0]",
        "`!kwarg a` has a default in one place, but not in all.",
    ),
    "default with a tag": (
        "meta_operations:\n  f: [{neg: !arg [0, !dag_tag dm]}]",
        "plots.yaml:2: meta_operations.f[0]",
        "The default of `!arg 0` is a value; it cannot have placeholders.",
    ),
    "too few arguments": (
        "meta_operations:\n  f: [{add: [!arg 0, !arg [1, 2]]}]\ntransform:\n- f: []",
        "plots.yaml:4: transform[0]",
        "'f' takes 1 to 2 positional arguments; found 0.",
    ),
    "too many arguments": (
        "meta_operations:\n  f: [{neg: !arg 0}]\ntransform:\n- f: [1, 2]",
        "plots.yaml:4: transform[0]",
        "'f' takes 1 positional argument; found 2.",
    ),
    "missing argument": (
        "meta_operations:\n  f: [{neg: !kwarg x}]\ntransform:\n- f: []",
        "plots.yaml:4: transform[0]",
        "'f' needs the argument 'x'.",
    ),
    "unknown argument": (
        "meta_operations:\n  f: [{neg: !kwarg value}]\ntransform:\n- f: {value: 1, valeu: 2}",
        "plots.yaml:4: transform[0]",
        "'f' takes no argument 'valeu'. Did you mean 'value'?",
    ),
    "argument used as a list": (
        "meta_operations:\n  f: [{operation: add, args: !arg 0}]\ntransform:\n- f: 3",
        "plots.yaml:4: transform[0]",
        "'f' uses this argument as 'args', which takes a list; found 3.",
    ),
}


@pytest.mark.parametrize(("text", "location", "message"), MISTAKES.values(), ids=MISTAKES)
def test_read__reports_what_is_wrong_where(text: str, location: str, message: str) -> None:
    assert_problem(text, location, message)


def test_nodes__of_meta_operations_know_where_they_are_used() -> None:
    graph = graph_of_yaml(
        "meta_operations: {f: [{g: !arg 0}], g: [{neg: !arg 0}]}\n"
        "transform: [{f: 1, context: {by: me}, tag: a}]"
    ).checked()
    node = graph.nodes[graph.tags["a"]]
    assert (node.operation, node.path, node.call) == (
        "neg",
        ("meta_operations", "g", 0),
        ("transform", 0),
    )
    assert node.context == {"by": "me", "meta_operation": "g"}
