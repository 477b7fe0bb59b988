"""Properties of nodes and edges."""

from __future__ import annotations

import logging

import networkx as nx
import numpy as np
import pytest
import xarray as xr

from paraverse.errors import TransformError
from paraverse.store.groups.graph_properties import (
    add_edge_keys,
    assign_to_edges,
    assign_to_nodes,
)

NODES = xr.DataArray([4, 7], {"id": [0, 1]}, dims="id")


def graph_of_nodes() -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(NODES.values.tolist())
    return graph


def test_assign_to_nodes__in_their_order() -> None:
    graph, values = graph_of_nodes(), xr.DataArray([0.5, 1.5], {"time": 3}, dims="x")
    assign_to_nodes(graph, "mass", values, nodes=NODES, align=False, owner="net")
    assert dict(graph.nodes(data="mass")) == {4: 0.5, 7: 1.5}
    assert graph.graph == {"time": 3}


def test_assign_to_nodes__by_coordinates(caplog: pytest.LogCaptureFixture) -> None:
    graph, values = graph_of_nodes(), xr.DataArray([1.5, 9.0], {"id": [1, 2]}, dims="id")
    with caplog.at_level(logging.WARNING):
        assign_to_nodes(graph, "mass", values, nodes=NODES, align=True, owner="net")
    assert graph.nodes[7]["mass"] == 1.5
    assert np.isnan(graph.nodes[4]["mass"])
    assert "net: 'mass' has no value for some of the nodes" in caplog.text


def test_assign_to_nodes__nothing_to_align_by(caplog: pytest.LogCaptureFixture) -> None:
    values = xr.DataArray([1, 2], dims="id")
    with caplog.at_level(logging.WARNING):
        assign_to_nodes(graph_of_nodes(), "m", values, nodes=NODES, align=True, owner="net")
    assert "net: nothing to align 'm' with the nodes by" in caplog.text


def test_assign_to_nodes__wrong_number_of_values() -> None:
    with pytest.raises(TransformError, match="net: property 'm' has 3 values for 2 nodes"):
        assign_to_nodes(
            graph_of_nodes(), "m", xr.DataArray([1, 2, 3]), nodes=NODES, align=False, owner="net"
        )


def test_assign_to_edges__parallel_edges() -> None:
    graph = nx.MultiGraph()
    edges = xr.DataArray([[0, 1], [1, 0], [1, 2]])
    graph.add_edges_from(edges.values.tolist())
    weights = xr.DataArray([1, 2, 3])
    assign_to_edges(graph, "weight", weights, edges=edges, align=False, owner="net")
    assert list(graph.edges(keys=True, data="weight")) == [(0, 1, 0, 1), (0, 1, 1, 2), (1, 2, 0, 3)]


def test_add_edge_keys__direction_counts_if_there_is_one() -> None:
    assert add_edge_keys([(0, 1), (1, 0)], directed=True) == [(0, 1, 0), (1, 0, 0)]
    assert add_edge_keys([(0, 1), (1, 0)], directed=False) == [(0, 1, 0), (1, 0, 1)]
