"""What became of each node of a graph, and how long it took."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from paraverse.errors import Location, format_key_path
from paraverse.transform.describe import describe
from paraverse.transform.language.graph import Graph, Node

log = logging.getLogger(__name__)

State = Literal["computed", "failed", "fallback", "stored"]

_MOST = 10


@dataclass
class Profile:
    """A record of an evaluation.

    Attributes
    ----------
    states
        For the number of each node that had its turn what became of it: a node has "failed" too
        if something failed that it needs, and is "stored" if its result was there already.
    seconds
        Time that each of them took by itself.
    results
        What each result is, in a few words.
    graph
        The graph.
    """

    states: dict[int, State] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)
    results: dict[int, str] = field(default_factory=dict)
    graph: Graph = field(default_factory=Graph.of, repr=False)

    def note(self, number: int, state: State, result: Any = None) -> None:
        """Note what became of a node."""
        self.states[number] = state
        if state != "failed":
            self.results[number] = describe(result)

    def table(self, *, where: Callable[..., Location] | None = None, verbosity: int = 1) -> str:
        """Return the times as text, the longest first.

        Parameters
        ----------
        where
            Turns keys into a place in a file.
        verbosity
            1 for the slowest operations, 2 for single nodes as well, 3 for all of them.
        """
        most = None if verbosity > 2 else _MOST
        total: Counter[str] = Counter()
        calls: Counter[str] = Counter()
        for number, seconds in self.seconds.items():
            name = self.graph.nodes[number].title
            total[name] += seconds  # type: ignore[assignment]  # times can be pluralize, too
            calls[name] += 1
        lines = [f"{sum(self.seconds.values()):.3f} s in {len(self.seconds)} nodes"]
        lines += [f"{total[n]:9.3f} s  {calls[n]:5d} × {n}" for n, _ in total.most_common(most)]
        if verbosity > 1:
            lines.append("single nodes:")
            slowest = sorted(self.seconds.items(), key=lambda item: -item[1])[:most]
            lines += [f"{s:9.3f} s  {_named(self.graph.nodes[n], where)}" for n, s in slowest]
        return "\n".join(lines)

    def tell(self, where: Callable[..., Location] | None, verbosity: int) -> None:
        """Write the times to the log; nothing with verbosity 0. See `table`."""
        if verbosity > 0:
            log.info("Transformation: %s", self.table(where=where, verbosity=verbosity))

    def _repr_svg_(self) -> str:
        """The graph, drawn by notebooks."""
        from paraverse.transform.drawing.svg import to_svg

        return to_svg(self.graph, profile=self)


def _named(node: Node, where: Callable[..., Location] | None) -> str:
    return f"{node.title} ({where(*node.path) if where else format_key_path(node.path)})"
