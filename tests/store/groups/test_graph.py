"""Graphs from the members of a group."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from paraverse.errors import TransformError
from paraverse.load.members import GroupMember, Tree
from paraverse.store.groups.graph import GraphGroup
from support.groups import array, group_of


def utopia_graph(edges: Any, **attrs: Any) -> tuple[str, Tree, dict[str, Any]]:
    """A graph as Utopia writes it: groups of one dataset for each time."""
    members: Tree = {
        "_vertices": array([0, 1, 2], "i8"),
        "_edges": GroupMember(),
        "_edges/0": array([[0, 1], [1, 2]], "i8"),
        "_edges/5": array(edges, "i8"),
        "weight": array([0.5, 0.25]),
    }
    return "GraphGroup", members, {"is_directed": False, "allows_parallel": False, **attrs}


def test_create_graph__as_utopia_writes_it() -> None:
    kind, members, attrs = utopia_graph([[0, 2]])
    group = group_of(kind, members, **attrs)
    assert type(group) is GraphGroup
    graph = group.create_graph(at_time=0, edge_props=["weight"])
    assert type(graph) is nx.Graph
    assert list(graph.edges(data="weight")) == [(0, 1, 0.5), (1, 2, 0.25)]
    assert graph.graph == {"time": 0}
    assert list(group.create_graph(at_time=5).edges) == [(0, 2)]  # the only edge is an edge too


def test_create_graph__transposed_edges() -> None:
    kind, members, attrs = utopia_graph([[0, 2], [1, 0]], edge_container_is_transposed=True)
    graph = group_of(kind, members, **attrs).create_graph(at_time=5, directed=True)
    assert list(graph.edges) == [(0, 1), (2, 0)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "the edges have dimensions time, dim_0, dim_1. Select one time"),
        ({"at_time": 0, "at_time_idx": 0}, "Select along time by label or by position"),
        ({"at_time": 0, "node_props": ["weight"]}, "'weight' has 2 values for 3 nodes"),
    ],
)
def test_create_graph__what_does_not_work(arguments: dict[str, Any], message: str) -> None:
    kind, members, attrs = utopia_graph([[0, 2], [1, 0]])
    with pytest.raises(TransformError) as error:
        group_of(kind, members, **attrs).create_graph(**arguments)
    assert message in str(error.value)


def test_create_graph__what_is_missing() -> None:
    group = group_of("GraphGroup", {"nodes": array([0, 1])})
    with pytest.raises(TransformError, match="no attribute 'directed' or 'is_directed'"):
        group.create_graph()
    with pytest.raises(TransformError, match="has no 'edges' or '_edges'"):
        group.create_graph(directed=True, parallel_edges=False)
    with pytest.raises(TransformError, match="has 'nodes' already"):
        group.register_property_map("nodes", [1, 2])
