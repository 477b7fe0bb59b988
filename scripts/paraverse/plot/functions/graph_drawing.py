"""Drawing of nodes, edges and labels, with properties shown as colors, sizes and widths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cm import ScalarMappable

from paraverse.errors import PlotError, suggest
from paraverse.plot.appearance.color_manager import ColorManager
from paraverse.plot.appearance.norms import cover_values
from paraverse.plot.helpers.plot_helper import PlotHelper

if TYPE_CHECKING:
    import networkx as nx

Elements = Literal["nodes", "edges"]

_DEFAULT_NODE_SIZE = 300
_DEGREES = ("degree", "in_degree", "out_degree")


class GraphDrawing:
    """Drawing of one graph, or of several in succession, on the current axes.

    Parameters
    ----------
    hlpr
        The plot helper of the figure to draw on.
    config
        ``nodes``, ``edges``
            arguments of `networkx.draw_networkx_nodes` and `networkx.draw_networkx_edges`. Instead
            of colors, sizes and widths, a mapping with ``from_property`` can name a property or
            ``degree``; its keys `scale_to_interval` and `map_to_scalar` convert the values. `cmap`,
            `cmap_norm`, `vmin`, `vmax` (for edges `edge_cmap`, …) are arguments of
            `paraverse.plot.appearance.color_manager.ColorManager`; `colorbar` has `enabled`,
            `labels`, and arguments of the color bar
        ``node_labels``, ``edge_labels``
            `enabled`, `show_only`, `labels` (or a mapping with ``from_property``), `format` with
            ``{label}``, and arguments of `networkx.draw_networkx_labels` and
            `networkx.draw_networkx_edge_labels`
    graphs
        All graphs that will be drawn, so that a value has the same color in each of them.
    """

    def __init__(
        self, hlpr: PlotHelper, config: Mapping[str, Any], graphs: Sequence[nx.Graph]
    ) -> None:
        self._hlpr = hlpr
        self._config = {key: dict(value or {}) for key, value in config.items()}
        self._graphs = graphs
        self._has_colorbars = False

    def draw(self, graph: nx.Graph, positions: Mapping[Any, Any]) -> None:
        """Draw a graph, replacing the previous one.

        Parameters
        ----------
        graph
            The graph to draw.
        positions
            The position of each node, of shape (2,).

        Raises
        ------
        PlotError
            If a property does not exist.
        """
        import networkx as nx  # imported here, as it is optional and slow to import

        ax = self._hlpr.ax
        ax.clear()
        nodes = self._resolve("nodes", graph, sizes=("node_size", "alpha"), color="node_color")
        edges = self._resolve("edges", graph, sizes=("width",), color="edge_color", prefix="edge_")
        # Arrows end at the borders of the nodes, so drawing edges requires the sizes of nodes
        edges = {"node_size": nodes.get("node_size", _DEFAULT_NODE_SIZE), **edges}
        nx.draw_networkx_edges(graph, positions, ax=ax, **edges)
        nx.draw_networkx_nodes(graph, positions, ax=ax, **nodes)
        node_labels = self._resolve_labels("nodes", graph, "node_labels", "labels")
        if node_labels is not None:
            nx.draw_networkx_labels(graph, positions, ax=ax, **node_labels)
        edge_labels = self._resolve_labels("edges", graph, "edge_labels", "edge_labels")
        if edge_labels is not None:
            nx.draw_networkx_edge_labels(graph, positions, ax=ax, **edge_labels)
        ax.axis("off")
        self._has_colorbars = True

    def _resolve(
        self,
        elements: Elements,
        graph: nx.Graph,
        *,
        sizes: Sequence[str],
        color: str,
        prefix: str = "",
    ) -> dict[str, Any]:
        """Return the arguments for nodes or edges, replacing properties with their values."""
        options = dict(self._config.get(elements, {}))
        for key in sizes:
            if _is_property(options.get(key)):
                options[key] = _scale(_values(graph, elements, options[key]), options[key])
        color_options = {
            name: options.pop(prefix + name, None) for name in ("cmap", "vmin", "vmax")
        }
        color_options["norm"] = options.pop("cmap_norm", None)
        bar = dict(options.pop("colorbar", None) or {})
        spec: Any = options.get(color)
        if not _is_property(spec):
            return options
        manager = ColorManager(**color_options, labels=bar.pop("labels", None))
        of_all_graphs = [_values(g, elements, spec) for g in self._graphs]
        if sum(map(len, of_all_graphs)):
            cover_values(manager.norm, np.concatenate(of_all_graphs))
        options[color] = list(manager.map_to_color(_values(graph, elements, spec)))
        if bar.pop("enabled", True) and not self._has_colorbars:
            self._add_colorbar(manager, {"label": spec["from_property"], **bar})
        return options

    def _add_colorbar(self, manager: ColorManager, options: Mapping[str, Any]) -> None:
        scale = ScalarMappable(manager.norm, manager.cmap)
        manager.create_cbar(scale, fig=self._hlpr.fig, ax=self._hlpr.ax, **options)
        plt.sca(self._hlpr.ax)

    def _resolve_labels(
        self, elements: Elements, graph: nx.Graph, key: str, argument: str
    ) -> dict[str, Any] | None:
        """Return the arguments for labels of nodes or edges, or None if there are none."""
        options = dict(self._config.get(key, {}))
        if not options.pop("enabled", bool(options)):
            return None
        items: list[Any] = list(graph.nodes if elements == "nodes" else graph.edges)
        labels = options.pop(argument, None) or options.pop("labels", None)
        if _is_property(labels):
            labels = dict(zip(items, _values(graph, elements, labels), strict=True))
        if labels is None:
            labels = {item: item for item in items}
        only = options.pop("show_only", None)
        visible = [tuple(o) if isinstance(o, list) else o for o in only] if only else items
        template = options.pop("format", "{label}")
        formatted = {
            item: template.format(label=label) for item, label in labels.items() if item in visible
        }
        return {argument: formatted, **options}


def _is_property(value: Any) -> bool:
    return isinstance(value, Mapping) and "from_property" in value


def _values(graph: nx.Graph, elements: Elements, spec: Mapping[str, Any]) -> np.ndarray:
    """Return the values of a property in the order of the nodes or edges."""
    name = spec["from_property"]
    items = dict(graph.nodes(data=True)) if elements == "nodes" else graph.edges
    missing = next((item for item in items if name not in items[item]), None)
    if missing is None:
        values = [items[item][name] for item in items]
    elif elements == "nodes" and name in _DEGREES and hasattr(graph, name):
        degrees = dict(getattr(graph, name))
        values = [degrees[node] for node in items]
    else:
        properties = {key for item in items for key in items[item]}
        allowed = [*properties, *(_DEGREES if elements == "nodes" else ())]
        raise PlotError(
            f"{elements}: {missing!r} has no property {name!r}. {suggest(name, allowed)}".rstrip()
        )
    table = spec.get("map_to_scalar")
    return np.asarray([table[value] for value in values] if table else values)


def _scale(values: np.ndarray, spec: Mapping[str, Any]) -> np.ndarray:
    interval = spec.get("scale_to_interval")
    if not interval or not len(values):
        return values
    low, high = interval
    extent = np.ptp(values) or 1
    return np.asarray(low + (values - values.min()) / extent * (high - low))
