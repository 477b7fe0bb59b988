"""Groups that hold a graph: nodes, edges and their properties."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from paraverse.errors import TransformError
from paraverse.load.attribute_strings import attribute_string
from paraverse.store.groups.base import Group
from paraverse.store.groups.graph_data import (
    find_flag,
    orient_edges,
    scalar_coords,
    select_data,
)
from paraverse.store.groups.graph_properties import assign_to_edges, assign_to_nodes

# networkx is imported inside the method, for start-up time and because it is optional
if TYPE_CHECKING:
    import networkx as nx
    import xarray as xr


class GraphGroup(Group):
    """A group with the nodes and edges of a graph, which may change with time.

    Its members are arrays, or groups to select from: the nodes (of any type, one element for
    each node), the edges (two nodes for each edge, and a key if there are parallel ones) and
    their properties (one value for each node or edge). networkx must be installed.

    Attributes
    ----------
    NODES, EDGES
        Possible names of the members with the nodes and with the edges, preferred ones first.
    DIRECTED, PARALLEL
        Names of the group attributes that specify whether edges are directed, and whether there
        can be more than one between two nodes.
    TRANSPOSED
        Name of the group attribute that specifies whether the nodes of an edge lie along the first
        dimension. Without it, this is inferred from the shape where that is unambiguous.
    KEEP_DIM
        Name of the group attribute with the dimensions to keep even if their length is one.
    """

    NODES: ClassVar[tuple[str, ...]] = ("nodes", "_vertices")
    EDGES: ClassVar[tuple[str, ...]] = ("edges", "_edges")
    DIRECTED: ClassVar[tuple[str, ...]] = ("directed", "is_directed")
    PARALLEL: ClassVar[tuple[str, ...]] = ("parallel", "allows_parallel")
    TRANSPOSED: ClassVar[str] = "edge_container_is_transposed"
    KEEP_DIM: ClassVar[str] = "keep_dim"

    @property
    def node_container(self) -> Any:
        """The member with the nodes."""
        return self._first_of(self.NODES)

    @property
    def edge_container(self) -> Any:
        """The member with the edges."""
        return self._first_of(self.EDGES)

    @functools.cached_property
    def property_maps(self) -> dict[str, Any]:
        """Data of registered properties, by name."""
        return {}

    def register_property_map(self, key: str, data: Any) -> None:
        """Register data that are not in the group as a property of nodes or edges.

        Parameters
        ----------
        key
            Name of the property, to be used in `create_graph`.
        data
            One value for each node or edge: an array, or a group to select from.

        Raises
        ------
        TransformError
            If the group has a member or a registered property of that name.
        """
        if key in self.property_maps or key in self:
            raise TransformError(f"{self._label} has {key!r} already. Take another name.")
        self.property_maps[key] = data

    def create_graph(
        self,
        *,
        directed: bool | None = None,
        parallel_edges: bool | None = None,
        node_props: Iterable[str] | None = None,
        edge_props: Iterable[str] | None = None,
        sel: Mapping[str, Any] | None = None,
        isel: Mapping[str, Any] | None = None,
        at_time: Any = None,
        at_time_idx: int | None = None,
        align: bool = False,
        keep_dim: Iterable[str] | None = None,
        node_container: str | None = None,
        edge_container: str | None = None,
        without_edges: bool = False,
        **graph_kwargs: Any,
    ) -> nx.Graph:
        """Create a graph.

        Parameters
        ----------
        directed, parallel_edges
            Whether edges have a direction, and whether there can be more than one between two
            nodes; by default as the attributes of the group specify.
        node_props, edge_props
            Names of members or registered properties to assign to the nodes or edges.
        sel, isel
            The label or the position to select in nodes, edges and properties, by
            dimension. Data that do not have the dimension are taken as a whole.
        at_time, at_time_idx
            Label or position to select along the dimension ``time``.
        align
            Whether to align properties with the nodes or edges by coordinates, instead of
            assigning them in their order.
        keep_dim
            Dimensions to keep even if their length is one; by default those in the attribute
            `KEEP_DIM`.
        node_container, edge_container
            Names of the members with the nodes and edges; by default the first of `NODES` and
            `EDGES` that exists.
        without_edges
            Whether to leave out the edges.
        graph_kwargs
            Attributes of the graph.

        Returns
        -------
        networkx.Graph
            A `networkx.Graph`, `networkx.DiGraph`, `networkx.MultiGraph` or
            `networkx.MultiDiGraph`. The selected labels are among its attributes.

        Raises
        ------
        TransformError
            If a member or attribute is missing, or if the data do not describe one graph.
        """
        import networkx as nx

        directed = self._flag(self.DIRECTED) if directed is None else directed
        parallel = self._flag(self.PARALLEL) if parallel_edges is None else parallel_edges
        kind = {(False, False): nx.Graph, (True, False): nx.DiGraph,
                (False, True): nx.MultiGraph, (True, True): nx.MultiDiGraph}  # fmt: skip
        graph = kind[bool(directed), bool(parallel)](**graph_kwargs)
        at = {"sel": sel, "isel": isel, "at_time": at_time, "at_time_idx": at_time_idx,
              "keep_dim": keep_dim}  # fmt: skip
        nodes = self._nodes(self[node_container] if node_container else None, at)
        graph.add_nodes_from(nodes.values.tolist())
        graph.graph.update(scalar_coords(nodes))
        if not without_edges:
            container = self[edge_container] if edge_container else None
            edges = self._edges(container, at, graph.is_multigraph())
            graph.add_edges_from(edges.values.tolist())
            graph.graph.update(scalar_coords(edges))
        for name in node_props or ():
            values = self._property(name, None, at)
            assign_to_nodes(graph, name, values, nodes=nodes, align=align, owner=self._label)
        for name in () if without_edges else edge_props or ():
            values = self._property(name, None, at)
            assign_to_edges(graph, name, values, edges=edges, align=align, owner=self._label)
        return graph

    def set_node_property(
        self, *, g: nx.Graph, name: str, data: Any = None, align: bool = False, **selector: Any
    ) -> None:
        """Assign a property to each node of a graph.

        Parameters
        ----------
        g
            A graph from `create_graph`; it is changed.
        name
            Name of the property. Without `data` it is also the name of the member or registered
            property with the values.
        data
            The values, one for each node: an array, or a group to select from.
        align, selector
            Arguments `align`, `sel`, `isel`, `at_time`, `at_time_idx` and `keep_dim` of
            `create_graph`.

        Raises
        ------
        TransformError
            If there is not exactly one value for each node.
        """
        nodes, values = self._nodes(None, selector), self._property(name, data, selector)
        assign_to_nodes(g, name, values, nodes=nodes, align=align, owner=self._label)

    def set_edge_property(
        self, *, g: nx.Graph, name: str, data: Any = None, align: bool = False, **selector: Any
    ) -> None:
        """Assign a property to each edge of a graph.

        Parameters
        ----------
        g, name, data, align, selector
            As for `set_node_property`, with one value for each edge.

        Raises
        ------
        TransformError
            If there is not exactly one value for each edge.
        """
        edges = self._edges(None, selector, g.is_multigraph())
        values = self._property(name, data, selector)
        assign_to_edges(g, name, values, edges=edges, align=align, owner=self._label)

    def _nodes(self, data: Any, at: Mapping[str, Any]) -> xr.DataArray:
        nodes = self._select(self.node_container if data is None else data, **at)
        if nodes.ndim != 1:
            raise self._not_one_graph("nodes", nodes)
        return nodes.dropna(nodes.dims[0])

    def _edges(self, data: Any, at: Mapping[str, Any], parallel: bool) -> xr.DataArray:
        array = self._select(self.edge_container if data is None else data, **at)
        transposed = find_flag(self.attrs, [self.TRANSPOSED])
        edges = orient_edges(array, transposed=transposed, parallel=parallel)
        if edges is None:
            raise self._not_one_graph("edges", array)
        return edges

    def _not_one_graph(self, plural: str, array: xr.DataArray) -> TransformError:
        return TransformError(
            f"{self._label}: the {plural} have dimensions {', '.join(map(str, array.dims))}. "
            "Select one time, such as by `at_time`, and one label of other dimensions, by `sel`."
        )

    def _property(self, name: str, data: Any, at: Mapping[str, Any]) -> xr.DataArray:
        if data is None:
            data = self.property_maps[name] if name in self.property_maps else self[name]
        return self._select(data, **at)

    def _select(
        self, data: Any, *, keep_dim: Iterable[str] | None = None, **at: Any
    ) -> xr.DataArray:
        if keep_dim is None:
            keep_dim = [
                str(attribute_string(dim)) for dim in np.ravel(self.attrs.get(self.KEEP_DIM, []))
            ]
        return select_data(data, keep_dim=tuple(keep_dim), **at)

    def _first_of(self, names: tuple[str, ...]) -> Any:
        for name in names:
            if name in self:
                return self[name]
        raise TransformError(f"{self._label} has no {' or '.join(map(repr, names))}.")

    def _flag(self, names: tuple[str, ...]) -> bool:
        flag = find_flag(self.attrs, names)
        if flag is None:
            raise TransformError(
                f"{self._label} has no attribute {' or '.join(map(repr, names))}. "
                f"Pass `directed` and `parallel_edges`."
            )
        return flag

    @property
    def _label(self) -> str:
        return f"{type(self).__name__} {self._path!r}"
