"""Which nodes have a job and a file of their own: what several plots need, and what users mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Protocol, TypeVar

from paraverse.transform.language.graph import Graph
from paraverse.transform.language.nodes import Node


class Computed(Protocol):
    """A graph, and the tags of it that something needs."""

    @property
    def graph(self) -> Graph:
        """The graph."""

    @property
    def wanted(self) -> Collection[str]:
        """The tags."""


Data = TypeVar("Data", bound=Computed)


def shared_nodes(computed: Sequence[Data]) -> dict[str, Data]:
    """Choose the nodes that are computed by themselves, for all who need them.

    These are the nodes marked by `cache`, and the fields of a multiverse that more than one plot
    or marked node combines. None of them is needed by a node that may fail, which is to see the
    failures of what it needs.

    Parameters
    ----------
    computed
        All graphs.

    Returns
    -------
    dict
        For the key of each node the first that needs it.
    """
    guarded = {key for one in computed for key in _guarded(one.graph)}
    chosen: dict[str, Data] = {}
    for one in computed:
        for node in one.graph.nodes_for(one.wanted):
            if node.cached and node.operation and node.key not in guarded:
                chosen.setdefault(node.key, one)
    consumers: list[tuple[Graph, Collection[str], Collection[str]]]
    consumers = [(one.graph, one.wanted, chosen.keys()) for one in computed]
    for key, one in chosen.items():
        consumers.append((one.graph.restrict_to(key, "node"), ["node"], chosen.keys() - {key}))
    uses: Counter[str] = Counter()
    for graph, wanted, stored in consumers:
        uses.update(node.key for node in graph.nodes_for(wanted, stored) if is_field(node))
    for one in computed:
        for node in one.graph.nodes_for(one.wanted):
            if is_field(node) and uses[node.key] > 1 and node.key not in guarded:
                chosen.setdefault(node.key, one)
    return chosen


def is_field(node: Node) -> bool:
    """Whether a node stands for a field of the multiverse, which is given to a transformation."""
    return not node.operation and node.args != ("dm",)


def _guarded(graph: Graph) -> set[str]:
    """Keys of the nodes whose failures a node sees that may fail."""
    guarded: set[int] = set()
    for number in range(len(graph.nodes) - 1, -1, -1):
        node = graph.nodes[number]
        if number in guarded or node.allow_failure is not None:
            guarded.update(node.needs)
    return {graph.nodes[number].key for number in guarded}
