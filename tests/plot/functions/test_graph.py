from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
import xarray as xr
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import FancyArrowPatch

from paraverse.errors import PlotError
from paraverse.plot.functions.graph import draw_graph
from paraverse.plot.functions.node_positions import compute_positions
from support.drawn import colorbars, draw, frames, own_style

PATH = nx.path_graph(4)
nx.set_node_attributes(PATH, {n: 10.0 * n for n in PATH}, "weight")
nx.set_edge_attributes(PATH, {edge: sum(edge) for edge in PATH.edges}, "flow")


@pytest.fixture(autouse=True)
def _style():
    with own_style():
        yield


class Group:
    """What `draw_graph` needs of a graph group."""

    def __init__(self) -> None:
        self.registered = {}

    def __getitem__(self, name):
        return xr.DataArray(range(2), dims="time", coords={"time": [0, 5]})

    def register_property_map(self, name, data):
        self.registered[name] = data

    def create_graph(self, *, sel=None, isel=None, directed=False):
        graph = nx.path_graph(3 if (sel or isel or {}).get("time") == 5 else 2)
        nx.set_node_attributes(
            graph, dict.fromkeys(graph, float((sel or {}).get("time", 0))), "age"
        )
        return graph


def nodes(hlpr):
    (found,) = [c for c in hlpr.ax.collections if isinstance(c, PathCollection)]
    return found


def test_draw_graph__nodes_and_edges():
    hlpr = draw(draw_graph, {}, graph=PATH, graph_drawing={"positions": {"model": "circular"}})
    places = nx.circular_layout(PATH)
    np.testing.assert_allclose(nodes(hlpr).get_offsets(), list(places.values()))
    (edges,) = [c for c in hlpr.ax.collections if isinstance(c, LineCollection)]
    assert len(edges.get_paths()) == 3
    assert not hlpr.ax.axison


def test_draw_graph__properties_are_colours_and_sizes():
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
    (edges,) = [c for c in hlpr.ax.collections if isinstance(c, LineCollection)]
    assert list(edges.get_linewidth()) == [1, 3, 5]
    assert len(np.unique(edges.get_color(), axis=0)) == 3
    (bar,) = colorbars(hlpr)
    assert bar.get_ylabel() == "weight"


def test_draw_graph__categories():
    graph = nx.Graph()
    graph.add_nodes_from([(0, {"kind": "fox"}), (1, {"kind": "hare"})])
    color = {"from_property": "kind", "map_to_scalar": {"hare": 0, "fox": 1}}
    drawing = {"nodes": {"node_color": color, "cmap": {"hare": "gold", "fox": "red"}}}
    hlpr = draw(draw_graph, {}, graph=graph, graph_drawing=drawing)
    np.testing.assert_allclose(nodes(hlpr).get_facecolor()[0], (1, 0, 0, 1))
    (bar,) = colorbars(hlpr)
    assert [text.get_text() for text in bar.get_yticklabels()] == ["hare", "fox"]


def test_draw_graph__labels():
    drawing = {
        "node_labels": {"enabled": True, "show_only": [0, 2]},
        "edge_labels": {"labels": {"from_property": "flow"}, "format": "{label} l/s"},
    }
    hlpr = draw(draw_graph, {}, graph=PATH, graph_drawing=drawing)
    texts = {text.get_text() for text in hlpr.ax.texts}
    assert texts == {"0", "2", "1 l/s", "3 l/s", "5 l/s"}


def test_draw_graph__arrays_of_nodes_and_edges():
    table = xr.Dataset({"weight": ("node", [1.0, 2.0])}, coords={"node": ["a", "b"]})
    graph = {"nodes": table, "edges": np.array([["a", "b"]]), "directed": True}
    drawing = {"nodes": {"node_size": {"from_property": "weight"}}}
    hlpr = draw(draw_graph, {}, graph=graph, graph_drawing=drawing)
    assert nodes(hlpr).get_sizes().tolist() == [1, 2]
    assert any(isinstance(patch, FancyArrowPatch) for patch in hlpr.ax.patches)
    assert draw(draw_graph, {}, graph={"nodes": [0, 1], "edges": np.array([[0, 1]])})


def test_draw_graph__of_a_group():
    group = Group()
    hlpr = draw(draw_graph, {"graph_group": group, "age": 3}, graph_creation={"sel": {"time": 5}},
                register_property_maps=["age"])  # fmt: skip
    assert len(nodes(hlpr).get_offsets()) == 3
    assert group.registered == {"age": 3}


@pytest.mark.parametrize(
    "animation", [{"sel": {"time": {"from_property": "nodes"}}}, {"isel": {"time": [0, 5]}}]
)
def test_draw_graph__animation(animation):
    drawing = {"nodes": {"node_color": {"from_property": "age"}}}
    shown = [
        (nodes(hlpr).get_offsets().data.copy(), hlpr.fig.get_suptitle(), len(hlpr.fig.axes))
        for hlpr in frames(draw_graph, {"graph_group": Group()}, graph_drawing=drawing,
                           graph_animation=animation)
    ]  # fmt: skip
    assert [len(offsets) for offsets, *_ in shown] == [2, 3]
    np.testing.assert_array_equal(shown[0][0], shown[1][0][:2])  # nodes stay where they are
    assert [title for _, title, _ in shown] == ["time = 0", "time = 5"]
    assert [axes for *_, axes in shown] == [2, 2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "no tag 'graph_group'"),
        ({"graph": [1]}, "takes a graph of networkx, or a mapping"),
        ({"graph": {"nodes": [1], "edges": np.zeros((2, 3))}}, r"shape \(m, 2\); found \(2, 3\)"),
        ({"graph": PATH, "graph_drawing": {"node": {}}}, "no 'node'. Did you mean 'nodes'"),
        ({"graph": PATH, "graph_drawing": {"positions": {"model": "sprig"}}}, "mean 'spring'"),
        ({"graph": PATH, "graph_drawing": {"nodes": {"node_size": {"from_property": "wight"}}}},
         "nodes: 0 has no property 'wight'. Did you mean 'weight'"),
        ({"graph_group_tag": "other"}, "'other' is not a graph group but a int"),
    ],
)  # fmt: skip
def test_draw_graph__wrong_arguments(arguments, message):
    with pytest.raises(PlotError, match=message):
        draw(draw_graph, {"other": 1}, **arguments)


def test_positions__fallback_and_wiggle():
    with pytest.raises(PlotError, match="positions: graphviz_dot"):
        compute_positions(PATH, model="graphviz_dot", nope=1)
    plain = compute_positions(PATH, model="graphviz_dot", nope=1, fallback="circular")
    moved = compute_positions(PATH, model="circular", wiggle={"x": 0.1})
    assert all(0 < abs(plain[n][0] - moved[n][0]) < 0.1 for n in PATH)
    assert all(plain[n][1] == moved[n][1] for n in PATH)
    assert compute_positions(PATH, from_dict={0: (1, 2)}) == {0: (1, 2)}


def test_positions__the_same_every_time():
    one, other = compute_positions(PATH), compute_positions(PATH)
    assert all((one[n] == other[n]).all() for n in PATH)
