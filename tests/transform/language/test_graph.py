"""Graphs: what is wrong with a configuration, which nodes are equal, what is read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.errors import ConfigError
from paraverse.transform import load_yaml
from paraverse.transform.language.graph import Graph
from paraverse.yaml_io.configuration import parse_yaml
from paraverse.yaml_io.placeholders import Previous, Tag


def graph(text: str, **more: Any) -> Graph:
    file = parse_yaml(text, "plots.yaml")
    return Graph.of(**file.data, where=file.where, **more)


WRONG = {
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
        "Whether to keep the result is `true` or `false`; found 'often'.",
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
    "hook": (
        "transform:\n- expression: 3",
        "plots.yaml:2: transform[0]",
        "'expression': Takes one string, such as `expression: a**2 + b`, and a mapping `symbols`. "
        "With `ignore_hooks: true` the arguments stay as they are.",
    ),
    "symbol is no tag": (
        "define: {a: 1}\ntransform:\n- expression: a + bb",
        "plots.yaml:3: transform[0]",
        "There is no tag 'bb'. Allowed: a, dm, select_base.",
    ),
    "hash of dantro": (
        "transform:\n- neg: !dag_ref 0123abc",
        "plots.yaml:2: transform[0]",
        "`!dag_ref` takes a hash that dantro makes of its own objects and the folder of the data; "
        "there is none here. Give the node a tag, and use `!dag_tag`.",
    ),
    "result": (
        "define: {a: 1}\ntransform:\n- neg: !dag_result a",
        "plots.yaml:3: transform[0]",
        "`!dag_result` is for the arguments of the plot function; here it is `!dag_tag`.",
    ),
    "argument outside": (
        "transform:\n- neg: !arg 0",
        "plots.yaml:2: transform[0]",
        "`!arg` is for the inside of meta-operations; here there are no arguments.",
    ),
    "keyword outside": (
        "transform:\n- {operation: !kwarg op}",
        "plots.yaml:2: transform[0]",
        "`!kwarg` is for the inside of meta-operations; here there are no arguments.",
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
        "The key 'path' is missing: which data to select.",
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
        "'file_cache' is not for selections. What is selected is in a file already; a node of "
        "`transform` can have this.",
    ),
    "tag at the end of a selection": (
        "select:\n  a:\n    path: x\n    transform:\n    - {neg: !dag_prev , tag: b}",
        "plots.yaml:5: select.a.transform[0]",
        "The result of the last node gets the tag of the selection, 'a'; a tag of its own is one "
        "too many.",
    ),
    "prefix no text": (
        "select_path_prefix: [a]",
        "plots.yaml:1: select_path_prefix",
        "Takes a path; found ['a'].",
    ),
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
        "The tag 'x' is not used inside of 'f', nor seen outside: remove it.",
    ),
    "unused selection inside": (
        "meta_operations:\n  f:\n    select: {x: a}\n    transform: [neg]",
        "plots.yaml:3: meta_operations.f.select.x",
        "The tag 'x' is not used inside of 'f', nor seen outside: remove it. For a selection, "
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
        "There is no tag 'y' inside of 'f', and tags outside are not seen. Make it an argument: "
        "`!arg 0` or `!kwarg name`.",
    ),
    "gap in the arguments": (
        "meta_operations:\n  f: [{add: [!arg 0, !arg 2]}]",
        "plots.yaml:2: meta_operations.f",
        "There is `!arg 2`, but no `!arg 1`.",
    ),
    "required behind optional": (
        "meta_operations:\n  f: [{add: [!arg [0, 3], !arg 1]}]",
        "plots.yaml:2: meta_operations.f",
        "`!arg 0` has a default, so `!arg 1` behind it needs one too.",
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
        "'f' uses this argument as 'args', so that it is a list; found 3.",
    ),
}


@pytest.mark.parametrize(("text", "place", "message"), WRONG.values(), ids=WRONG)
def test_of__says_what_is_wrong_where(text: str, place: str, message: str) -> None:
    (problem,) = graph(text).problems
    assert str(problem) == f"{place}\n    {message}"


def test_of__finds_all_problems_at_once() -> None:
    text = "define: {a: []}\ntransform:\n- neg: !dag_tag x\n- {args: [1]}\n- neg: !dag_tag y"
    with pytest.raises(ConfigError) as error:
        graph(text).checked()
    assert [problem.location.line for problem in error.value.problems] == [1, 3, 4, 5]


@pytest.mark.parametrize("text", ["!arg -1", "!arg x", "!arg [0, 1, 2]", "!kwarg [a]"])
def test_yaml__of_a_wrong_argument_is_a_problem_with_its_line(text: str) -> None:
    with pytest.raises(ConfigError, match="text:2") as error:
        load_yaml(f"a:\n  {text}")
    assert text.split()[0] in str(error.value)


@pytest.mark.parametrize("text", ["a: [!dag_prev, 1]", "a: {x: !dag_prev}", "a: [1, !dag_prev]"])
def test_yaml__with_a_tag_that_needs_a_space_says_so(text: str) -> None:
    with pytest.raises(ConfigError, match="Put a space after it"):
        load_yaml(text)


def test_graph__equal_nodes_are_one() -> None:
    found = graph(
        """
        transform:
          - {add: [1, 2], tag: a}
          - {add: [1, 2], tag: b, context: {some: thing}, memory_cache: false}
          - {add: [1, 2], salt: 1, tag: salted}
          - {add: [1, 2], allow_failure: true, tag: failing}
          - {add: [1, 2.0], tag: float}
          - {neg: !dag_tag a, tag: neg_a}
          - {neg: !dag_tag b, tag: neg_b}
          - {pass: !dag_tag b, tag: passed}
        """
    )
    same = {"a": ["a", "b", "passed"], "neg_a": ["neg_a", "neg_b"]}
    for tag, number in found.tags.items():
        equal = [other for other in found.public_tags() if found.tags[other] == number]
        assert tag in ("dm", "select_base") or equal == same.get(equal[0], [tag])


NAMES = st.sampled_from(["add", "mul", "sub"])
VALUES = st.sampled_from([1, 2, 1.0, True, "1", None, [1], {"x": 1}])


@settings(max_examples=50)
@given(data=st.data())
def test_key__is_that_of_what_says_the_same(data: st.DataObject) -> None:
    def chain() -> list[dict[str, Any]]:
        nodes: list[dict[str, Any]] = [{"define": [data.draw(VALUES)]}]
        for _ in range(data.draw(st.integers(1, 3))):
            nodes.append({data.draw(NAMES): [Previous(), data.draw(VALUES)]})
        return nodes

    one, other = chain(), chain()
    keys = [
        Graph.of(transform=[{"define": 0}, *nodes], define=more).nodes[-1].key
        for nodes, more in ((one, {}), (one, {"unrelated": 5}), (other, {}))
    ]
    assert keys[0] == keys[1]
    assert (keys[0] == keys[2]) == (repr(one) == repr(other))


def test_key__of_an_unknown_object_is_its_own() -> None:
    first, second = (Graph.of(transform=[{"pass": [{1}, object()]}]) for _ in range(2))
    assert first.nodes[-1].key != second.nodes[-1].key
    assert len(Graph.of(define={"a": object, "b": object}).nodes) == 3


def test_nodes__refer_only_to_nodes_before_them() -> None:
    found = graph(
        """
        select: {a: {path: x, allow_failure: true, fallback: !dag_tag c}}
        define: {z: !dag_tag b}
        transform:
          - {neg: !dag_tag c, tag: b}
          - {define: 3, tag: c}
        """
    ).checked()
    for number, node in enumerate(found.nodes):
        assert all(needed < number for needed in (*node.needs, *node.fallback_needs))


def test_nodes__of_meta_operations_know_where_they_are_used() -> None:
    found = graph(
        "meta_operations: {f: [{g: !arg 0}], g: [{neg: !arg 0}]}\n"
        "transform: [{f: 1, context: {by: me}, tag: a}]"
    ).checked()
    node = found.nodes[found.tags["a"]]
    assert (node.operation, node.path, node.call) == (
        "neg",
        ("meta_operations", "g", 0),
        ("transform", 0),
    )
    assert node.context == {"by": "me", "meta_operation": "g"}


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
    found = graph(f"transform: [{{neg: 1, tag: a, {options}}}]").checked()
    assert found.nodes[found.tags["a"]].cached is cached


def test_public_tags__are_those_of_results() -> None:
    found = graph(
        "define: {b: 1, .x: 2, _y: 3}\nselect: {a: p}\ntransform: [{neg: 1, tag: c}]\n"
        "exclude_from_all: [c]",
        inputs=["field"],
    )
    assert found.public_tags() == ["b", "a"]


def test_nodes_by_operation__are_those_of_the_nodes() -> None:
    found = graph("meta_operations: {f: [{neg: !arg 0}]}\ntransform: [{f: 1, tag: a}, {f: 2}]")
    assert [node.args for node in found.nodes_by_operation()["neg"]] == [(1,), (2,)]
    assert set(found.nodes_by_operation()) == {"neg"}


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
    assert sorted(graph(text).checked().selected_paths()) == paths


def test_selected_paths__of_some_tags() -> None:
    found = graph("select:\n  x: a\n  y: b").checked()
    assert found.selected_paths(["y"]) == {"b": ("select", "y")}


def test_of__takes_long_chains() -> None:
    chain = [{"define": 0}, *({"add": [Previous(), 1]} for _ in range(5000))]
    found = Graph.of(transform=chain).checked()
    assert len(found.nodes) == 5002
    text = Graph.of(transform=[{"neg": Tag("a"), "tag": "b"}, {"neg": Tag("b"), "tag": "a"}])
    assert len(text.problems) == 1
