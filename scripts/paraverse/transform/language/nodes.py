"""From steps to nodes: in an order in which they can be computed, equal ones as one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from graphlib import TopologicalSorter
from typing import Any

from paraverse.base.digest import digest
from paraverse.errors import KeyPath
from paraverse.transform.language.assembly import Reference, references
from paraverse.transform.language.syntax import Step
from paraverse.yaml_io.placeholders import replaced


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
    path: KeyPath = ()
    call: KeyPath = ()
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

    @property
    def all_needs(self) -> tuple[int, ...]:
        """Numbers of the nodes that it may need, each once."""
        return tuple(dict.fromkeys((*self.needs, *self.fallback_needs)))


def fill(value: Any, results: Mapping[int, Any]) -> Any:
    """Put results in the place of references, at any depth."""
    return replaced(value, lambda reference: results[reference.number])


def nodes_of(steps: Sequence[Step]) -> tuple[list[Node], dict[int, int]]:
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
        if _passes(step, args, nodes):
            numbers[number] = args[0].number
        else:
            failable = step.allow_failure is not None
            # A value from outside is told by what it is, if that is known, and not by its tag
            own_args = () if not step.operation and step.salt else args
            content = (step.operation, own_args, kwargs, step.salt, failable and [fallback])
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


def _passes(step: Step, args: Sequence[Any], nodes: Sequence[Node]) -> bool:
    """Whether a step hands on what it gets.

    What is selected is a container for dantro, and its ``.data`` the labelled array in it; here it
    is that array itself.
    """
    match args:
        case [Reference(number)] if not (step.kwargs or step.allow_failure or step.salt):
            selected = nodes[number].operation == "getitem" and _is_given(nodes[number], nodes)
            return step.operation == "pass" or (step.operation == ".data" and selected)
    return False


def _is_given(node: Node, nodes: Sequence[Node]) -> bool:
    """Whether it takes something out of what comes from outside."""
    match node.args:
        case [Reference(number), *_]:
            return not nodes[number].operation
    return False


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
