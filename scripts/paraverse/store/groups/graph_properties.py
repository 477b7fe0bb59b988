"""Assign properties to the nodes and edges of a graph."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from paraverse.errors import TransformError
from paraverse.store.groups.graph_data import scalar_coords

# networkx and xarray are imported inside the functions, for start-up time
if TYPE_CHECKING:
    import networkx as nx
    import xarray as xr

log = logging.getLogger(__name__)


def assign_to_nodes(
    graph: nx.Graph,
    name: str,
    values: xr.DataArray,
    *,
    nodes: xr.DataArray,
    align: bool,
    owner: str,
) -> None:
    """Assign a property to the nodes of a graph.

    Parameters
    ----------
    graph
        The graph; it is changed. Labels that were selected from `values` become attributes.
    name
        Name of the property.
    values
        One value for each node.
    nodes
        The nodes, in the order in which they were added to the graph.
    align
        Whether to align the values with the nodes by coordinates, instead of taking them in
        their order.
    owner
        Type and path of the group, for messages.

    Raises
    ------
    TransformError
        If there is not exactly one value for each node.
    """
    import networkx as nx

    count = graph.number_of_nodes()
    values = _fit(name, values, nodes, "nodes", count=count, align=align, owner=owner)
    by_node = dict(zip(nodes.values.tolist(), values.values, strict=True))
    nx.set_node_attributes(graph, by_node, name)
    graph.graph.update(scalar_coords(values))


def assign_to_edges(
    graph: nx.Graph,
    name: str,
    values: xr.DataArray,
    *,
    edges: xr.DataArray,
    align: bool,
    owner: str,
) -> None:
    """Assign a property to the edges of a graph.

    Parameters
    ----------
    graph, name, align, owner
        As for `assign_to_nodes`.
    values
        One value for each edge.
    edges
        The edges in the order in which they were added to the graph, of shape (edges, 2), or
        (edges, 3) with keys.

    Raises
    ------
    TransformError
        If there is not exactly one value for each edge.
    """
    import networkx as nx

    count = graph.number_of_edges()
    values = _fit(name, values, edges, "edges", count=count, align=align, owner=owner)
    keys = [tuple(edge) for edge in edges.values.tolist()]
    if graph.is_multigraph() and edges.shape[-1] == 2:
        keys = add_edge_keys(keys, graph.is_directed())
    nx.set_edge_attributes(graph, dict(zip(keys, values.values, strict=True)), name)
    graph.graph.update(scalar_coords(values))


def add_edge_keys(edges: Iterable[tuple[Any, ...]], directed: bool) -> list[tuple[Any, ...]]:
    """Add the keys that networkx assigns to parallel edges.

    Parameters
    ----------
    edges
        Pairs of nodes, in the order in which they were added to the graph.
    directed
        Whether edges have a direction.

    Returns
    -------
    list of tuple
        The two nodes of each edge, and the number of equal edges before it.

    Examples
    --------
    >>> add_edge_keys([(0, 1), (1, 0), (1, 2)], directed=False)
    [(0, 1, 0), (1, 0, 1), (1, 2, 0)]
    """
    count: Counter[Any] = Counter()
    keys = []
    for edge in edges:
        pair = edge if directed else frozenset(edge)
        keys.append((*edge, count[pair]))
        count[pair] += 1
    return keys


def _fit(
    name: str,
    values: xr.DataArray,
    entities: xr.DataArray,
    plural: str,
    *,
    count: int,
    align: bool,
    owner: str,
) -> xr.DataArray:
    """Return the values of a property, one for each node or edge, in their order."""
    import xarray as xr

    if align:
        if not any(dim in entities.indexes for dim in values.indexes):
            log.warning("%s: nothing to align %r with the %s by", owner, name, plural)
        values = xr.align(entities, values, join="left")[1]
        if values.isnull().any():
            log.warning("%s: %r has no value for some of the %s", owner, name, plural)
    if len(values) != len(entities):
        raise TransformError(
            f"{owner}: property {name!r} has {len(values)} values for {len(entities)} "
            f"{plural}. If a dimension of length one was removed, name it in `keep_dim`."
        )
    if len(entities) != count:
        log.warning(
            "%s: the graph has %d %s, the group %d; property %r is not set for all",
            owner, count, plural, len(entities), name,
        )  # fmt: skip
    return values
