"""Groups that hold a graph: nodes, edges and their properties."""

from __future__ import annotations

import functools
import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from paraverse.errors import TransformError
from paraverse.load.attributes import text_of
from paraverse.store.groups.labelled import LabelledDataGroup
from paraverse.store.groups.series import TimeSeriesGroup
from paraverse.store.universe import Group

if TYPE_CHECKING:
    import networkx as nx  # type: ignore[import-untyped]
    import xarray as xr

log = logging.getLogger(__name__)


class GraphGroup(Group):
    """A group with the nodes and edges of a graph, which may change with time.

    Its members are arrays, or groups that one can select from: the nodes (of any type, one for
    each node), the edges (two nodes for each edge, and a key if there are parallel ones) and
    their properties (one value for each). networkx must be installed.

    Attributes
    ----------
    NODES, EDGES
        Names of the members with the nodes and the edges.
    DIRECTED, PARALLEL
        Names of the group's attributes that say whether edges have a direction, and whether
        there can be more than one between two nodes.
    TRANSPOSED
        Name of its attribute that says whether the first dimension of the edges is that of the
        two nodes. Without it, what is unambiguous is found.
    KEEP_DIM
        Name of its attribute with the dimensions that stay even if of length one.
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
        """Give data from elsewhere a name by which `create_graph` finds it.

        Raises
        ------
        TransformError
            If the group has a member of that name.
        """
        if key in self.property_maps or key in self:
            raise TransformError(f"{self._what} has {key!r} already. Take another name.")
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
        """Make a graph.

        Parameters
        ----------
        directed, parallel_edges
            By default what the group's attributes say.
        node_props, edge_props
            Names of members or registered properties to give to the nodes or edges.
        sel, isel
            For each dimension the label or position to select in nodes, edges and properties;
            not used for what does not have the dimension.
        at_time, at_time_idx
            The same for the dimension ``time``.
        align
            Whether to order properties by the coordinates of the nodes or edges, instead of
            taking them in their order.
        keep_dim
            Dimensions that stay even if of length one; by default what the attribute says.
        node_container, edge_container
            Names of members to take the nodes and edges from.
        without_edges
            Whether to leave out the edges.
        graph_kwargs
            Attributes of the graph.

        Returns
        -------
        networkx.Graph
            Or `networkx.DiGraph`, `networkx.MultiGraph`, `networkx.MultiDiGraph`. What was
            selected is in its attributes.

        Raises
        ------
        TransformError
            If something is missing or does not fit.
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
        graph.graph.update(_scalars(nodes))
        if not without_edges:
            container = self[edge_container] if edge_container else None
            edges = self._edges(container, at, graph.is_multigraph())
            graph.add_edges_from(edges.values.tolist())
            graph.graph.update(_scalars(edges))
        for name in node_props or ():
            self._set_node_property(graph, name, nodes, self._property(name, None, at), align)
        for name in () if without_edges else edge_props or ():
            self._set_edge_property(graph, name, edges, self._property(name, None, at), align)
        return graph

    def set_node_property(
        self, *, g: nx.Graph, name: str, data: Any = None, align: bool = False, **selector: Any
    ) -> None:
        """Give each node of a graph a property.

        Parameters
        ----------
        g
            A graph that was made by `create_graph`.
        name
            Name of the property; without `data`, of the member or registered property as well.
        data
            The values, an array or a group to select from.
        align, selector
            As in `create_graph`.

        Raises
        ------
        TransformError
            If there is not one value for each node.
        """
        nodes, values = self._nodes(None, selector), self._property(name, data, selector)
        self._set_node_property(g, name, nodes, values, align)

    def set_edge_property(
        self, *, g: nx.Graph, name: str, data: Any = None, align: bool = False, **selector: Any
    ) -> None:
        """Give each edge of a graph a property; else the same as `set_node_property`."""
        edges = self._edges(None, selector, g.is_multigraph())
        self._set_edge_property(g, name, edges, self._property(name, data, selector), align)

    def _set_node_property(
        self, graph: nx.Graph, name: str, nodes: xr.DataArray, values: xr.DataArray, align: bool
    ) -> None:
        import networkx as nx

        values = self._fitting(name, values, nodes, align, graph.number_of_nodes(), "nodes")
        found = dict(zip(nodes.values.tolist(), values.values, strict=True))
        nx.set_node_attributes(graph, found, name)
        graph.graph.update(_scalars(values))

    def _set_edge_property(
        self, graph: nx.Graph, name: str, edges: xr.DataArray, values: xr.DataArray, align: bool
    ) -> None:
        import networkx as nx

        values = self._fitting(name, values, edges, align, graph.number_of_edges(), "edges")
        keys = [tuple(edge) for edge in edges.values.tolist()]
        if graph.is_multigraph() and edges.shape[-1] == 2:
            keys = _with_keys(keys, graph.is_directed())
        nx.set_edge_attributes(graph, dict(zip(keys, values.values, strict=True)), name)
        graph.graph.update(_scalars(values))

    def _fitting(
        self,
        name: str,
        values: xr.DataArray,
        entities: xr.DataArray,
        align: bool,
        count: int,
        what: str,
    ) -> xr.DataArray:
        """Values of a property, one for each node or edge, in their order."""
        import xarray as xr

        if align:
            if not any(dim in entities.indexes for dim in values.indexes):
                log.warning("%s: nothing to align %r with the %s by", self._what, name, what)
            values = xr.align(entities, values, join="left")[1]
            if values.isnull().any():
                log.warning("%s: %r has no value for some of the %s", self._what, name, what)
        if len(values) != len(entities):
            raise TransformError(
                f"{self._what}: property {name!r} has {len(values)} values for {len(entities)} "
                f"{what}. If a dimension of length one was removed, name it in `keep_dim`."
            )
        if len(entities) != count:
            log.warning(
                "%s: the graph has %d %s, the group %d; property %r is not set for all",
                self._what, count, what, len(entities), name,
            )  # fmt: skip
        return values

    def _nodes(self, data: Any, at: Mapping[str, Any]) -> xr.DataArray:
        nodes = self._at(self.node_container if data is None else data, **at)
        if nodes.ndim != 1:
            raise self._not_one_time("nodes", nodes)
        return nodes.dropna(nodes.dims[0])

    def _edges(self, data: Any, at: Mapping[str, Any], parallel: bool) -> xr.DataArray:
        edges = self._at(self.edge_container if data is None else data, **at)
        longest = 4 if parallel else 3
        if edges.ndim == 1 and 2 <= edges.size <= longest:
            edges = edges.expand_dims("single_edge")  # the only edge: its dimension was removed
        elif edges.ndim != 2 and edges.size:
            raise self._not_one_time("edges", edges)
        if self.TRANSPOSED in self.attrs:
            transposed = self._flag((self.TRANSPOSED,))
        else:
            fits = [2 <= size <= longest for size in edges.shape]
            transposed = fits[0] and not fits[-1]
        edges = edges.T if transposed else edges
        return edges.dropna(edges.dims[0])

    def _not_one_time(self, what: str, array: xr.DataArray) -> TransformError:
        return TransformError(
            f"{self._what}: the {what} have dimensions {', '.join(map(str, array.dims))}. "
            "Select one time, such as by `at_time`, and one label of other dimensions, by `sel`."
        )

    def _property(self, name: str, data: Any, at: Mapping[str, Any]) -> xr.DataArray:
        if data is None:
            data = self.property_maps[name] if name in self.property_maps else self[name]
        return self._at(data, **at)

    def _at(
        self,
        data: Any,
        *,
        sel: Mapping[str, Any] | None = None,
        isel: Mapping[str, Any] | None = None,
        at_time: Any = None,
        at_time_idx: int | None = None,
        keep_dim: Iterable[str] | None = None,
    ) -> xr.DataArray:
        """Select from a member; of what is left, remove dimensions of length one."""
        import xarray as xr

        labels = {**(sel or {}), **({} if at_time is None else {"time": at_time})}
        positions = {**(isel or {}), **({} if at_time_idx is None else {"time": at_time_idx})}
        if labels.keys() & positions.keys():
            twice = ", ".join(sorted(labels.keys() & positions.keys()))
            raise TransformError(f"Select along {twice} by label or by position, not by both.")
        if type(data) is Group:
            data = TimeSeriesGroup(data._members, data._path)
        if not isinstance(data, xr.DataArray | LabelledDataGroup):
            data = xr.DataArray(data)
        dims = set(data.dims)
        if isinstance(data, LabelledDataGroup):
            dims |= {str(dim) for dim in data[next(iter(data))].dims}
        labels = {dim: label for dim, label in labels.items() if dim in dims}
        positions = {dim: position for dim, position in positions.items() if dim in dims}
        array: xr.DataArray = (data.sel(labels) if labels else data).isel(positions)
        if keep_dim is None:
            keep_dim = [str(text_of(dim)) for dim in np.ravel(self.attrs.get(self.KEEP_DIM, []))]
        kept = {*keep_dim, *(dim for dim, size in array.sizes.items() if size != 1)}
        array = array.squeeze([dim for dim in array.dims if dim not in kept])
        return array if array.dims else array.expand_dims("dim_0")

    def _first_of(self, names: tuple[str, ...]) -> Any:
        for name in names:
            if name in self:
                return self[name]
        raise TransformError(f"{self._what} has no {' or '.join(map(repr, names))}.")

    def _flag(self, names: tuple[str, ...]) -> bool:
        for name in names:
            if name in self.attrs:
                return bool(np.ravel(self.attrs[name])[0])
        raise TransformError(
            f"{self._what} has no attribute {' or '.join(map(repr, names))}. "
            f"Pass `directed` and `parallel_edges`."
        )

    @property
    def _what(self) -> str:
        return f"{type(self).__name__} {self._path!r}"


def _scalars(array: xr.DataArray) -> dict[str, Any]:
    return {str(name): c.item() for name, c in array.coords.items() if c.size == 1}


def _with_keys(edges: Iterable[tuple[Any, ...]], directed: bool) -> list[tuple[Any, ...]]:
    """Edges with the keys that networkx gives to parallel ones."""
    count: Counter[Any] = Counter()
    keys = []
    for edge in edges:
        pair = edge if directed else frozenset(edge)
        keys.append((*edge, count[pair]))
        count[pair] += 1
    return keys
