"""References between the steps of a configuration."""

from __future__ import annotations

import pytest

from paraverse.errors import ConfigError
from paraverse.transform import load_yaml
from support.transformations import assert_problem

MISTAKES = {
    "unknown tag": (
        "define: {size: 1}\ntransform:\n- add: [!dag_tag siez, 1]",
        "plots.yaml:3: transform[0]",
        "There is no tag 'siez'. Did you mean 'size'?",
    ),
    "unknown tag, deep": (
        "transform:\n- dict: {a: [{b: !dag_tag x}]}",
        "plots.yaml:2: transform[0]",
        "There is no tag 'x'. Allowed: dm, select_base.",
    ),
    "unknown tag in a fallback": (
        "transform:\n- div: [1, 0]\n  allow_failure: true\n  fallback: [!dag_tag x]",
        "plots.yaml:2: transform[0]",
        "There is no tag 'x'. Allowed: dm, select_base.",
    ),
    "unknown select_base": (
        "select_base: x\nselect: {a: b, c: d}",
        "plots.yaml:1: select_base",
        "There is no tag 'x'. Allowed: a, c, dm.",
    ),
    "select_base of a wrong kind": (
        "select_base: [a]",
        "plots.yaml:1: select_base",
        "Takes a tag; found ['a'].",
    ),
    "tag used twice": (
        "transform:\n- {define: 1, tag: a}\n- {define: 2, tag: a}",
        "plots.yaml:3: transform[1]",
        "The tag 'a' is used twice; tags are unique.",
    ),
    "tag used in two sections": (
        "define: {a: 1}\nselect: {a: x}",
        "plots.yaml:2: select.a",
        "The tag 'a' is used twice; tags are unique.",
    ),
    "reserved tag": (
        "transform:\n- {define: 1, tag: dm}",
        "plots.yaml:2: transform[0]",
        "The tag 'dm' is taken: it names the data.",
    ),
    "the graph as a tag": (
        "transform:\n- pass: !dag_tag dag",
        "plots.yaml:2: transform[0]",
        "`dag` is an object of dantro; here a transformation cannot see itself.",
    ),
    "nothing before": (
        "transform:\n- neg: !dag_prev",
        "plots.yaml:2: transform[0]",
        "There is no node before this one for !dag_prev.",
    ),
    "nothing before a bare operation": (
        "select: {a: {path: x}}\nbase_transform: [squared]",
        "plots.yaml:2: base_transform[0]",
        "There is no node before this one for !dag_prev.",
    ),
    "no such index": (
        "transform:\n- define: 1\n- neg: !dag_node 1",
        "plots.yaml:3: transform[1]",
        "There is no node 1; 1 are before this one.",
    ),
    "no such negative index": (
        "transform:\n- define: 1\n- neg: !dag_node -2",
        "plots.yaml:3: transform[1]",
        "There is no node -2; 1 are before this one.",
    ),
    "symbol is no tag": (
        "define: {a: 1}\ntransform:\n- expression: a + bb",
        "plots.yaml:3: transform[0]",
        "There is no tag 'bb'. Allowed: a, dm, select_base.",
    ),
    "hash of dantro": (
        "transform:\n- neg: !dag_ref 0123abc",
        "plots.yaml:2: transform[0]",
        "`!dag_ref` takes a hash that dantro computes from its own objects and the folder of the "
        "data; there is none here. Give the node a tag, and use `!dag_tag`.",
    ),
    "result": (
        "define: {a: 1}\ntransform:\n- neg: !dag_result a",
        "plots.yaml:3: transform[0]",
        "`!dag_result` is for the arguments of the plot function; here it is `!dag_tag`.",
    ),
    "argument outside": (
        "transform:\n- neg: !arg 0",
        "plots.yaml:2: transform[0]",
        "`!arg` can only be used inside meta-operations; here there are no arguments.",
    ),
    "keyword outside": (
        "transform:\n- {operation: !kwarg op}",
        "plots.yaml:2: transform[0]",
        "`!kwarg` can only be used inside meta-operations; here there are no arguments.",
    ),
    "prefix no text": (
        "select_path_prefix: [a]",
        "plots.yaml:1: select_path_prefix",
        "Takes a path; found ['a'].",
    ),
}


@pytest.mark.parametrize(("text", "location", "message"), MISTAKES.values(), ids=MISTAKES)
def test_assembly__reports_what_is_wrong_where(text: str, location: str, message: str) -> None:
    assert_problem(text, location, message)


@pytest.mark.parametrize("text", ["!arg -1", "!arg x", "!arg [0, 1, 2]", "!kwarg [a]"])
def test_yaml__of_a_wrong_argument_is_a_problem_with_its_line(text: str) -> None:
    with pytest.raises(ConfigError, match="text:2") as error:
        load_yaml(f"a:\n  {text}")
    assert text.split()[0] in str(error.value)


@pytest.mark.parametrize("text", ["a: [!dag_prev, 1]", "a: {x: !dag_prev}", "a: [1, !dag_prev]"])
def test_yaml__with_a_tag_that_needs_a_space_says_so(text: str) -> None:
    with pytest.raises(ConfigError, match="Put a space after the tag"):
        load_yaml(text)
