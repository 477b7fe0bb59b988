"""The plot function `draw_graph`: nodes and edges, at one time or over time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from paraverse.errors import PlotError, suggest
from paraverse.plot.functions.graph_drawing import GraphDrawing
from paraverse.plot.functions.node_positions import compute_positions
from paraverse.plot.helpers.plot_helper import PlotHelper
from paraverse.plot.registry import plot_function

if TYPE_CHECKING:
    import networkx as nx

_DRAWING_KEYS = ("positions", "nodes", "edges", "node_labels", "edge_labels")


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
    """Draw a graph, or an animation of its changes.

    Parameters
    ----------
    data
        The results of the transformation by tag.
    hlpr
        The plot helper of the figure to draw on.
    graph_group_tag
        The tag of a `paraverse.store.groups.graph.GraphGroup`.
    graph
        Replacement for the graph group: a `networkx.Graph`, or a mapping with `nodes` of shape
        (n,), `edges` of shape (m, 2), and `directed`. If `nodes` is a dataset over one dimension,
        it also contains the properties of the nodes.
    graph_creation
        Arguments of `paraverse.store.groups.graph.GraphGroup.create_graph`.
    graph_drawing
        ``positions``
            arguments of `paraverse.plot.functions.node_positions.compute_positions`
        ``nodes``, ``edges``, ``node_labels``, ``edge_labels``
            options of these elements; see
            `paraverse.plot.functions.graph_drawing.GraphDrawing`
    graph_animation
        ``sel`` or ``isel``
            a mapping from dimensions to the labels or positions of the frames; a mapping with
            ``from_property`` denotes the coordinates of that member of the graph group
        ``update_positions``
            whether to compute new positions for each frame; otherwise, nodes keep positions that
            suit all frames
    register_property_maps
        Tags of results that become properties of the graph group.
    suptitle_kwargs
        Arguments of the helper `set_suptitle` for each frame. The `title` may contain names of
        dimensions in braces.

    Raises
    ------
    PlotError
        If a tag or a key does not exist, the graph is malformed, or networkx is not installed.
    """
    _check_networkx()
    drawing = dict(graph_drawing or {})
    unknown = next((key for key in drawing if key not in _DRAWING_KEYS), None)
    if unknown is not None:
        raise PlotError(
            f"graph_drawing: there is no {unknown!r}. {suggest(unknown, _DRAWING_KEYS)}"
        )
    layout = drawing.pop("positions", None) or {}
    if graph is not None:
        frames: list[tuple[dict[str, Any], nx.Graph]] = [({}, _build_graph(graph))]
    else:
        group = _find_group(data, graph_group_tag, register_property_maps or ())
        frames = _create_graphs(group, graph_creation or {}, graph_animation or {})
    if len(frames) == 1:
        hlpr.disable_animation()
        ((_, only),) = frames
        GraphDrawing(hlpr, drawing, [only]).draw(only, compute_positions(only, **layout))
        return
    hlpr.enable_animation()
    graphs = [graph for _, graph in frames]
    nodes_move = (graph_animation or {}).get("update_positions", False)
    fixed = None if nodes_move else compute_positions(_compose(graphs), **layout)
    text_properties = dict(suptitle_kwargs or {})
    template = text_properties.pop("title", None)
    template = template or ", ".join(f"{dim} = {{{dim}}}" for dim in frames[0][0])

    def update() -> Iterator[None]:
        axes = GraphDrawing(hlpr, drawing, graphs)
        for point, graph in frames:
            axes.draw(graph, compute_positions(graph, **layout) if fixed is None else fixed)
            hlpr.invoke_helper("set_suptitle", title=template.format(**point), **text_properties)
            yield

    hlpr.register_animation_update(update, invoke_helpers_before_grab=True)


def _check_networkx() -> None:
    try:
        import networkx  # noqa: F401 (imported here, as it is optional and slow to import)
    except ImportError:
        raise PlotError(
            "This plot needs networkx: `pip install networkx`, or add it to envs/analysis.yaml."
        ) from None


def _build_graph(spec: Any) -> nx.Graph:
    import networkx as nx  # imported here, as it is optional and slow to import

    if isinstance(spec, nx.Graph):
        return spec
    if not isinstance(spec, Mapping) or not {"nodes", "edges"} <= set(spec):
        raise PlotError(
            "graph: takes a graph of networkx, or a mapping with `nodes` and `edges`; found a "
            f"{type(spec).__name__}."
        )
    graph = nx.DiGraph() if spec.get("directed") else nx.Graph()
    _add_nodes(graph, spec["nodes"])
    edges = np.asarray(spec["edges"])
    if edges.ndim != 2 or edges.shape[1] != 2:
        raise PlotError(f"graph: `edges` takes the shape (m, 2); found {edges.shape}.")
    graph.add_edges_from(map(tuple, edges.tolist()))
    return graph


def _add_nodes(graph: nx.Graph, nodes: Any) -> None:
    if not isinstance(nodes, xr.Dataset):
        graph.add_nodes_from(np.asarray(nodes).tolist())
        return
    (dim,) = nodes.dims
    columns = {str(name): values.values.tolist() for name, values in nodes.data_vars.items()}
    names = nodes[dim].values.tolist()
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
    graph.add_nodes_from(zip(names, rows, strict=True) if columns else names)


def _find_group(data: Mapping[str, Any], tag: str, properties: Sequence[str]) -> Any:
    for required in (tag, *properties):
        if required not in data:
            raise PlotError(f"There is no tag {required!r}. {suggest(required, data)}")
    group = data[tag]
    if not hasattr(group, "create_graph"):
        raise PlotError(f"{tag!r} is not a graph group but a {type(group).__name__}; see `graph`.")
    for name in properties:
        group.register_property_map(name, data[name])
    return group


def _create_graphs(
    group: Any, creation: Mapping[str, Any], animation: Mapping[str, Any]
) -> list[tuple[dict[str, Any], nx.Graph]]:
    """Create the graphs of all frames; return them paired with their labels or positions."""
    key = "isel" if animation.get("isel") and not animation.get("sel") else "sel"
    values = {}
    for dim, spec in (animation.get("sel") or animation.get("isel") or {}).items():
        if isinstance(spec, Mapping):
            spec = group[spec["from_property"]].coords[dim]
        values[dim] = np.atleast_1d(np.asarray(spec)).tolist()
    frames = []
    for combination in itertools.product(*values.values()):
        point = dict(zip(values, combination, strict=True))
        selection = {key: {**(creation.get(key) or {}), **point}} if point else {}
        frames.append((point, group.create_graph(**{**creation, **selection})))
    return frames


def _compose(graphs: Sequence[nx.Graph]) -> nx.Graph:
    import networkx as nx  # imported here, as it is optional and slow to import

    return nx.compose_all(graphs)
