"""Where the nodes of a graph are, and what properties look like."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cm import ScalarMappable

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.color_manager import ColorManager
from paraverse.plot.helpers.plot_helper import PlotHelper

if TYPE_CHECKING:
    import networkx as nx  # type: ignore[import-untyped]

_DEGREES = ("degree", "in_degree", "out_degree")


def positions(
    graph: nx.Graph,
    *,
    model: Any = "spring",
    from_dict: Mapping[Any, Sequence[float]] | None = None,
    fallback: str | Mapping[str, Any] | None = None,
    wiggle: Mapping[str, Any] | None = None,
    **options: Any,
) -> dict[Any, Any]:
    """Place the nodes of a graph.

    Parameters
    ----------
    graph
        The graph.
    model
        A layout of networkx (``spring``, ``circular``, ``kamada_kawai``, …), ``graphviz_`` and a
        program of graphviz, or a function of the graph. Those that begin by chance begin
        the same every time.
    from_dict
        The position of each node, instead.
    fallback
        The model to take if this one fails, or a mapping with `model` and its options.
    wiggle
        How far nodes are moved by chance along `x` and `y`; `seed`.
    options
        Arguments of the layout.

    Returns
    -------
    dict
        For each node its position, shape (2,).

    Raises
    ------
    PlotError
        If the layout is not known or fails.
    """
    try:
        placed = dict(from_dict) if from_dict is not None else _placed(graph, model, options)
    except Exception as error:
        if fallback is None:
            if isinstance(error, PlotError):
                raise
            raise PlotError(f"positions: {model}: {type(error).__name__}: {error}") from error
        other = {"model": fallback} if isinstance(fallback, str) else dict(fallback)
        return positions(graph, wiggle=wiggle, **other)
    if wiggle:
        random = np.random.default_rng(wiggle.get("seed", 0))
        reach = np.array([wiggle.get("x") or 0, wiggle.get("y") or 0])
        return {n: np.asarray(at) + reach * random.uniform(-1, 1, 2) for n, at in placed.items()}
    return placed


class GraphDrawing:
    """How graphs are drawn on the current axes, one or one after the other.

    Parameters
    ----------
    hlpr
        The figure.
    config
        `nodes`, `edges`: arguments of `networkx.draw_networkx_nodes` and
        `networkx.draw_networkx_edges`; in place of colours, sizes and widths can stand
        ``from_property`` with the name of a property or ``degree``, with `scale_to_interval` and
        `map_to_scalar`. `cmap`, `cmap_norm`, `vmin`, `vmax` (`edge_cmap`, …): see
        `paraverse.plot.appearance.color_manager.ColorManager`; `colorbar`: `enabled`, `labels`, and arguments of
        the colour bar. `node_labels`, `edge_labels`: `enabled`, `show_only`, `labels` (or
        ``from_property``), `format` with ``{label}``, and arguments of
        `networkx.draw_networkx_labels` and `networkx.draw_networkx_edge_labels`.
    graphs
        All graphs that will be drawn: a value has the same colour in each.
    """

    def __init__(
        self, hlpr: PlotHelper, config: Mapping[str, Any], graphs: Sequence[nx.Graph]
    ) -> None:
        self._hlpr = hlpr
        self._config = {key: dict(value or {}) for key, value in config.items()}
        self._graphs = graphs
        self._has_colorbars = False

    def draw(self, graph: nx.Graph, places: Mapping[Any, Any]) -> None:
        """Draw a graph in place of what is on the axes.

        Parameters
        ----------
        graph
            The graph.
        places
            For each node its position.
        """
        import networkx as nx

        ax = self._hlpr.ax
        ax.clear()
        nodes = self._options("nodes", graph, ("node_size", "alpha"), "node_color", "")
        edges = self._options("edges", graph, ("width",), "edge_color", "edge_")
        nx.draw_networkx_edges(graph, places, ax=ax, **self._sized(nodes, edges))
        nx.draw_networkx_nodes(graph, places, ax=ax, **nodes)
        self._draw_labels("node_labels", graph, places, nx.draw_networkx_labels, "labels")
        self._draw_labels("edge_labels", graph, places, nx.draw_networkx_edge_labels, "edge_labels")
        ax.axis("off")
        self._has_colorbars = True

    @staticmethod
    def _sized(nodes: Mapping[str, Any], edges: Mapping[str, Any]) -> dict[str, Any]:
        # Arrows end at the nodes' edges
        return {"node_size": nodes.get("node_size", 300), **edges}

    def _options(
        self, part: str, graph: nx.Graph, sizes: Sequence[str], color: str, prefix: str
    ) -> dict[str, Any]:
        given = dict(self._config.get(part, {}))
        for key in sizes:
            if _is_property(given.get(key)):
                given[key] = _scaled(_values(graph, part, given[key]), given[key])
        spec: Any = given.get(color)
        colors = {name: given.pop(prefix + name, None) for name in ("cmap", "vmin", "vmax")}
        colors["norm"] = given.pop("cmap_norm", None)
        bar = dict(given.pop("colorbar", None) or {})
        if not _is_property(spec):
            return given
        manager = ColorManager(**colors, labels=bar.pop("labels", None))
        everything = [_values(g, part, spec) for g in self._graphs]
        if sum(map(len, everything)):
            manager.norm.autoscale_None(np.concatenate(everything))
        given[color] = list(manager.map_to_color(_values(graph, part, spec)))
        if bar.pop("enabled", True) and not self._has_colorbars:
            options = {"label": spec["from_property"], **bar}
            scale = ScalarMappable(manager.norm, manager.cmap)
            manager.create_cbar(scale, fig=self._hlpr.fig, ax=self._hlpr.ax, **options)
            plt.sca(self._hlpr.ax)
        return given

    def _draw_labels(
        self, part: str, graph: nx.Graph, places: Mapping[Any, Any], draw: Any, argument: str
    ) -> None:
        given = dict(self._config.get(part, {}))
        if not given.pop("enabled", bool(given)):
            return
        items: list[Any] = list(graph.nodes) if part == "node_labels" else list(graph.edges)
        labels = given.pop(argument, None) or given.pop("labels", None)
        if _is_property(labels):
            kind = part.removesuffix("_labels") + "s"
            labels = dict(zip(items, _values(graph, kind, labels), strict=True))
        if labels is None:
            labels = {item: item for item in items}
        only = given.pop("show_only", None)
        wanted = [tuple(o) if isinstance(o, list) else o for o in only] if only else items
        template = given.pop("format", "{label}")
        written = {
            item: template.format(label=label) for item, label in labels.items() if item in wanted
        }
        draw(graph, places, **{argument: written, "ax": self._hlpr.ax, **given})


def _placed(graph: nx.Graph, model: Any, options: Mapping[str, Any]) -> dict[Any, Any]:
    import networkx as nx

    if callable(model):
        return dict(model(graph, **options))
    if model.startswith("graphviz_"):
        program = model.removeprefix("graphviz_")
        return dict(nx.nx_agraph.graphviz_layout(graph, prog=program, **options))
    layouts = {
        name.removesuffix("_layout"): getattr(nx, name)
        for name in dir(nx)
        if name.endswith("_layout")
    }
    if model not in layouts:
        raise PlotError(f"positions: there is no model {model!r}. {suggest(model, layouts)}")
    takes_seed = "seed" in inspect.signature(layouts[model]).parameters
    return dict(layouts[model](graph, **({"seed": 0, **options} if takes_seed else options)))


def _is_property(value: Any) -> bool:
    return isinstance(value, Mapping) and "from_property" in value


def _values(graph: nx.Graph, part: str, spec: Mapping[str, Any]) -> np.ndarray:
    """Values of a property, in the order of the nodes or edges."""
    name = spec["from_property"]
    items = dict(graph.nodes(data=True)) if part == "nodes" else graph.edges
    missing = next((item for item in items if name not in items[item]), None)
    if missing is None:
        values = [items[item][name] for item in items]
    elif part == "nodes" and name in _DEGREES and hasattr(graph, name):
        degrees = dict(getattr(graph, name))
        values = [degrees[node] for node in items]
    else:
        known = {key for item in items for key in items[item]}
        allowed = [*known, *(_DEGREES if part == "nodes" else ())]
        raise PlotError(
            f"{part}: {missing!r} has no property {name!r}. {suggest(name, allowed)}".rstrip()
        )
    table = spec.get("map_to_scalar")
    return np.asarray([table[value] for value in values] if table else values)


def _scaled(values: np.ndarray, spec: Mapping[str, Any]) -> np.ndarray:
    interval = spec.get("scale_to_interval")
    if not interval or not len(values):
        return values
    low, high = interval
    extent = np.ptp(values) or 1
    return np.asarray(low + (values - values.min()) / extent * (high - low))
