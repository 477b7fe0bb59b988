"""The graph of a transformation: its nodes, their tags, and the mistakes in its configuration."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError
from typing import Any

from paraverse.errors import ConfigError, KeyPath, Location, Problem, format_key_path
from paraverse.transform.language.assembly import RESERVED_TAGS, Assembly, Reference
from paraverse.transform.language.nodes import Node, build_nodes

__all__ = ["SECTIONS", "Graph", "Node"]

SECTIONS = (
    "select", "define", "transform", "base_transform", "select_base", "select_path_prefix",
    "meta_operations", "file_cache_defaults", "exclude_from_all",
)  # fmt: skip
"""Keys of the configuration of a transformation."""


def _locate_in_nothing(*keys: str | int) -> Location:
    return Location("transformation", None, keys)


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Nodes in an order in which they can be computed.

    Attributes
    ----------
    nodes
        All nodes. Each refers only to nodes before it, by number, which is their index here.
        Equivalent nodes are merged into one.
    tags
        Number of the node that each tag names.
    inputs
        Tags with values from outside; ``dm``, the data, is the first.
    forced
        Numbers of the nodes to compute even if nothing needs them.
    excluded
        Tags that are computed only if they are requested by name.
    meta_operations
        Names of the operations that the configuration defines.
    problems
        Mistakes in the configuration.
    """

    nodes: Sequence[Node]
    tags: Mapping[str, int]
    inputs: tuple[str, ...]
    forced: frozenset[int] = frozenset()
    excluded: frozenset[str] = frozenset()
    meta_operations: tuple[str, ...] = ()
    problems: Sequence[Problem] = ()

    @classmethod
    def of(
        cls,
        *,
        inputs: Iterable[str] | Mapping[str, str] = (),
        where: Callable[..., Location] = _locate_in_nothing,
        exclude_from_all: Collection[str] | None = None,
        **sections: Any,
    ) -> Graph:
        """Build the graph of a configuration.

        Parameters
        ----------
        inputs
            Tags with values from outside, besides ``dm``, such as the combined fields of a
            multiverse. A mapping gives each a digest of its value, which replaces the tag in the
            keys of nodes.
        where
            Called with the keys of a value; returns its location in a file, for messages.
        exclude_from_all
            Tags that are computed only if they are requested by name.
        **sections
            The other `SECTIONS`; see `paraverse.transform.evaluate`.

        Returns
        -------
        Graph
            The graph. Mistakes in the configuration are in `Graph.problems`.

        Examples
        --------
        >>> from paraverse.transform import Tag
        >>> graph = Graph.of(define={"a": 1}, transform=[{"neg": Tag("a"), "tag": "b"}])
        >>> graph.public_tags(), len(graph.nodes)
        (['a', 'b'], 3)
        >>> Graph.of(transform=[{"neg": Tag("x")}]).problems[0].message
        "There is no tag 'x'. Allowed: dm, select_base."
        """
        problems: list[Problem] = []

        def report(message: str, path: KeyPath) -> None:
            problems.append(Problem(where(*path), message))

        contents = inputs if isinstance(inputs, Mapping) else dict.fromkeys(inputs)
        assembly = Assembly({"dm": None, **contents}, report)
        assembly.read(**sections)
        steps = assembly.steps
        tags = {tag: n for tag, n in assembly.numbers.items() if isinstance(tag, str)}
        try:
            nodes, numbers = build_nodes(steps)
        except CycleError as error:
            names = {number: tag for tag, number in tags.items()}
            cycle = [
                names.get(n) or format_key_path(steps[n].path) for n in reversed(error.args[1])
            ]
            message = f"Nodes need each other's results: {' → '.join(cycle)}."
            report(message, steps[min(error.args[1])].path)
            nodes = [Node(operation=step.operation, path=step.path) for step in steps]
            numbers = {number: number for number in range(len(steps))}
        return cls(
            nodes=nodes,
            tags={tag: numbers[n] for tag, n in tags.items()},
            inputs=("dm", *contents),
            forced=frozenset(numbers[n] for n, step in enumerate(steps) if step.forced),
            excluded=frozenset(exclude_from_all or ()),
            meta_operations=tuple(sections.get("meta_operations") or ()),
            problems=problems,
        )

    def checked(self) -> Graph:
        """Return the graph itself if its configuration is valid.

        Returns
        -------
        Graph
            This graph.

        Raises
        ------
        ConfigError
            If there are mistakes in the configuration.
        """
        if self.problems:
            raise ConfigError(self.problems)
        return self

    def public_tags(self) -> list[str]:
        """Return the tags that are computed by default.

        Returns
        -------
        list of str
            All tags in the order in which they are defined, except those that start with
            ``.`` or ``_``, inputs, and excluded ones.
        """
        others = (*self.inputs, *RESERVED_TAGS, *self.excluded)
        return [tag for tag in self.tags if not tag.startswith((".", "_")) and tag not in others]

    def numbers_by_key(self) -> dict[str, int]:
        """Return the numbers of the nodes by their keys.

        Returns
        -------
        dict
            The index of each node in `nodes`, by `Node.key`.
        """
        return {node.key: number for number, node in enumerate(self.nodes)}

    def restrict_to(self, key: str, tag: str) -> Graph:
        """Return a graph for computing one node.

        Parameters
        ----------
        key
            Key of the node.
        tag
            The tag that the node gets in place of all others.

        Returns
        -------
        Graph
            A graph with the same nodes; only inputs and this node have tags, and no node is forced.
        """
        tags = {name: self.tags[name] for name in self.inputs}
        return replace(self, tags={**tags, tag: self.numbers_by_key()[key]}, forced=frozenset())

    def needed_for(self, tags: Collection[str], stored: Container[str] = ()) -> list[int]:
        """Return the numbers of the nodes that may be computed for some tags.

        Parameters
        ----------
        tags
            The tags.
        stored
            Keys of nodes whose results already exist, and which therefore need no other nodes.

        Returns
        -------
        list of int
            The numbers in ascending order, including those of forced nodes.
        """
        needed = {self.tags[tag] for tag in tags} | self.forced
        for number in range(len(self.nodes) - 1, -1, -1):
            node = self.nodes[number]
            if number in needed and node.key not in stored:
                needed.update(node.all_needs)
        return sorted(needed)

    def nodes_for(self, tags: Collection[str], stored: Container[str] = ()) -> list[Node]:
        """Return the nodes that may be computed for some tags; see `needed_for`.

        Parameters
        ----------
        tags, stored
            See `needed_for`.

        Returns
        -------
        list of Node
            The nodes, in an order in which they can be computed.
        """
        return [self.nodes[number] for number in self.needed_for(tags, stored)]

    def nodes_by_operation(self) -> dict[str, list[Node]]:
        """Return the nodes by their operations.

        Returns
        -------
        dict
            The nodes of each operation, in their order, by its name; inputs are left out.
        """
        by_name: dict[str, list[Node]] = {}
        for node in self.nodes:
            if node.operation:
                by_name.setdefault(node.operation, []).append(node)
        return by_name

    def selected_paths(
        self, tags: Collection[str] | None = None, stored: Container[str] = ()
    ) -> dict[str, KeyPath]:
        """Return the paths in the data that are read for some tags.

        Parameters
        ----------
        tags
            The tags; by default the public ones.
        stored
            Keys of nodes whose results already exist.

        Returns
        -------
        dict
            The keys where each path is first named, for paths that are known from the
            configuration. "" stands for all data. Groups from which only members are selected are
            left out.
        """
        tags = self.public_tags() if tags is None else tags
        data: dict[int, str] = {self.tags["dm"]: ""}
        paths: dict[str, KeyPath] = {}
        ends = {self.tags[tag] for tag in tags} | self.forced
        for number in self.needed_for(tags, stored):
            node = self.nodes[number]
            if node.key in stored:
                continue
            member = _selected_member(node, data)
            if member is not None:
                data[number] = member
            for n in node.all_needs:
                if n in data and (member is None or n in node.fallback_needs):
                    paths.setdefault(data[n], self.nodes[n].path)
            if number in data and number in ends:
                paths.setdefault(data[number], node.path)
        return paths


def _selected_member(node: Node, data: Mapping[int, str]) -> str | None:
    """Return the path that a node selects from the data, or None if it does something else."""
    if node.operation not in ("getitem", "[]") or node.kwargs or len(node.args) != 2:
        return None
    group, path = node.args
    if not isinstance(group, Reference) or group.number not in data or not isinstance(path, str):
        return None
    return f"{data[group.number]}/{path}".strip("/")
