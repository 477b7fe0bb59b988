"""The end of a transformation that has to be run again, as its results cannot be stored."""

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
from paraverse.yaml_io.placeholders import Tag, replaced


@dataclass(frozen=True)
class RecomputedNodes:
    """Nodes to run, written in the language, and the results that they are run on.

    Attributes
    ----------
    steps
        The nodes, as in `transform`.
    places
        For each of them where it stands in the configuration, and where the meta-operation is
        used that it is part of.
    given
        Results by tag; or by a name, if they have none.
    tags
        Tags that these nodes make.
    """

    steps: Sequence[Mapping[str, Any]] = ()
    places: Sequence[tuple[KeyPath, KeyPath]] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    tags: Sequence[str] = ()

    @classmethod
    def of(
        cls,
        graph: Graph,
        tags: Collection[str],
        results: Mapping[int, Any],
        unstorable: Container[int],
        profile: Profile,
    ) -> RecomputedNodes:
        """Find what has to be run again of a graph.

        Parameters
        ----------
        graph
            The graph.
        tags
            Tags that were computed.
        results
            Results of nodes by number: those of the tags, and all that those of unstorable nodes
            were made of.
        unstorable
            Numbers of the nodes whose results cannot be stored.
        profile
            What became of the nodes.

        Raises
        ------
        TransformError
            If such a result is made of something that is neither stored nor computed.
        """
        wanted = {tag: graph.tags[tag] for tag in tags if graph.tags[tag] in unstorable}
        needs = _needs(graph, wanted, unstorable, profile)
        given = {n for needed in needs.values() for n in needed} - set(needs)
        names = {number: _name(graph.nodes[number]) for number in given | set(needs)}
        names |= {graph.tags[tag]: tag for tag in tags if graph.tags[tag] in names}

        def put(reference: Any) -> Tag:
            return Tag(names[reference.number])

        steps: list[dict[str, Any]] = []
        places: list[tuple[KeyPath, KeyPath]] = []
        for number in sorted(needs):
            node = graph.nodes[number]
            step = {"operation": node.operation, "args": node.args, "kwargs": node.kwargs}
            if profile.states[number] == "fallback":
                step = {"operation": "define", "args": [node.fallback]}
            steps.append(replaced({**step, "tag": names[number], "ignore_hooks": True}, put))
            places.append((node.path, node.call))
        for tag, number in wanted.items():
            if names[number] != tag:
                steps.append({"operation": "pass", "args": [Tag(names[number])], "tag": tag})
                places.append((graph.nodes[number].path, ()))
        return cls(steps, places, {names[n]: results[n] for n in sorted(given)}, tuple(wanted))

    def results(self, where: Callable[..., Location] | None = None) -> dict[str, Any]:
        """Run the nodes.

        Parameters
        ----------
        where
            Turns keys into a place in a file, for messages.

        Returns
        -------
        dict
            The value of each tag.

        Raises
        ------
        TransformError
            If an operation fails.
        """
        graph = Graph.of(transform=self.steps, given=list(self.given)).checked()
        nodes = []
        for node in graph.nodes:
            if node.operation:
                path, call = self.places[int(node.path[-1])]
                node = replace(node, path=path, call=call)
            nodes.append(node)
        return run(replace(graph, nodes=nodes), self.given, self.tags, where)


def _needs(
    graph: Graph, wanted: Mapping[str, int], unstorable: Container[int], profile: Profile
) -> dict[int, tuple[int, ...]]:
    """Which nodes have to be run again for some tags, and what each of them needs."""
    needs: dict[int, tuple[int, ...]] = {}
    pending = [(number, tag) for tag, number in wanted.items()]
    while pending:
        number, tag = pending.pop()
        node = graph.nodes[number]
        if number not in unstorable or number in needs:
            continue
        if not node.operation:
            raise TransformError(
                f"The tag {tag!r} cannot be stored, and it is made of {node.title!r}, which cannot "
                "be stored either. Select from the data what it needs (`select`)."
            )
        failed = profile.states[number] == "fallback"
        needs[number] = node.fallback_needs if failed else node.needs
        pending += [(needed, tag) for needed in needs[number]]
    return needs


def _name(node: Node) -> str:
    return f"{node.operation} {node.key[:8]}" if node.operation else node.title


def run_to_store(
    graph: Graph,
    given: Mapping[str, Any],
    tags: Collection[str] | None,
    where: Callable[..., Location] | None,
    *,
    is_serializable: Callable[[Any], bool],
    stored: Mapping[str, Any] | None = None,
    profile: Profile,
) -> tuple[dict[str, Any], RecomputedNodes]:
    """Compute some tags of a graph, and find out how those are made that cannot be stored.

    Parameters
    ----------
    graph, given, tags, where, stored, profile
        As those of `paraverse.transform.evaluation.evaluate.run`.
    is_serializable
        Whether a result can be stored.

    Returns
    -------
    dict
        The value of each tag.
    RecomputedNodes
        What has to be run again.

    Raises
    ------
    TransformError
        If an operation fails, or if a result that cannot be stored is made of the whole data.
    """
    computation = Computation(graph, given, tags, where, profile, stored or {}, is_serializable)
    results = computation.results()
    return results, RecomputedNodes.of(
        graph, list(results), computation.kept, computation.unstorable, profile
    )
