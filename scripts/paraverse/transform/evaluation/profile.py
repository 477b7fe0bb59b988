"""A record of an evaluation: what happened to each node, and how long it took."""

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
"""The outcome of a node. It is "failed" also if something that it needs failed, and "stored" if
its result already existed."""

_MAX_LINES = 10


@dataclass(kw_only=True)
class Profile:
    """A record of an evaluation.

    Attributes
    ----------
    states
        What happened to each node, by its number. Nodes that were not needed are left out.
    seconds
        Time in seconds spent on each node, excluding the nodes that it needs, by its number.
    results
        A short description of each result, by the number of its node.
    graph
        The graph that was evaluated.

    Examples
    --------
    >>> from paraverse.transform import evaluate
    >>> profile = Profile()
    >>> evaluate({}, transform=[{"add": [1, 2], "tag": "sum"}], profile=profile)
    {'sum': 3}
    >>> number = profile.graph.tags["sum"]
    >>> profile.states[number], profile.results[number]
    ('computed', '3')
    """

    states: dict[int, State] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)
    results: dict[int, str] = field(default_factory=dict)
    graph: Graph = field(default_factory=Graph.of, repr=False)

    def record(self, number: int, state: State, result: Any = None) -> None:
        """Record what happened to a node.

        Parameters
        ----------
        number
            Number of the node.
        state
            What happened to it.
        result
            Its result, unless it failed.
        """
        self.states[number] = state
        if state != "failed":
            self.results[number] = describe(result)

    def table(self, *, where: Callable[..., Location] | None = None, verbosity: int = 1) -> str:
        """Return the times as a table, longest first.

        Parameters
        ----------
        where
            Called with the keys of a node; returns its location in a file. By default, only
            the keys are shown.
        verbosity
            1 for the slowest operations, 2 to include the slowest nodes, 3 for all operations and
            nodes.

        Returns
        -------
        str
            The total and a line for each operation or node, without a line break at the end.
        """
        limit = None if verbosity > 2 else _MAX_LINES
        total: Counter[str] = Counter()
        calls: Counter[str] = Counter()
        for number, seconds in self.seconds.items():
            name = self.graph.nodes[number].title
            total[name] += seconds  # type: ignore[assignment]  # typed for integers only
            calls[name] += 1
        lines = [f"{sum(self.seconds.values()):.3f} s in {len(self.seconds)} nodes"]
        lines += [f"{total[n]:9.3f} s  {calls[n]:5d} × {n}" for n, _ in total.most_common(limit)]
        if verbosity > 1:
            lines.append("single nodes:")
            slowest = sorted(self.seconds.items(), key=lambda item: -item[1])[:limit]
            lines += [f"{s:9.3f} s  {_label(self.graph.nodes[n], where)}" for n, s in slowest]
        return "\n".join(lines)

    def log_times(self, where: Callable[..., Location] | None, verbosity: int) -> None:
        """Write the table of times to the log.

        Parameters
        ----------
        where, verbosity
            See `table`; with a verbosity of 0, nothing is written.
        """
        if verbosity > 0:
            log.info("Transformation: %s", self.table(where=where, verbosity=verbosity))


def _label(node: Node, where: Callable[..., Location] | None) -> str:
    return f"{node.title} ({where(*node.path) if where else format_key_path(node.path)})"
