"""Nodes are ordered by their dependencies, and equal ones are one."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from paraverse.transform.language.graph import Graph
from paraverse.yaml_io.placeholders import Previous
from support.transformations import graph_of_yaml


def test_graph__equal_nodes_are_one() -> None:
    graph = graph_of_yaml(
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
    for tag, number in graph.tags.items():
        equal = [other for other in graph.public_tags() if graph.tags[other] == number]
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
    graph = graph_of_yaml(
        """
        select: {a: {path: x, allow_failure: true, fallback: !dag_tag c}}
        define: {z: !dag_tag b}
        transform:
          - {neg: !dag_tag c, tag: b}
          - {define: 3, tag: c}
        """
    ).checked()
    for number, node in enumerate(graph.nodes):
        assert all(needed < number for needed in (*node.needs, *node.fallback_needs))


def test_nodes__keep_the_order_of_keyword_arguments() -> None:
    one, other = (
        Graph.of(transform=[{"dict": dict.fromkeys(names, 1)}]).checked()
        for names in ("SIR", "RIS")
    )
    assert list(one.nodes[-1].kwargs) == ["S", "I", "R"]
    assert one.nodes[-1].key != other.nodes[-1].key
