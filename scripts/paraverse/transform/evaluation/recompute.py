"""Recompute results that no file can hold from results that are stored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from paraverse.errors import KeyPath, Location, TransformError
from paraverse.transform.evaluation.computation import Computation
from paraverse.transform.evaluation.evaluate import run
from paraverse.transform.evaluation.profile import Profile
from paraverse.transform.language.graph import Graph
from paraverse.transform.language.nodes import Node
from paraverse.yaml_io.placeholders import Tag, replace_placeholders


@dataclass(frozen=True, kw_only=True)
class RecomputedNodes:
    """Nodes to run again, written in the language, and the results that they start from.

    Attributes
    ----------
    steps
        The nodes, as in `transform`.
    paths
        The keys of each node in the configuration, and those of the use of the meta-operation
        that it belongs to.
    inputs
        Results that the nodes need, by tag; results without a tag get a name of their own.
    tags
        Tags that the nodes compute.
    """

    steps: Sequence[Mapping[str, Any]] = ()
    paths: Sequence[tuple[KeyPath, KeyPath]] = ()
    inputs: Mapping[str, Any] = field(default_factory=dict)
    tags: Sequence[str] = ()

    @classmethod
    def of(
        cls,
        graph: Graph,
        tags: Collection[str],
        *,
        results: Mapping[int, Any],
        unserializable: Container[int],
        profile: Profile,
    ) -> RecomputedNodes:
        """Find the nodes of a graph that must be run again.

        Parameters
        ----------
        graph
            The graph.
        tags
            Tags that were computed.
        results
            Results of nodes by number: those of the tags, and those that unserializable results
            were computed from.
        unserializable
            Numbers of the nodes with results that cannot be stored.
        profile
            What happened to the nodes.

        Returns
        -------
        RecomputedNodes
            The nodes; none if all results can be stored.

        Raises
        ------
        TransformError
            If an unserializable result is computed from an input that cannot be stored either.
        """
        targets = {tag: graph.tags[tag] for tag in tags if graph.tags[tag] in unserializable}
        needs = _needs_of(graph, targets, unserializable, profile)
        inputs = {n for needed in needs.values() for n in needed} - set(needs)
        names = {number: _name(graph.nodes[number]) for number in inputs | set(needs)}
        names |= {graph.tags[tag]: tag for tag in tags if graph.tags[tag] in names}

        def to_tag(reference: Any) -> Tag:
            return Tag(names[reference.number])

        steps: list[dict[str, Any]] = []
        paths: list[tuple[KeyPath, KeyPath]] = []
        for number in sorted(needs):
            node = graph.nodes[number]
            step = {"operation": node.operation, "args": node.args, "kwargs": node.kwargs}
            if profile.states[number] == "fallback":
                step = {"operation": "define", "args": [node.fallback]}
            steps.append(
                replace_placeholders({**step, "tag": names[number], "ignore_hooks": True}, to_tag)
            )
            paths.append((node.path, node.call))
        for tag, number in targets.items():
            if names[number] != tag:
                steps.append({"operation": "pass", "args": [Tag(names[number])], "tag": tag})
                paths.append((graph.nodes[number].path, ()))
        return cls(
            steps=steps,
            paths=paths,
            inputs={names[n]: results[n] for n in sorted(inputs)},
            tags=tuple(targets),
        )

    def compute(self, where: Callable[..., Location] | None = None) -> dict[str, Any]:
        """Run the nodes.

        Parameters
        ----------
        where
            Called with the keys of a node; returns its location in a file, for messages. By
            default, messages name only the keys.

        Returns
        -------
        dict
            The result of each tag.

        Raises
        ------
        TransformError
            If an operation fails.
        """
        graph = Graph.of(transform=self.steps, inputs=list(self.inputs)).checked()
        nodes = []
        for node in graph.nodes:
            if node.operation:
                path, call = self.paths[int(node.path[-1])]
                node = replace(node, path=path, call=call)
            nodes.append(node)
        return run(replace(graph, nodes=nodes), self.inputs, self.tags, where)


def run_to_store(
    graph: Graph,
    inputs: Mapping[str, Any],
    tags: Collection[str] | None,
    where: Callable[..., Location] | None,
    *,
    is_serializable: Callable[[Any], bool],
    stored: Mapping[str, Any] | None = None,
    profile: Profile,
) -> tuple[dict[str, Any], RecomputedNodes]:
    """Compute some tags of a graph, and find the nodes that recompute unserializable results.

    Parameters
    ----------
    graph, inputs, tags, where, stored, profile
        See `paraverse.transform.evaluation.evaluate.run`.
    is_serializable
        Tells whether a file can hold a result.

    Returns
    -------
    results : dict
        The result of each tag.
    recomputed : RecomputedNodes
        The nodes to run again.

    Raises
    ------
    TransformError
        If an operation fails, or if a result that cannot be stored is computed from an input that
        cannot be stored either, such as the whole data.
    SkipPlot
        If an operation skips the plot.
    """
    computation = Computation(
        graph,
        inputs,
        tags,
        where=where,
        profile=profile,
        stored=stored,
        is_serializable=is_serializable,
    )
    results = computation.run()
    recomputed = RecomputedNodes.of(
        graph,
        list(results),
        results=computation.results,
        unserializable=computation.unserializable,
        profile=profile,
    )
    return results, recomputed


def _needs_of(
    graph: Graph, targets: Mapping[str, int], unserializable: Container[int], profile: Profile
) -> dict[int, tuple[int, ...]]:
    """Find the nodes to run again for some tags, and the nodes that each of them needs."""
    needs: dict[int, tuple[int, ...]] = {}
    pending = [(number, tag) for tag, number in targets.items()]
    while pending:
        number, tag = pending.pop()
        node = graph.nodes[number]
        if number not in unserializable or number in needs:
            continue
        if not node.operation:
            raise TransformError(
                f"The tag {tag!r} cannot be stored, and it is computed from {node.title!r}, which "
                "cannot be stored either. Select what it needs from the data (`select`)."
            )
        is_fallback = profile.states[number] == "fallback"
        needs[number] = node.fallback_needs if is_fallback else node.needs
        pending += [(needed, tag) for needed in needs[number]]
    return needs


def _name(node: Node) -> str:
    return f"{node.operation} {node.key[:8]}" if node.operation else node.title
