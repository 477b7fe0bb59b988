"""Choose the nodes that have a job and a file of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from paraverse.jobs.transform import NODE
from paraverse.plan.reading.parsed_plot import ParsedPlot, is_field
from paraverse.transform.language.graph import Graph


def nodes_with_jobs(plots: Sequence[ParsedPlot]) -> dict[str, ParsedPlot]:
    """Choose the nodes that are computed separately, once for all plots that need them.

    These are the nodes that are marked by `cache`, and the fields that more than one plot or
    marked node combines. Nodes that a node with `allow_failure` needs are excluded: it has to see
    their failures.

    Parameters
    ----------
    plots
        All multiverse plots.

    Returns
    -------
    dict
        The first plot that needs each node, by the key of the node.
    """
    guarded = {key for plot in plots for key in _guarded_keys(plot.graph)}
    first_plots: dict[str, ParsedPlot] = {}
    for plot in plots:
        for node in plot.graph.nodes_for(plot.computed_tags):
            if node.cached and node.operation and node.key not in guarded:
                first_plots.setdefault(node.key, plot)
    uses = _count_uses_of_fields(plots, first_plots)
    for plot in plots:
        for node in plot.graph.nodes_for(plot.computed_tags):
            if is_field(node) and uses[node.key] > 1 and node.key not in guarded:
                first_plots.setdefault(node.key, plot)
    return first_plots


def _count_uses_of_fields(
    plots: Sequence[ParsedPlot], marked: dict[str, ParsedPlot]
) -> Counter[str]:
    """Count the plots and marked nodes that combine each field, by its key."""
    jobs: list[tuple[Graph, Collection[str], Collection[str]]]
    jobs = [(plot.graph, plot.computed_tags, marked.keys()) for plot in plots]
    jobs += [
        (plot.graph.restrict_to(key, NODE), [NODE], marked.keys() - {key})
        for key, plot in marked.items()
    ]
    uses: Counter[str] = Counter()
    for graph, tags, stored in jobs:
        uses.update(node.key for node in graph.nodes_for(tags, stored) if is_field(node))
    return uses


def _guarded_keys(graph: Graph) -> set[str]:
    """Return the keys of the nodes whose failures a node with `allow_failure` has to see."""
    guarded: set[int] = set()
    for number in range(len(graph.nodes) - 1, -1, -1):
        node = graph.nodes[number]
        if number in guarded or node.allow_failure is not None:
            guarded.update(node.needs)
    return {graph.nodes[number].key for number in guarded}
