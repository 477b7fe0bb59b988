"""From configuration to graph: which node needs which."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from typing import Any

from paraverse.digest import digest
from paraverse.errors import ConfigError, Problem, Where, dotted
from paraverse.transform.assembly import RESERVED_TAGS, Assembly, Reference, references
from paraverse.transform.placeholders import replaced
from paraverse.transform.syntax import Path, Step

SECTIONS = (
    "select", "define", "transform", "base_transform", "select_base", "select_path_prefix",
    "meta_operations", "file_cache_defaults", "exclude_from_all",
)  # fmt: skip
"""Keys of a configuration that a graph is made of."""


@dataclass(frozen=True)
class Node:
    """One step.

    Attributes
    ----------
    operation
        Name of the operation; "" for a value that is given from outside.
    args, kwargs
        Its arguments, the latter in the order of their names, as dantro has them; `Reference`
        stands for the results of other nodes, at any depth.
    path
        Where it stands in the configuration.
    call
        Where the meta-operation is used that it is part of, if it is.
    key
        Digits that are those of another node, in this graph or another, only if it says the
        same: the operation, its arguments, the keys of the nodes they refer to, salt and
        fallback. What operations do, and data, are not part of it.
    needs, fallback_needs
        Numbers of the nodes whose results its arguments and its fallback take.
    allow_failure
        "log", "warn" or "silent" if the fallback takes its place when it fails, or when
        something fails that it needs.
    fallback
        Its result then.
    cached
        Whether its result is worth keeping in a file.
    context
        What the user noted about it.
    """

    operation: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    path: Path = ()
    call: Path = ()
    key: str = ""
    needs: tuple[int, ...] = ()
    fallback_needs: tuple[int, ...] = ()
    allow_failure: str | None = None
    fallback: Any = None
    cached: bool = False
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The operation, or the tag of a value from outside."""
        return self.operation or str(*self.args)


def _nowhere(*keys: str | int) -> Where:
    return Where("transformation", None, keys)


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
        given: Iterable[str] = (),
        where: Callable[..., Where] = _nowhere,
        exclude_from_all: Collection[str] | None = None,
        **sections: Any,
    ) -> Graph:
        """Build the graph of a configuration, with all problems in it collected.

        Parameters
        ----------
        given
            Tags whose values come from outside, such as the fields of a multiverse; ``dm``, the
            data, is always one.
        where
            Turns keys into a place in a file, for messages.
        exclude_from_all
            Tags that are not computed unless they are asked for.
        **sections
            The others of `SECTIONS`.
        """
        problems: list[Problem] = []

        def report(message: str, path: Path) -> None:
            problems.append(Problem(where(*path), message))

        given = ("dm", *given)
        assembly = Assembly(given, report)
        assembly.read(**sections)
        steps = assembly.steps
        tags = {tag: n for tag, n in assembly.numbers.items() if isinstance(tag, str)}
        forced = [number for number, step in enumerate(steps) if step.forced]
        try:
            nodes, numbers = _nodes(steps)
        except CycleError as error:
            names = {number: tag for tag, number in tags.items()}
            cycle = [names.get(n) or dotted(steps[n].path) for n in reversed(error.args[1])]
            message = f"Nodes need each other's results: {' → '.join(cycle)}."
            report(message, steps[min(error.args[1])].path)
            nodes, numbers = [Node(step.operation, path=step.path) for step in steps], None
        return cls(
            nodes,
            tags if numbers is None else {tag: numbers[n] for tag, n in tags.items()},
            given,
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

    def needed_for(self, tags: Collection[str]) -> list[int]:
        """Return the numbers of all nodes that some tags may need, fallbacks included, in order."""
        needed = {self.tags[tag] for tag in tags} | self.forced
        for number in range(len(self.nodes) - 1, -1, -1):
            if number in needed:
                node = self.nodes[number]
                needed.update(node.needs, node.fallback_needs)
        return sorted(needed)

    def operations(self) -> dict[str, list[Node]]:
        """Return the nodes by the name of their operation."""
        by_name: dict[str, list[Node]] = {}
        for node in self.nodes:
            if node.operation:
                by_name.setdefault(node.operation, []).append(node)
        return by_name

    def selected(self, tags: Collection[str] | None = None) -> dict[str, Path]:
        """Return what is read of the data for some tags, as far as the configuration says it.

        Parameters
        ----------
        tags
            The tags; by default the public ones.

        Returns
        -------
        dict
            Paths in the data tree, "" for all of it; and where each is named first. Groups from
            which only members are selected are not among them.
        """
        tags = self.public_tags() if tags is None else tags
        data: dict[int, str] = {self.tags["dm"]: ""}
        read: dict[str, Path] = {}
        ends = {self.tags[tag] for tag in tags} | self.forced
        for number in self.needed_for(tags):
            node = self.nodes[number]
            below = _member(node, data)
            if below is not None:
                data[number] = below
            for n in (*node.needs, *node.fallback_needs):
                if n in data and (below is None or n in node.fallback_needs):
                    read.setdefault(data[n], self.nodes[n].path)
            if number in data and number in ends:
                read.setdefault(data[number], node.path)
        return read


def fill(value: Any, results: Mapping[int, Any]) -> Any:
    """Put results in the place of references, at any depth."""
    return replaced(value, lambda reference: results[reference.number])


def _nodes(steps: Sequence[Step]) -> tuple[list[Node], dict[int, int]]:
    """Order steps by what they need and make equal ones one node.

    Returns
    -------
    list of Node
        The nodes.
    dict
        Number of the node for the number of each step.

    Raises
    ------
    CycleError
        If steps need each other.
    """
    nodes: list[Node] = []
    numbers: dict[int, int] = {}
    known: dict[str, int] = {}

    def put(reference: Any) -> Any:
        return Reference(numbers[reference.number])

    for number in _ordered(steps):
        step = steps[number]
        args, fallback = replaced(step.args, put), replaced(step.fallback, put)
        kwargs = {name: replaced(step.kwargs[name], put) for name in sorted(step.kwargs)}
        if _passes(step) and len(args) == 1 and isinstance(args[0], Reference):
            numbers[number] = args[0].number
        else:
            failable = step.allow_failure is not None
            content = (step.operation, args, kwargs, step.salt, failable and [fallback])
            key = _key(_plain(content, nodes))
            if key not in known:
                known[key] = len(nodes)
                nodes.append(
                    Node(
                        step.operation,
                        args,
                        kwargs,
                        step.path,
                        step.call,
                        key,
                        references((args, kwargs)),
                        references(fallback),
                        step.allow_failure,
                        fallback,
                        context=step.context,
                    )
                )
            numbers[number] = known[key]
        if step.cached:
            nodes[numbers[number]] = replace(nodes[numbers[number]], cached=True)
    return nodes, numbers


def _ordered(steps: Sequence[Step]) -> Iterator[int]:
    needs = {n: references((s.args, s.kwargs, s.fallback)) for n, s in enumerate(steps)}
    sorter = TopologicalSorter(needs)
    sorter.prepare()
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        yield from ready
        sorter.done(*ready)


def _passes(step: Step) -> bool:
    """Whether a step hands on what it gets."""
    return step.operation == "pass" and not (step.kwargs or step.allow_failure or step.salt)


def _key(content: Any) -> str:
    try:
        return digest(content, length=32)
    except TypeError:  # an object passed in from Python: equal to nothing else
        return uuid.uuid4().hex


def _plain(value: Any, nodes: Sequence[Node]) -> Any:
    """A value with keys in the place of references, and mappings in their order."""
    if isinstance(value, Reference):
        return ("node", nodes[value.number].key)
    if isinstance(value, dict):
        return ("mapping", [[_plain(k, nodes), _plain(v, nodes)] for k, v in value.items()])
    if type(value) in (list, tuple):
        return (type(value).__name__, [_plain(item, nodes) for item in value])
    return value


def _member(node: Node, data: Mapping[int, str]) -> str | None:
    """The path of what a node selects from the data tree, if it does."""
    if node.operation not in ("getitem", "[]") or node.kwargs or len(node.args) != 2:
        return None
    group, path = node.args
    if not isinstance(group, Reference) or group.number not in data or not isinstance(path, str):
        return None
    return f"{data[group.number]}/{path}".strip("/")
