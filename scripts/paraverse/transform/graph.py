"""From configuration to graph: which node needs which."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from paraverse.digest import digest
from paraverse.errors import ConfigError, Problem, Where, suggest
from paraverse.transform.placeholders import NodeIndex, Previous, Tag

RESERVED_TAGS = ("dag", "dm", "select_base")
"""Tags that name the data itself."""

NODE_KEYS = (
    "operation", "args", "kwargs", "tag", "with_previous_result",
    "force_compute", "memory_cache", "salt", "context",
)  # fmt: skip
"""Keys of a node; any other key is taken for an operation."""

SELECT_KEYS = ("path", "transform", "with_previous_result", "omit_tag", "salt")
"""Keys of an entry of `select`."""

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Reference:
    """The result of a node, by its number in the graph."""

    node: int


@dataclass(frozen=True)
class Node:
    """One step.

    Attributes
    ----------
    operation
        Name of the operation; "" for a value that is given from outside.
    args, kwargs
        Its arguments; `Reference` stands for the results of other nodes, at any depth.
    path
        Where it stands in the configuration.
    """

    operation: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    path: Path = ()

    def needs(self) -> Iterator[int]:
        """Iterate over the numbers of the nodes whose results it takes."""
        yield from _references((self.args, self.kwargs))


def _nowhere(*keys: str | int) -> Where:
    return Where("transformation", None, keys)


class Graph:
    """Nodes in an order in which they can be computed; equal ones are one.

    Parameters
    ----------
    given
        Tags whose values come from outside, such as the fields of a multiverse.
    where
        Turns keys into a place in a file, for messages.

    Attributes
    ----------
    nodes
        All nodes. A node refers only to nodes before it.
    tags
        Number of the node of each tag.
    problems
        What is wrong with the configuration.
    """

    def __init__(self, given: Iterable[str] = (), where: Callable[..., Where] = _nowhere) -> None:
        self.nodes: list[Node] = []
        self.tags: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.forced: set[int] = set()
        self._where = where
        self._numbers: dict[str, int] = {}
        self._written: list[int] = []  # number of each node as written, for !dag_node
        self.given = ("dm", *given)
        for name in self.given:
            self.tags[name] = self._add(Node("", (name,)))
        self.tags["select_base"] = self.tags["dm"]

    @classmethod
    def of(
        cls,
        *,
        define: Mapping[str, Any] | None = None,
        select: Mapping[str, Any] | None = None,
        transform: Sequence[Any] | None = None,
        given: Iterable[str] = (),
        where: Callable[..., Where] = _nowhere,
    ) -> Graph:
        """Build the graph of a configuration, with all problems in it collected."""
        graph = cls(given, where)
        for tag, definition in sorted(_mapping(graph, define, "define").items()):
            graph.add_definition(tag, definition, ("define", tag))
        for tag, selection in sorted(_mapping(graph, select, "select").items()):
            graph.add_selection(tag, selection, ("select", tag))
        graph.add_chain(transform or [], ("transform",))
        return graph

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
        outside = (*self.given, *RESERVED_TAGS)
        return [tag for tag in self.tags if not tag.startswith((".", "_")) and tag not in outside]

    def needed_for(self, tags: Collection[str]) -> list[int]:
        """Return the numbers of all nodes to compute for some tags, in order."""
        needed = {self.tags[tag] for tag in tags} | self.forced
        for number in range(len(self.nodes) - 1, -1, -1):
            if number in needed:
                needed.update(self.nodes[number].needs())
        return sorted(needed)

    def operations(self) -> dict[str, list[Node]]:
        """Return the nodes by the name of their operation."""
        by_name: dict[str, list[Node]] = {}
        for node in self.nodes:
            if node.operation:
                by_name.setdefault(node.operation, []).append(node)
        return by_name

    def add_definition(self, tag: str, definition: Any, path: Path) -> None:
        """Add an entry of `define`: a list of nodes, or a value."""
        if isinstance(definition, list):
            self._tag(tag, self.add_chain(definition, path), path)
        else:
            self._tag(tag, self._add(Node("define", (definition,), {}, path)), path)

    def add_selection(self, tag: str, selection: Any, path: Path) -> None:
        """Add an entry of `select`: a path in the data, or a mapping with `path`."""
        entry = {"path": selection} if isinstance(selection, str) else selection
        if not isinstance(entry, Mapping):
            self._problem(f"Takes a path or a mapping; found {entry!r}.", path)
            return
        for key in entry.keys() - set(SELECT_KEYS):
            self._problem(f"Unknown key {key!r}. {suggest(key, SELECT_KEYS)}", (*path, key))
        if not isinstance(entry.get("path"), str):
            self._problem("The key 'path' is missing: which data to select.", path)
            return
        base = Reference(self.tags["select_base"])
        last = self._add(Node("getitem", (base, entry["path"]), {}, path))
        self._written.append(last)
        chain = entry.get("transform") or []
        if chain:
            last = self.add_chain(
                chain,
                (*path, "transform"),
                first_takes_previous=bool(entry.get("with_previous_result")),
            )
        if not entry.get("omit_tag"):
            self._tag(tag, last, path)

    def add_chain(self, entries: Any, path: Path, *, first_takes_previous: bool = False) -> int:
        """Add nodes one after another and return the number of the last."""
        if not isinstance(entries, list):
            self._problem(f"Takes a list of operations; found {entries!r}.", path)
            return 0
        number = self._written[-1] if self._written else 0
        for index, entry in enumerate(entries):
            number = self._add_entry(entry, (*path, index), first_takes_previous and index == 0)
            self._written.append(number)
        return number

    def _add_entry(self, entry: Any, path: Path, takes_previous: bool) -> int:
        if isinstance(entry, str):
            entry = {"operation": entry, "with_previous_result": True}
        if not isinstance(entry, Mapping):
            self._problem(f"Takes the name of an operation or a mapping; found {entry!r}.", path)
            return 0
        try:
            operation, args, kwargs = _arguments(entry)
        except ValueError as error:
            self._problem(str(error), path)
            return 0
        if takes_previous or entry.get("with_previous_result"):
            args = (Previous(), *args)
        node = Node(
            operation,
            tuple(self._filled(arg, path) for arg in args),
            {str(key): self._filled(value, path) for key, value in kwargs.items()},
            path,
        )
        number = self._add(node, salt=entry.get("salt"))
        if entry.get("force_compute"):
            self.forced.add(number)
        if entry.get("tag") is not None:
            self._tag(str(entry["tag"]), number, path)
        return number

    def _add(self, node: Node, salt: Any = None) -> int:
        try:
            identity = digest([node.operation, node.args, node.kwargs, salt], length=32)
        except TypeError:  # an object passed in from Python: equal to nothing else
            identity = f"node {len(self.nodes)}"
        if identity not in self._numbers:
            self._numbers[identity] = len(self.nodes)
            self.nodes.append(node)
        return self._numbers[identity]

    def _tag(self, tag: str, number: int, path: Path) -> None:
        if tag in RESERVED_TAGS:
            self._problem(f"The tag {tag!r} is taken: it names the data.", path)
        elif tag in self.tags:
            self._problem(f"The tag {tag!r} is used twice; tags are unique.", path)
        else:
            self.tags[tag] = number

    def _filled(self, value: Any, path: Path) -> Any:
        """Put references in the place of placeholders, at any depth."""
        match value:
            case Tag(name):
                if name not in self.tags:
                    public = [tag for tag in self.tags if tag not in RESERVED_TAGS]
                    hint = suggest(name, public) or "No tag is defined before it."
                    self._problem(f"There is no tag {name!r} before this node. {hint}", path)
                    return None
                return Reference(self.tags[name])
            case Previous():
                if not self._written:
                    self._problem("There is no node before this one for !dag_prev.", path)
                    return None
                return Reference(self._written[-1])
            case NodeIndex(index):
                try:
                    return Reference(self._written[index])
                except IndexError:
                    self._problem(
                        f"There is no node {index}; {len(self._written)} are before this one.", path
                    )
                    return None
            case Mapping():
                return {key: self._filled(item, path) for key, item in value.items()}
            case list() | tuple():
                return type(value)(self._filled(item, path) for item in value)
            case _:
                return value

    def _problem(self, message: str, path: Path) -> None:
        self.problems.append(Problem(self._where(*path), message))


def fill(value: Any, results: Mapping[int, Any]) -> Any:
    """Put results in the place of references, at any depth."""
    match value:
        case Reference(node):
            return results[node]
        case Mapping():
            return {key: fill(item, results) for key, item in value.items()}
        case list() | tuple():
            return type(value)(fill(item, results) for item in value)
        case _:
            return value


def _references(value: Any) -> Iterator[int]:
    if isinstance(value, Reference):
        yield value.node
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _references(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _references(item)


def _mapping(graph: Graph, section: Any, name: str) -> Mapping[str, Any]:
    if section is None or isinstance(section, Mapping):
        return section or {}
    graph._problem(f"Takes a mapping from tags; found {section!r}.", (name,))
    return {}


def _arguments(entry: Mapping[str, Any]) -> tuple[str, tuple[Any, ...], Mapping[str, Any]]:
    """Read the full form of a node, or the short one: `operation: arguments`."""
    args, kwargs = entry.get("args"), entry.get("kwargs")
    shorthand = [key for key in entry if key not in NODE_KEYS]
    if len(shorthand) + ("operation" in entry) != 1:
        named = [*shorthand, *([entry["operation"]] if "operation" in entry else [])]
        if not named:
            raise ValueError("No operation is named. Write `operation: NAME` or `NAME: arguments`.")
        raise ValueError(f"One node takes one operation; found {', '.join(map(repr, named))}.")
    if not shorthand:
        return str(entry["operation"]), _sequence(args), _keywords(kwargs)
    name = str(shorthand[0])
    short = entry[shorthand[0]]
    if short is None:
        return name, _sequence(args), _keywords(kwargs)
    if isinstance(short, Mapping):
        if kwargs:
            raise ValueError(
                f"{name!r} has keyword arguments twice: after its name and in 'kwargs'."
            )
        return name, _sequence(args), short
    if args:
        raise ValueError(f"{name!r} has arguments twice: after its name and in 'args'.")
    return name, tuple(short) if isinstance(short, list) else (short,), _keywords(kwargs)


def _sequence(args: Any) -> tuple[Any, ...]:
    if args is not None and not isinstance(args, list | tuple):
        raise ValueError(f"'args' takes a list; found {args!r}.")
    return tuple(args or ())


def _keywords(kwargs: Any) -> Mapping[str, Any]:
    if kwargs is not None and not isinstance(kwargs, Mapping):
        raise ValueError(f"'kwargs' takes a mapping; found {kwargs!r}.")
    return kwargs or {}
