"""From configuration to graph: which node needs which."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError
from typing import Any

from paraverse.errors import ConfigError, KeyPath, Location, Problem, format_key_path
from paraverse.transform.language.assembly import RESERVED_TAGS, Assembly, Reference
from paraverse.transform.language.nodes import Node, nodes_of

__all__ = ["SECTIONS", "Graph", "Node"]

SECTIONS = (
    "select", "define", "transform", "base_transform", "select_base", "select_path_prefix",
    "meta_operations", "file_cache_defaults", "exclude_from_all",
)  # fmt: skip
"""Keys of a configuration that a graph is made of."""


def _nowhere(*keys: str | int) -> Location:
    return Location("transformation", None, keys)


@dataclass(frozen=True)
class Graph:
    """Nodes in an order in which they can be computed; equal ones are one.

    Attributes
    ----------
    nodes
        All nodes. A node refers only to nodes before it.
    tags
        Number of the node of each tag.
    given
        Tags whose values come from outside.
    forced
        Numbers of the nodes to compute even if nothing needs them.
    excluded
        Tags that are not computed unless they are asked for.
    meta_operations
        Names of the operations that the configuration defines.
    problems
        What is wrong with the configuration.
    """

    nodes: Sequence[Node]
    tags: Mapping[str, int]
    given: tuple[str, ...]
    forced: frozenset[int] = frozenset()
    excluded: frozenset[str] = frozenset()
    meta_operations: tuple[str, ...] = ()
    problems: Sequence[Problem] = ()

    @classmethod
    def of(
        cls,
        *,
        given: Iterable[str] | Mapping[str, str] = (),
        where: Callable[..., Location] = _nowhere,
        exclude_from_all: Collection[str] | None = None,
        **sections: Any,
    ) -> Graph:
        """Build the graph of a configuration, with all problems in it collected.

        Parameters
        ----------
        given
            Tags whose values come from outside, such as the fields of a multiverse; ``dm``, the
            data, is always one. In a mapping each has a digest of what its value is, which takes
            the place of the tag in the keys of nodes.
        where
            Turns keys into a place in a file, for messages.
        exclude_from_all
            Tags that are not computed unless they are asked for.
        **sections
            The others of `SECTIONS`.
        """
        problems: list[Problem] = []

        def report(message: str, path: KeyPath) -> None:
            problems.append(Problem(where(*path), message))

        contents = given if isinstance(given, Mapping) else dict.fromkeys(given)
        assembly = Assembly({"dm": None, **contents}, report)
        assembly.read(**sections)
        steps = assembly.steps
        tags = {tag: n for tag, n in assembly.numbers.items() if isinstance(tag, str)}
        forced = [number for number, step in enumerate(steps) if step.forced]
        try:
            nodes, numbers = nodes_of(steps)
        except CycleError as error:
            names = {number: tag for tag, number in tags.items()}
            cycle = [
                names.get(n) or format_key_path(steps[n].path) for n in reversed(error.args[1])
            ]
            message = f"Nodes need each other's results: {' → '.join(cycle)}."
            report(message, steps[min(error.args[1])].path)
            nodes, numbers = [Node(step.operation, path=step.path) for step in steps], None
        return cls(
            nodes,
            tags if numbers is None else {tag: numbers[n] for tag, n in tags.items()},
            ("dm", *contents),
            frozenset(forced if numbers is None else (numbers[n] for n in forced)),
            frozenset(exclude_from_all or ()),
            tuple(sections.get("meta_operations") or ()),
            problems,
        )

    def checked(self) -> Graph:
        """Return the graph.

        Raises
        ------
        ConfigError
            If there are problems in the configuration.
        """
        if self.problems:
            raise ConfigError(self.problems)
        return self

    def public_tags(self) -> list[str]:
        """Return the tags that are results, in the order in which they are defined."""
        outside = (*self.given, *RESERVED_TAGS, *self.excluded)
        return [tag for tag in self.tags if not tag.startswith((".", "_")) and tag not in outside]

    def numbers(self) -> dict[str, int]:
        """Return the number of the node with each key."""
        return {node.key: number for number, node in enumerate(self.nodes)}

    def only(self, key: str, tag: str) -> Graph:
        """Return the graph with one tag, that of the node with a key, to compute just that."""
        tags = {given: self.tags[given] for given in self.given}
        return replace(self, tags={**tags, tag: self.numbers()[key]}, forced=frozenset())

    def needed_for(self, tags: Collection[str], stored: Container[str] = ()) -> list[int]:
        """Return the numbers of all nodes that some tags may need, fallbacks included, in order.

        Parameters
        ----------
        tags
            The tags.
        stored
            Keys of nodes whose results are there already: they need nothing.
        """
        needed = {self.tags[tag] for tag in tags} | self.forced
        for number in range(len(self.nodes) - 1, -1, -1):
            node = self.nodes[number]
            if number in needed and node.key not in stored:
                needed.update(node.all_needs)
        return sorted(needed)

    def nodes_for(self, tags: Collection[str], stored: Container[str] = ()) -> list[Node]:
        """Return the nodes of `needed_for`."""
        return [self.nodes[number] for number in self.needed_for(tags, stored)]

    def operations(self) -> dict[str, list[Node]]:
        """Return the nodes by the name of their operation."""
        by_name: dict[str, list[Node]] = {}
        for node in self.nodes:
            if node.operation:
                by_name.setdefault(node.operation, []).append(node)
        return by_name

    def selected(
        self, tags: Collection[str] | None = None, stored: Container[str] = ()
    ) -> dict[str, KeyPath]:
        """Return what is read of the data for some tags, as far as the configuration says it.

        Parameters
        ----------
        tags
            The tags; by default the public ones.
        stored
            Keys of nodes whose results are there already.

        Returns
        -------
        dict
            Paths in the data tree, "" for all of it; and where each is named first. Groups from
            which only members are selected are not among them.
        """
        tags = self.public_tags() if tags is None else tags
        data: dict[int, str] = {self.tags["dm"]: ""}
        read: dict[str, KeyPath] = {}
        ends = {self.tags[tag] for tag in tags} | self.forced
        for number in self.needed_for(tags, stored):
            node = self.nodes[number]
            if node.key in stored:
                continue
            below = _member(node, data)
            if below is not None:
                data[number] = below
            for n in node.all_needs:
                if n in data and (below is None or n in node.fallback_needs):
                    read.setdefault(data[n], self.nodes[n].path)
            if number in data and number in ends:
                read.setdefault(data[number], node.path)
        return read


def _member(node: Node, data: Mapping[int, str]) -> str | None:
    """The path of what a node selects from the data tree, if it does."""
    if node.operation not in ("getitem", "[]") or node.kwargs or len(node.args) != 2:
        return None
    group, path = node.args
    if not isinstance(group, Reference) or group.number not in data or not isinstance(path, str):
        return None
    return f"{data[group.number]}/{path}".strip("/")
