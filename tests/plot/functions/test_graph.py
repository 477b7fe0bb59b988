from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx
import numpy as np
import pytest
import xarray as xr
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import FancyArrowPatch

from paraverse.errors import PlotError
from paraverse.plot.functions.graph import draw_graph
from support.drawn import draw, frames, own_style

PATH = nx.path_graph(4)
nx.set_node_attributes(PATH, {n: 10.0 * n for n in PATH}, "weight")
nx.set_edge_attributes(PATH, {edge: sum(edge) for edge in PATH.edges}, "flow")


@pytest.fixture(autouse=True)
def _style() -> Iterator[None]:
    with own_style():
        yield


class Group:
    """A graph group that grows: two nodes, and three from time 5 on."""

    def __init__(self) -> None:
        self.registered: dict[str, Any] = {}

    def __getitem__(self, name: str) -> xr.DataArray:
        return xr.DataArray(range(2), dims="time", coords={"time": [0, 5]})

    def register_property_map(self, name: str, data: Any) -> None:
        self.registered[name] = data

    def create_graph(
        self,
        *,
        sel: Mapping[str, Any] | None = None,
        isel: Mapping[str, Any] | None = None,
        directed: bool = False,
    ) -> nx.Graph:
        graph = nx.path_graph(3 if (sel or isel or {}).get("time") == 5 else 2)
        nx.set_node_attributes(
            graph, dict.fromkeys(graph, float((sel or {}).get("time", 0))), "age"
        )
        return graph


def nodes(hlpr: Any) -> Any:
    (collection,) = [c for c in hlpr.ax.collections if isinstance(c, PathCollection)]
    return collection


def test_draw_graph__nodes_and_edges() -> None:
    hlpr = draw(draw_graph, {}, graph=PATH, graph_drawing={"positions": {"model": "circular"}})
    positions = nx.circular_layout(PATH)
    np.testing.assert_allclose(nodes(hlpr).get_offsets(), list(positions.values()))
    (edges,) = [c for c in hlpr.ax.collections if isinstance(c, LineCollection)]
    assert len(edges.get_paths()) == 3
    assert not hlpr.ax.axison


def test_draw_graph__arrays_of_nodes_and_edges() -> None:
    table = xr.Dataset({"weight": ("node", [1.0, 2.0])}, coords={"node": ["a", "b"]})
    graph = {"nodes": table, "edges": np.array([["a", "b"]]), "directed": True}
    drawing = {"nodes": {"node_size": {"from_property": "weight"}}}
    hlpr = draw(draw_graph, {}, graph=graph, graph_drawing=drawing)
    assert nodes(hlpr).get_sizes().tolist() == [1, 2]
    assert any(isinstance(patch, FancyArrowPatch) for patch in hlpr.ax.patches)
    assert draw(draw_graph, {}, graph={"nodes": [0, 1], "edges": np.array([[0, 1]])})


def test_draw_graph__of_a_group() -> None:
    group = Group()
    hlpr = draw(draw_graph, {"graph_group": group, "age": 3}, graph_creation={"sel": {"time": 5}},
                register_property_maps=["age"])  # fmt: skip
    assert len(nodes(hlpr).get_offsets()) == 3
    assert group.registered == {"age": 3}


@pytest.mark.parametrize(
    "animation", [{"sel": {"time": {"from_property": "nodes"}}}, {"isel": {"time": [0, 5]}}]
)
def test_draw_graph__animation(animation: dict[str, Any]) -> None:
    drawing = {"nodes": {"node_color": {"from_property": "age"}}}
    drawn = [
        (nodes(hlpr).get_offsets().data.copy(), hlpr.fig.get_suptitle(), len(hlpr.fig.axes))
        for hlpr in frames(draw_graph, {"graph_group": Group()}, graph_drawing=drawing,
                           graph_animation=animation)
    ]  # fmt: skip
    assert [len(offsets) for offsets, *_ in drawn] == [2, 3]
    np.testing.assert_array_equal(drawn[0][0], drawn[1][0][:2])  # nodes stay where they are
    assert [title for _, title, _ in drawn] == ["time = 0", "time = 5"]
    assert [axes for *_, axes in drawn] == [2, 2]


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
def test_draw_graph__wrong_arguments(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(PlotError, match=message):
        draw(draw_graph, {"other": 1}, **arguments)


def test_draw_graph__names_the_package_that_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(PlotError, match="This plot needs networkx: `pip install networkx`"):
        draw(draw_graph, {}, graph=PATH)
