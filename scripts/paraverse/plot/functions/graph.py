"""Graphs: nodes and edges."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from paraverse.errors import PlotError, suggest
from paraverse.plot.functions.graph_drawing import GraphDrawing, positions
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import plot_function

if TYPE_CHECKING:
    import networkx as nx  # type: ignore[import-untyped]

_DRAWING = ("positions", "nodes", "edges", "node_labels", "edge_labels")


@plot_function(supports_animation=True)
def draw_graph(
    *,
    data: Mapping[str, Any],
    hlpr: PlotHelper,
    graph_group_tag: str = "graph_group",
    graph: Any = None,
    graph_creation: Mapping[str, Any] | None = None,
    graph_drawing: Mapping[str, Any] | None = None,
    graph_animation: Mapping[str, Any] | None = None,
    register_property_maps: Sequence[str] | None = None,
    suptitle_kwargs: Mapping[str, Any] | None = None,
) -> None:
    """Draw a graph, or how one changes.

    Parameters
    ----------
    data
        The results.
    hlpr
        The figure.
    graph_group_tag
        The tag of a `paraverse.store.groups.graph.GraphGroup`.
    graph
        Instead of it: a `networkx.Graph`; or a mapping with `nodes` and `edges`, arrays of shape
        (n,) and (m, 2), where a dataset of nodes also has their properties, and `directed`.
    graph_creation
        Arguments of `paraverse.store.groups.graph.GraphGroup.create_graph`.
    graph_drawing
        `positions`: see `paraverse.plot.functions.graph_drawing.positions`; `nodes`, `edges`, `node_labels`,
        `edge_labels`: see `paraverse.plot.functions.graph_drawing.GraphDrawing`.
    graph_animation
        For an animation: `sel` or `isel`, with the values of each dimension to make graphs at, or
        ``from_property`` with the name of the member whose coordinates they are;
        `update_positions`: whether nodes move.
    register_property_maps
        Tags that become properties of the graph group.
    suptitle_kwargs
        Arguments of the helper `set_suptitle` for each frame; `title` may contain the dimensions in
        braces.

    Raises
    ------
    PlotError
        Naming what is missing or not possible.
    """
    drawing = dict(graph_drawing or {})
    unknown = next((key for key in drawing if key not in _DRAWING), None)
    if unknown is not None:
        raise PlotError(f"graph_drawing: there is no {unknown!r}. {suggest(unknown, _DRAWING)}")
    layout = drawing.pop("positions", None) or {}
    creation = dict(graph_creation or {})
    if graph is not None:
        frames: list[tuple[dict[str, Any], nx.Graph]] = [({}, _graph(graph))]
    else:
        group = _group(data, graph_group_tag, register_property_maps or ())
        points = _points(group, graph_animation or {})
        frames = [(at, group.create_graph(**_at(creation, at, graph_animation))) for at in points]
    if len(frames) == 1:
        hlpr.disable_animation()
        ((_, only),) = frames
        GraphDrawing(hlpr, drawing, [only]).draw(only, positions(only, **layout))
        return
    hlpr.enable_animation()
    moving = (graph_animation or {}).get("update_positions", False)
    fixed = None if moving else positions(_union([g for _, g in frames]), **layout)
    text = dict(suptitle_kwargs or {})
    template = text.pop("title", None) or ", ".join(f"{dim} = {{{dim}}}" for dim in frames[0][0])

    def update() -> Iterator[None]:
        shown = GraphDrawing(hlpr, drawing, [g for _, g in frames])
        for at, one in frames:
            shown.draw(one, positions(one, **layout) if fixed is None else fixed)
            hlpr.invoke_helper("set_suptitle", title=template.format(**at), **text)
            yield

    hlpr.register_animation_update(update, invoke_helpers_before_grab=True)


def _graph(given: Any) -> nx.Graph:
    import networkx as nx

    if isinstance(given, nx.Graph):
        return given
    if not isinstance(given, Mapping) or not {"nodes", "edges"} <= set(given):
        raise PlotError(
            "graph: takes a graph of networkx, or a mapping with `nodes` and `edges`; found a "
            f"{type(given).__name__}."
        )
    made = nx.DiGraph() if given.get("directed") else nx.Graph()
    nodes = given["nodes"]
    if isinstance(nodes, xr.Dataset):
        (dim,) = nodes.dims
        columns = {str(name): values.values.tolist() for name, values in nodes.data_vars.items()}
        names = nodes[dim].values.tolist()
        rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
        made.add_nodes_from(zip(names, rows, strict=True) if columns else names)
    else:
        made.add_nodes_from(np.asarray(nodes).tolist())
    edges = np.asarray(given["edges"])
    if edges.ndim != 2 or edges.shape[1] != 2:
        raise PlotError(f"graph: `edges` takes the shape (m, 2); found {edges.shape}.")
    made.add_edges_from(map(tuple, edges.tolist()))
    return made


def _group(data: Mapping[str, Any], tag: str, properties: Sequence[str]) -> Any:
    for needed in (tag, *properties):
        if needed not in data:
            raise PlotError(f"There is no tag {needed!r}. {suggest(needed, data)}")
    group = data[tag]
    if not hasattr(group, "create_graph"):
        raise PlotError(f"{tag!r} is no graph group but a {type(group).__name__}; see `graph`.")
    for name in properties:
        group.register_property_map(name, data[name])
    return group


def _points(group: Any, animation: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Values of each dimension of each frame."""
    values = {}
    for dim, given in (animation.get("sel") or animation.get("isel") or {}).items():
        if isinstance(given, Mapping):
            given = group[given["from_property"]].coords[dim]
        values[dim] = np.atleast_1d(np.asarray(given)).tolist()
    return [dict(zip(values, point, strict=True)) for point in itertools.product(*values.values())]


def _at(
    creation: Mapping[str, Any], at: Mapping[str, Any], animation: Mapping[str, Any] | None
) -> dict[str, Any]:
    how = "isel" if animation and animation.get("isel") and not animation.get("sel") else "sel"
    return {**creation, how: {**(creation.get(how) or {}), **at}} if at else dict(creation)


def _union(graphs: Sequence[nx.Graph]) -> nx.Graph:
    import networkx as nx

    return nx.compose_all(graphs)
