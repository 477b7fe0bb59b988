from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import networkx as nx
import numpy as np
import pytest
from matplotlib.collections import LineCollection, PathCollection

from paraverse.plot.functions.graph import draw_graph
from support.drawn import colorbars, draw, own_style

PATH = nx.path_graph(4)
nx.set_node_attributes(PATH, {n: 10.0 * n for n in PATH}, "weight")
nx.set_edge_attributes(PATH, {edge: sum(edge) for edge in PATH.edges}, "flow")


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


def nodes(hlpr: Any) -> Any:
    (collection,) = [c for c in hlpr.ax.collections if isinstance(c, PathCollection)]
    return collection


def test_graph_drawing__properties_are_colors_and_sizes() -> None:
    drawing = {
        "nodes": {
            "node_color": {"from_property": "weight"}, "cmap": ["red", "lime", "blue", "gold"],
            "cmap_norm": {"name": "BoundaryNorm", "boundaries": [-5, 5, 15, 25, 35]},
            "node_size": {"from_property": "degree", "scale_to_interval": [10, 50]},
        },
        "edges": {"width": {"from_property": "flow"}, "edge_color": {"from_property": "flow"},
                  "edge_cmap": "magma", "colorbar": {"enabled": False}},
    }  # fmt: skip
    hlpr = draw(draw_graph, {}, graph=PATH, graph_drawing=drawing)
    assert nodes(hlpr).get_sizes().tolist() == [10, 50, 50, 10]
    np.testing.assert_allclose(nodes(hlpr).get_facecolor()[2], (0, 0, 1, 1))
    edges: Any
    (edges,) = [c for c in hlpr.ax.collections if isinstance(c, LineCollection)]
    assert list(edges.get_linewidth()) == [1, 3, 5]
    assert len(np.unique(edges.get_color(), axis=0)) == 3
    (bar,) = colorbars(hlpr)
    assert bar.get_ylabel() == "weight"


def test_graph_drawing__categories() -> None:
    graph = nx.Graph()
    graph.add_nodes_from([(0, {"kind": "fox"}), (1, {"kind": "hare"})])
    color = {"from_property": "kind", "map_to_scalar": {"hare": 0, "fox": 1}}
    drawing = {"nodes": {"node_color": color, "cmap": {"hare": "gold", "fox": "red"}}}
    hlpr = draw(draw_graph, {}, graph=graph, graph_drawing=drawing)
    np.testing.assert_allclose(nodes(hlpr).get_facecolor()[0], (1, 0, 0, 1))
    (bar,) = colorbars(hlpr)
    assert [text.get_text() for text in bar.get_yticklabels()] == ["hare", "fox"]


def test_graph_drawing__labels() -> None:
    drawing = {
        "node_labels": {"enabled": True, "show_only": [0, 2]},
        "edge_labels": {"labels": {"from_property": "flow"}, "format": "{label} l/s"},
    }
    hlpr = draw(draw_graph, {}, graph=PATH, graph_drawing=drawing)
    texts = {text.get_text() for text in hlpr.ax.texts}
    assert texts == {"0", "2", "1 l/s", "3 l/s", "5 l/s"}
