"""Compute the tagged results of a transformation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paraverse.errors import ParaverseError, TransformError, Where, dotted, suggest
from paraverse.transform.graph import Graph, fill
from paraverse.transform.operations import general  # noqa: F401 (registers its operations)
from paraverse.transform.registry import resolve


@dataclass(frozen=True)
class Deferred:
    """A given value that is made only when a node needs it."""

    make: Callable[[], Any]


def evaluate(
    data: Any,
    *,
    select: Mapping[str, Any] | None = None,
    transform: Sequence[Any] | None = None,
    define: Mapping[str, Any] | None = None,
    compute_only: Collection[str] | None = None,
    given: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Run a transformation and return its tagged results.

    Parameters
    ----------
    data
        Anything addressed by paths, such as a universe or a mapping; what `select` reads.
    select
        For each tag a path, or a mapping with `path` and `transform`.
    transform
        List of nodes.
    define
        For each tag a value or a list of nodes.
    compute_only
        The tags to compute; by default all but those that start with ``.`` or ``_``.
    given
        Values that are tags from the start.

    Returns
    -------
    dict
        The value of each computed tag.

    Raises
    ------
    ConfigError
        If the transformation is not well-formed.
    TransformError
        If an operation fails; it names the node.
    """
    given = dict(given or {})
    graph = Graph.of(define=define, select=select, transform=transform, given=given).checked()
    return run(graph, {"dm": data, **given}, compute_only)


def run(
    graph: Graph,
    given: Mapping[str, Any],
    tags: Collection[str] | None = None,
    where: Callable[..., Where] | None = None,
) -> dict[str, Any]:
    """Compute some tags of a graph.

    Parameters
    ----------
    graph
        The graph.
    given
        Values for the graph's given tags, or `Deferred` ones.
    tags
        The tags to compute; by default the public ones.
    where
        Turns keys into a place in a file, for messages.

    Raises
    ------
    TransformError
        If a tag does not exist or an operation fails.
    """
    tags = graph.public_tags() if tags is None else tags
    for tag in tags:
        if tag not in graph.tags:
            raise TransformError(f"There is no tag {tag!r}. {suggest(tag, graph.public_tags())}")
    numbers = graph.needed_for(tags)
    uses = Counter(needed for n in numbers for needed in set(graph.nodes[n].needs()))
    uses.update(graph.tags[tag] for tag in tags)
    results: dict[int, Any] = {}
    for number in numbers:
        node = graph.nodes[number]
        if not node.operation:
            value = given[node.args[0]]
            results[number] = value.make() if isinstance(value, Deferred) else value
            continue
        try:
            function = resolve(node.operation)
            results[number] = function(*fill(node.args, results), **fill(node.kwargs, results))
        except Exception as error:
            place = str(where(*node.path)) if where else dotted(node.path)
            detail = (
                str(error)
                if isinstance(error, ParaverseError)
                else f"{type(error).__name__}: {error}"
            )
            raise TransformError(
                f"{place}: operation {node.operation!r} failed: {detail}"
            ) from error
        for needed in set(node.needs()):  # a result that nothing needs any more is let go
            uses[needed] -= 1
            if not uses[needed]:
                del results[needed]
    return {tag: results[graph.tags[tag]] for tag in tags}
